#include "layout/line.h"
