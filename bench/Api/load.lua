-- What wrk sends: a GET of 20 items or a POST of one item, to a list of a file of ids, in an order of its own for each connection thread.
local requests, next = {}, 0

function init(args)
  local method, file, token = args[1], args[2], args[3]
  local headers = { ["Content-Type"] = "application/json" }
  if token ~= nil then
    headers["Authorization"] = "Bearer " .. token
  end
  for id in io.lines(file) do
    if method == "GET" then
      requests[#requests + 1] = wrk.format("GET", "/api/lists/" .. id .. "/items?limit=20", headers)
    else
      requests[#requests + 1] = wrk.format("POST", "/api/lists/" .. id .. "/items", headers,
        '{"name":"A kite","note":"Red, with a long tail","url":"https://example.org/kites/red","price":24.5,"currency":"EUR"}')
    end
  end
end

function request()
  next = next % #requests + 1
  return requests[next]
end

function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  io.write(string.format("figures %d %d %d %d %d\n", summary.requests, summary.duration, failed, latency:percentile(50), latency:percentile(99)))
end
