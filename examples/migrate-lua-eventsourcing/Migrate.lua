-- Takes the saved ledger of lua-eventsourcing into a ledger of LibEventLedger. README.md shows how to use it.

local _, addon = ...

local Migrate = {}
addon.Migrate = Migrate

local U32 = 2 ^ 32
local SERVER_LIMIT = 2 ^ 24

local function isWhole(value, limit)
    return type(value) == "number" and value % 1 == 0 and value >= 0 and value < limit
end

-- In two halves: %X raises in the game for what does not fit 31 bits.
local function toGuid(server, creator)
    return string.format("Player-%d-%04X%04X", server, math.floor(creator / 65536), creator % 65536)
end

-- Numbers in order, and behind them what is none.
local function isKeyBefore(a, b)
    local isNumber = type(a) == "number"
    if isNumber ~= (type(b) == "number") then
        return isNumber
    end
    return isNumber and a < b or not isNumber and tostring(a) < tostring(b)
end

-- A saved entry as importEvents() takes it, or nil and why there is none.
local function convertEntry(entry, options)
    if type(entry) ~= "table" then
        return nil, "table expected, got " .. type(entry)
    end
    local class = options.classes[entry._d]
    if not class then
        return nil, "no such class in 'classes': " .. tostring(entry._d)
    end
    local server = entry._e == nil and options.defaultServer or entry._e
    if not isWhole(entry._a, U32) then
        return nil, "'_a' - creator expected, got " .. tostring(entry._a)
    elseif not isWhole(entry._c, U32) then
        return nil, "'_c' - Unix seconds expected, got " .. tostring(entry._c)
    elseif not isWhole(server, SERVER_LIMIT) then
        return nil, "'_e' - server id expected, got " .. tostring(server)
    end
    local ok, values, reason = pcall(class.values, entry)
    if not ok or type(values) ~= "table" then
        return nil, "values: " .. tostring(ok and (reason or values) or values)
    end
    return { type = class.type, time = entry._c, creator = toGuid(server, entry._a), values = values }
end

-- Gives the list for importEvents(), and a list of { key, entry, reason } of what could not be converted.
function Migrate.convert(saved, options)
    local keys, list, problems = {}, {}, {}
    for key in pairs(saved) do
        keys[#keys + 1] = key
    end
    -- Equal rows aside, the order means nothing; it is that of the list for the sake of the problems.
    table.sort(keys, isKeyBefore)
    for _, key in ipairs(keys) do
        local converted, reason = convertEntry(saved[key], options)
        if converted then
            list[#list + 1] = converted
        else
            problems[#problems + 1] = { key = key, entry = saved[key], reason = reason }
        end
    end
    return list, problems
end

-- Converts and imports; `done` gets the result of importEvents() and the problems. False when no ledger is open.
function Migrate.run(ledger, saved, options, done)
    local list, problems = Migrate.convert(saved, options)
    return ledger:importEvents(list, function(result)
        done(result, problems)
    end)
end
