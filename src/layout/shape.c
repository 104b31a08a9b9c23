#include "layout/shape.h"
