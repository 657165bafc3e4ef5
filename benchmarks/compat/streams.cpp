// The one function of GCC 13's libstdc++ (GLIBCXX_3.4.32) that TorchSharp's native library calls: it initializes
// std::cout and its kind. In GCC 12 that is what the constructor of an ios_base::Init does.
#include <ios>

namespace std {
void ios_base_library_init() { static ios_base::Init once; }
}
