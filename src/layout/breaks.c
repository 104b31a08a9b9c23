#include "layout/breaks.h"
