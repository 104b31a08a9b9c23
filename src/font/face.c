#include "font/face.h"
