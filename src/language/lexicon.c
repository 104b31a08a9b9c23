#include "language/lexicon.h"
