#include "language/cite.h"
