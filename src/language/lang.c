#include "language/lang.h"
