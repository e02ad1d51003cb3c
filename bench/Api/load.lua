-- What wrk sends, the same for every server: one path again and again, or pages of 20 items and new items, list after list of a file of ids.
local requests, next = {}, 0
local item = '{"name":"A kite","note":"Red, with a long tail","url":"https://example.org/kites/red","price":24.5,"currency":"EUR"}'

-- kind: path, path-post, get, post or mixed; target: the path or the file; then headers as name and value
function init(args)
  local kind, target = args[1], args[2]
  local headers = { ["Content-Type"] = "application/json" }
  for i = 3, #args, 2 do
    headers[args[i]] = args[i + 1]
  end
  if kind == "path" or kind == "path-post" then
    requests[1] = kind == "path" and wrk.format("GET", target, headers) or wrk.format("POST", target, headers, item)
    return
  end
  local n = 0
  for id in io.lines(target) do
    n = n + 1
    if kind == "post" or (kind == "mixed" and n % 5 == 0) then
      requests[n] = wrk.format("POST", "/api/lists/" .. id .. "/items", headers, item)
    else
      requests[n] = wrk.format("GET", "/api/lists/" .. id .. "/items?limit=20", headers)
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
