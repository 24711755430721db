// All of oriopt in C++ as one translation unit: LLVM's headers, which take longer
// to read than all of this to compile, are read once.
#include "table.hpp"
#include "prepare.hpp"
#include "effects.hpp"
#include "counts.hpp"
#include "calls.hpp"
#include "ask.hpp"
#include "windows.hpp"
#include "attributes.hpp"
#include "verify.hpp"
#include "run.hpp"
