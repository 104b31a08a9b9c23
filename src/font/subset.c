#include "font/subset.h"
