#include "font/manifest.h"
