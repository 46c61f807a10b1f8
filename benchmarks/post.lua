-- wrk posts one JSON body, read from a file named after `--`, and prints its figures as one line of JSON.
function init(args)
  local file = assert(io.open(args[1], "rb"))
  wrk.method = "POST"
  wrk.body = file:read("*a")
  wrk.headers["Content-Type"] = "application/json"
  file:close()
end

function done(summary, latency, requests)
  local errors = summary.errors
  local line = 'FIGURES {"requests": %d, "microseconds": %d, "bytes": %d, "failed": %d, '
    .. '"p50": %.1f, "p90": %.1f, "p99": %.1f}\n'
  io.write(line:format(summary.requests, summary.duration, summary.bytes,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(90), latency:percentile(99)))
end
