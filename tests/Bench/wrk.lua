-- Random requests from a file, one "METHOD<TAB>path" a line; headers given to wrk with -H are sent with each.
local requests = {}
function init(args)
  math.randomseed(42)
  for line in io.lines(args[1]) do
    local method, path = line:match('^(%u+)\t(.+)$')
    requests[#requests + 1] = wrk.format(method, path)
  end
end
function request() return requests[math.random(#requests)] end
function done(summary, latency)
  local bad = summary.errors.status + summary.errors.read + summary.errors.write + summary.errors.connect + summary.errors.timeout
  io.write(string.format('RESULT %f %f %f %d\n', summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000, bad))
end
