#include "language/glue.h"
