#include "document/doc.h"
