-- Takes the saved ledger of lua-eventsourcing into a ledger of LibEventLedger. README.md shows how to use it.

local _, addon = ...

local Migrate = {}
addon.Migrate = Migrate

local U32 = 2 ^ 32
local SERVER_LIMIT = 2 ^ 24

-- Times have 32 bits, and a number is exact up to 53.
local ID_STEPS = 2 ^ 21
local COUNTER_STEP = 65537

-- Class of the entries that undo another one. Such an entry has the time of its target and a smaller counter, so that it is
-- replayed before it, and names it in `ref`.
local IGNORE = "IGN"

local function isWhole(value, low, limit)
    return type(value) == "number" and value % 1 == 0 and value >= low and value < limit
end

-- In two halves: %X raises in the game for what does not fit 31 bits.
local function toGuid(server, creator)
    return string.format("Player-%d-%04X%04X", server, math.floor(creator / 65536), creator % 65536)
end

-- The id of an entry as one number, which takes a third of the bytes that the text in `ref` would: the time, and of counter
-- and creator what else is exact. That two creators of one second have one id is a matter of 1 in 2 million; the second
-- of them would be told as differing.
local function toId(time, counter, creator)
    return time * ID_STEPS + (counter * COUNTER_STEP + creator) % ID_STEPS
end

-- What is wrong with the numbers that name an entry; nil when nothing is.
local function problemOfKey(entry)
    if not isWhole(entry._a, 0, U32) then
        return "'_a' - creator expected, got " .. tostring(entry._a)
    elseif not isWhole(entry._b, -U32, U32) then
        return "'_b' - counter expected, got " .. tostring(entry._b)
    elseif not isWhole(entry._c, 0, U32) then
        return "'_c' - Unix seconds expected, got " .. tostring(entry._c)
    end
end

local function isUndoing(entry)
    return type(entry) == "table" and entry._d == IGNORE
end

-- The order in which lua-eventsourcing replays entries: time, counter, creator.
local function isReplayedBefore(a, b)
    if a._c ~= b._c then
        return a._c < b._c
    elseif a._b ~= b._b then
        return a._b < b._b
    end
    return a._a < b._a
end

-- The id of what an entry undoes; or nil and why it undoes nothing.
local function readTarget(entry)
    local text = type(entry.ref) == "string" and entry.ref or ""
    local time, counter, creator = string.match(text, "^(%d+)%-(%-?%d+)%-(%d+)$")
    if not time then
        return nil, "'ref' - time-counter-creator expected, got " .. tostring(entry.ref)
    end
    local target = { _c = tonumber(time), _b = tonumber(counter), _a = tonumber(creator) }
    if not isReplayedBefore(entry, target) then
        return nil, "undoes what stands before it: " .. entry.ref
    end
    return toId(target._c, target._b, target._a)
end

-- Entries that undo an entry that undoes another one, and those that are undone so: neither goes into the ledger, where
-- no revocation of an imported revocation can be imported. Gives by entry why it is left out.
local function pairUndoing(saved, keys)
    local order, keyOf, byId = {}, {}, {}
    for _, key in ipairs(keys) do
        local entry = saved[key]
        if isUndoing(entry) and not problemOfKey(entry) then
            order[#order + 1], keyOf[entry] = entry, key
            byId[toId(entry._c, entry._b, entry._a)] = entry
        end
    end
    table.sort(order, isReplayedBefore)
    local reasons, undoneBy = {}, {}
    for _, entry in ipairs(order) do
        local target = readTarget(entry)
        local undoing = undoneBy[toId(entry._c, entry._b, entry._a)]
        if undoing then
            -- As lua-eventsourcing replays: what is undone has no effect, also if it would have undone another.
            reasons[entry] = "undone by entry " .. tostring(keyOf[undoing])
        elseif target then
            undoneBy[target] = undoneBy[target] or entry
            if byId[target] then
                reasons[entry] = "undoes entry " .. tostring(keyOf[byId[target]]) .. ", which undoes another"
            end
        end
    end
    return reasons
end

-- The type and the values of an entry; or nil and why there are none.
local function readValues(entry, classes)
    local class = classes[entry._d]
    if not class then
        return nil, "no such class in 'classes': " .. tostring(entry._d)
    end
    local ok, values, reason = pcall(class.values, entry)
    if not ok or type(values) ~= "table" then
        return nil, "values: " .. tostring(ok and (reason or values) or values)
    end
    return class.type, values
end

-- A saved entry as importEvents() takes it, or nil and why there is none.
local function convertEntry(entry, options)
    if type(entry) ~= "table" then
        return nil, "table expected, got " .. type(entry)
    end
    local server = entry._e == nil and options.defaultServer or entry._e
    local problem = problemOfKey(entry)
    if problem then
        return nil, problem
    elseif not isWhole(server, 0, SERVER_LIMIT) then
        return nil, "'_e' - server id expected, got " .. tostring(server)
    end
    local row = { id = toId(entry._c, entry._b, entry._a), time = entry._c, creator = toGuid(server, entry._a) }
    if isUndoing(entry) then
        row.revokes, problem = readTarget(entry)
        return row.revokes and row, problem
    end
    local typeName, values = readValues(entry, options.classes)
    if not typeName then
        return nil, values
    end
    row.type, row.values = typeName, values
    return row
end

-- Numbers in order, and behind them what is none.
local function isKeyBefore(a, b)
    local isNumber = type(a) == "number"
    if isNumber ~= (type(b) == "number") then
        return isNumber
    end
    return isNumber and a < b or not isNumber and tostring(a) < tostring(b)
end

-- Gives the list for importEvents(), and two lists of { key, entry, reason }: what could not be converted, and what was
-- left out because it undoes, or is, an entry that undoes and was undone itself.
function Migrate.convert(saved, options)
    local keys, list, problems, leftOut = {}, {}, {}, {}
    for key in pairs(saved) do
        keys[#keys + 1] = key
    end
    table.sort(keys, isKeyBefore)
    local reasons = pairUndoing(saved, keys)
    for _, key in ipairs(keys) do
        local entry = saved[key]
        if reasons[entry] then
            leftOut[#leftOut + 1] = { key = key, entry = entry, reason = reasons[entry] }
        else
            local row, problem = convertEntry(entry, options)
            if row then
                list[#list + 1] = row
            else
                problems[#problems + 1] = { key = key, entry = entry, reason = problem }
            end
        end
    end
    return list, problems, leftOut
end

-- Converts and imports; `done` gets the result of importEvents(), the problems and what was left out. False when no ledger
-- is open.
function Migrate.run(ledger, saved, options, done)
    local list, problems, leftOut = Migrate.convert(saved, options)
    return ledger:importEvents(list, function(result)
        done(result, problems, leftOut)
    end)
end
