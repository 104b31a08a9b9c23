#include "language/date.h"
