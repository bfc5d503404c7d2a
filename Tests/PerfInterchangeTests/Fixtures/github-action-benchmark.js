window.BENCHMARK_DATA = {
 "lastUpdate": 1774933028658,
 "repoUrl": "https://github.com/benchmark-action/github-action-benchmark",
 "entries": {
  "Rust Benchmark": [
   {
    "commit": {
     "author": {
      "email": "someone@example.org",
      "name": "rhysd",
      "username": "rhysd"
     },
     "committer": {
      "email": "someone@example.org",
      "name": "rhysd",
      "username": "rhysd"
     },
     "distinct": true,
     "id": "45d78258e495044a551046f50604da3c893052ce",
     "message": "add benchmark.js example workflow",
     "timestamp": "2019-11-10T00:06:58+09:00",
     "tree_id": "59cf1e78101c09beef06aa1832e1caa09ec52246",
     "url": "https://github.com/rhysd/github-action-benchmark/commit/45d78258e495044a551046f50604da3c893052ce"
    },
    "date": 1573312140323,
    "tool": "cargo",
    "benches": [
     {
      "name": "bench_fib_10",
      "value": 254,
      "range": "+/- 35",
      "unit": "ns/iter"
     },
     {
      "name": "bench_fib_20",
      "value": 34001,
      "range": "+/- 2,802",
      "unit": "ns/iter"
     }
    ]
   },
   {
    "commit": {
     "author": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "committer": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "distinct": true,
     "id": "c38cce98215cf75e178ecd5a0c1a1ab215e93006",
     "message": "release v1.22.0",
     "timestamp": "2026-03-31T06:53:51+02:00",
     "tree_id": "bcd62a1fb1374f67221a37001260ca831840ac40",
     "url": "https://github.com/benchmark-action/github-action-benchmark/commit/c38cce98215cf75e178ecd5a0c1a1ab215e93006"
    },
    "date": 1774932887397,
    "tool": "cargo",
    "benches": [
     {
      "name": "bench_fib_10",
      "value": 159.63,
      "range": "± 3.44",
      "unit": "ns/iter"
     },
     {
      "name": "bench_fib_20",
      "value": 20114.96,
      "range": "± 215.43",
      "unit": "ns/iter"
     }
    ]
   }
  ],
  "Go Benchmark": [
   {
    "commit": {
     "author": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "committer": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "distinct": true,
     "id": "c38cce98215cf75e178ecd5a0c1a1ab215e93006",
     "message": "release v1.22.0",
     "timestamp": "2026-03-31T06:53:51+02:00",
     "tree_id": "bcd62a1fb1374f67221a37001260ca831840ac40",
     "url": "https://github.com/benchmark-action/github-action-benchmark/commit/c38cce98215cf75e178ecd5a0c1a1ab215e93006"
    },
    "date": 1774932909156,
    "tool": "go",
    "benches": [
     {
      "name": "BenchmarkFib10",
      "value": 313.1,
      "unit": "ns/op",
      "extra": "3852480 times\n4 procs"
     },
     {
      "name": "BenchmarkFib20",
      "value": 39994,
      "unit": "ns/op",
      "extra": "30343 times\n4 procs"
     },
     {
      "name": "BenchmarkFib20WithAuxMetric",
      "value": 40052,
      "unit": "ns/op\t         4.000 auxMetricUnits",
      "extra": "30248 times\n4 procs"
     },
     {
      "name": "BenchmarkFib20WithAuxMetric - ns/op",
      "value": 40052,
      "unit": "ns/op",
      "extra": "30248 times\n4 procs"
     },
     {
      "name": "BenchmarkFib20WithAuxMetric - auxMetricUnits",
      "value": 4,
      "unit": "auxMetricUnits",
      "extra": "30248 times\n4 procs"
     }
    ]
   }
  ],
  "Benchmark.js Benchmark": [
   {
    "commit": {
     "author": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "committer": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "distinct": true,
     "id": "c38cce98215cf75e178ecd5a0c1a1ab215e93006",
     "message": "release v1.22.0",
     "timestamp": "2026-03-31T06:53:51+02:00",
     "tree_id": "bcd62a1fb1374f67221a37001260ca831840ac40",
     "url": "https://github.com/benchmark-action/github-action-benchmark/commit/c38cce98215cf75e178ecd5a0c1a1ab215e93006"
    },
    "date": 1774932863692,
    "tool": "benchmarkjs",
    "benches": [
     {
      "name": "fib(10)",
      "value": 1594568,
      "range": "±0.19%",
      "unit": "ops/sec",
      "extra": "94 samples"
     },
     {
      "name": "fib(20)",
      "value": 12979,
      "range": "±0.46%",
      "unit": "ops/sec",
      "extra": "98 samples"
     }
    ]
   }
  ],
  "Python Benchmark with pytest-benchmark": [
   {
    "commit": {
     "author": {
      "email": "someone@example.org",
      "name": "rhysd",
      "username": "rhysd"
     },
     "committer": {
      "email": "someone@example.org",
      "name": "rhysd",
      "username": "rhysd"
     },
     "distinct": true,
     "id": "be395fa45085f9d6d7723f39ef4ea4a1e7d2c71b",
     "message": "Merge branch 'pytest-support-and-extra-data'",
     "timestamp": "2019-11-17T14:11:08+09:00",
     "tree_id": "445685b855eb924cfabb2480b04918aee14352f5",
     "url": "https://github.com/rhysd/github-action-benchmark/commit/be395fa45085f9d6d7723f39ef4ea4a1e7d2c71b"
    },
    "date": 1573968123092,
    "tool": "pytest",
    "benches": [
     {
      "name": "bench.py::test_fib_10",
      "value": 48347.10086431428,
      "unit": "iter/sec",
      "range": "stddev: 0.000020419912819191845",
      "extra": "mean: 0.000020683763496108927 sec\nrounds: 28249"
     },
     {
      "name": "bench.py::test_fib_20",
      "value": 389.3380033674248,
      "unit": "iter/sec",
      "range": "stddev: 0.0002408106151480289",
      "extra": "mean: 0.002568462342106078 sec\nrounds: 380"
     }
    ]
   },
   {
    "commit": {
     "author": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "committer": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "distinct": true,
     "id": "c38cce98215cf75e178ecd5a0c1a1ab215e93006",
     "message": "release v1.22.0",
     "timestamp": "2026-03-31T06:53:51+02:00",
     "tree_id": "bcd62a1fb1374f67221a37001260ca831840ac40",
     "url": "https://github.com/benchmark-action/github-action-benchmark/commit/c38cce98215cf75e178ecd5a0c1a1ab215e93006"
    },
    "date": 1774932868914,
    "tool": "pytest",
    "benches": [
     {
      "name": "bench.py::test_fib_10",
      "value": 76327.03241590009,
      "unit": "iter/sec",
      "range": "stddev: 0.0000012571315525798022",
      "extra": "mean: 13.101518143022743 usec\nrounds: 29984"
     },
     {
      "name": "bench.py::test_fib_20",
      "value": 604.5755406814991,
      "unit": "iter/sec",
      "range": "stddev: 0.000018037065721222928",
      "extra": "mean: 1.6540530218486251 msec\nrounds: 595"
     }
    ]
   }
  ],
  "C++ Benchmark": [
   {
    "commit": {
     "author": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "committer": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "distinct": true,
     "id": "c38cce98215cf75e178ecd5a0c1a1ab215e93006",
     "message": "release v1.22.0",
     "timestamp": "2026-03-31T06:53:51+02:00",
     "tree_id": "bcd62a1fb1374f67221a37001260ca831840ac40",
     "url": "https://github.com/benchmark-action/github-action-benchmark/commit/c38cce98215cf75e178ecd5a0c1a1ab215e93006"
    },
    "date": 1774932858656,
    "tool": "googlecpp",
    "benches": [
     {
      "name": "fib_10",
      "value": 177.50045639073818,
      "unit": "ns/iter",
      "extra": "iterations: 3946180\ncpu: 177.4838215692138 ns\nthreads: 1"
     },
     {
      "name": "fib_20",
      "value": 23132.19766959291,
      "unit": "ns/iter",
      "extra": "iterations: 31325\ncpu: 23128.78295291301 ns\nthreads: 1"
     }
    ]
   }
  ],
  "Catch2 Benchmark": [
   {
    "commit": {
     "author": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "committer": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "distinct": true,
     "id": "c38cce98215cf75e178ecd5a0c1a1ab215e93006",
     "message": "release v1.22.0",
     "timestamp": "2026-03-31T06:53:51+02:00",
     "tree_id": "bcd62a1fb1374f67221a37001260ca831840ac40",
     "url": "https://github.com/benchmark-action/github-action-benchmark/commit/c38cce98215cf75e178ecd5a0c1a1ab215e93006"
    },
    "date": 1774932872659,
    "tool": "catch2",
    "benches": [
     {
      "name": "Fibonacci 10",
      "value": 84.3406,
      "range": "± 5.00339",
      "unit": "ns",
      "extra": "100 samples\n362 iterations"
     },
     {
      "name": "Fibonacci 20",
      "value": 7.6369,
      "range": "± 373.112",
      "unit": "us",
      "extra": "100 samples\n4 iterations"
     }
    ]
   }
  ],
  "Julia benchmark result": [
   {
    "commit": {
     "author": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "committer": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "distinct": true,
     "id": "c38cce98215cf75e178ecd5a0c1a1ab215e93006",
     "message": "release v1.22.0",
     "timestamp": "2026-03-31T06:53:51+02:00",
     "tree_id": "bcd62a1fb1374f67221a37001260ca831840ac40",
     "url": "https://github.com/benchmark-action/github-action-benchmark/commit/c38cce98215cf75e178ecd5a0c1a1ab215e93006"
    },
    "date": 1774933025113,
    "tool": "julia",
    "benches": [
     {
      "name": "fib/10",
      "value": 302.8493150684931,
      "unit": "ns",
      "extra": "gctime=0\nmemory=0\nallocs=0\nparams={\"gctrial\":true,\"time_tolerance\":0.05,\"evals_set\":false,\"samples\":10000,\"evals\":219,\"gcsample\":false,\"seconds\":5,\"overhead\":0,\"memory_tolerance\":0.01}"
     },
     {
      "name": "fib/20",
      "value": 44994,
      "unit": "ns",
      "extra": "gctime=0\nmemory=0\nallocs=0\nparams={\"gctrial\":true,\"time_tolerance\":0.05,\"evals_set\":false,\"samples\":10000,\"evals\":1,\"gcsample\":false,\"seconds\":5,\"overhead\":0,\"memory_tolerance\":0.01}"
     }
    ]
   }
  ],
  "JMH Benchmark": [
   {
    "commit": {
     "author": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "committer": {
      "email": "someone@example.org",
      "name": "Chris Trzesniewski",
      "username": "ktrz"
     },
     "distinct": true,
     "id": "c38cce98215cf75e178ecd5a0c1a1ab215e93006",
     "message": "release v1.22.0",
     "timestamp": "2026-03-31T06:53:51+02:00",
     "tree_id": "bcd62a1fb1374f67221a37001260ca831840ac40",
     "url": "https://github.com/benchmark-action/github-action-benchmark/commit/c38cce98215cf75e178ecd5a0c1a1ab215e93006"
    },
    "date": 1774932906797,
    "tool": "jmh",
    "benches": [
     {
      "name": "org.openjdk.jmh.samples.JMHSample_01_HelloWorld.wellHelloThere",
      "value": 1820491309.1347592,
      "unit": "ops/s",
      "extra": "iterations: 3\nforks: 1\nthreads: 1"
     }
    ]
   }
  ]
 }
}