#include "reading/read.h"
