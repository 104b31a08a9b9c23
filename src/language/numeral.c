#include "language/numeral.h"
