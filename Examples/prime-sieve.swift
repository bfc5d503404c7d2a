// CPU-bound, compiled at each start: counts the primes below two million by the sieve of Eratosthenes.
// Most of its time and memory is the Swift compiler's; the sieve itself takes a few hundredths.

let limit = 2_000_000
var composite = [Bool](repeating: false, count: limit)
var count = 0

for number in 2..<limit where !composite[number] {
  count += 1
  for multiple in stride(from: number * number, to: limit, by: number) {
    composite[multiple] = true
  }
}

precondition(count == 148_933, "the sieve found \(count) primes below \(limit)")
print("\(count) primes below \(limit)")
