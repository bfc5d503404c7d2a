#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

// The functions of libm that the rest of the module uses, named once so that one file knows the
// platform.

func logarithm(_ x: Double) -> Double { log(x) }
func exponential(_ x: Double) -> Double { exp(x) }
func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
func complementaryErrorFunction(_ x: Double) -> Double { erfc(x) }

/// The natural logarithm of the gamma function for positive `x`.
func logarithmOfGamma(_ x: Double) -> Double {
  #if canImport(Glibc)
    // lgamma writes the global `signgam`; the reentrant form does not.
    var sign: Int32 = 0
    return unsafe lgamma_r(x, &sign)
  #else
    return lgamma(x)
  #endif
}
