#include "output/dump.h"
