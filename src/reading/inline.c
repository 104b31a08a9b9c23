#include "reading/inline.h"
