#include "document/field.h"
