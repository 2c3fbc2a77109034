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

-- Class of the entries that undo another one. Such an entry has the time of its target and a smaller counter, so that it is
-- replayed before it, and names it in `ref`.
local IGNORE = "IGN"

-- What `ref` holds of an entry; nil where an entry has no such numbers.
local function referenceTo(entry)
    if type(entry._a) == "number" and type(entry._b) == "number" and type(entry._c) == "number" then
        return table.concat({ entry._c, entry._b, entry._a }, "-")
    end
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

-- Replays what is undone as lua-eventsourcing does: an entry that was undone has no effect, also if it would have undone
-- another. Gives two tables by entry: of what was undone the entry that did, and of what undid nothing `true`.
local function replayUndoing(entries)
    table.sort(entries, isReplayedBefore)
    local undoing, undone, idle = {}, {}, {}
    for _, entry in ipairs(entries) do
        local reference = referenceTo(entry)
        if undoing[reference] then
            undone[entry], idle[undoing[reference]] = undoing[reference], nil
            undoing[reference] = nil
        elseif entry._d == IGNORE and type(entry.ref) == "string" then
            -- Of two that undo the same the first is enough.
            if not undoing[entry.ref] then
                undoing[entry.ref], idle[entry] = entry, true
            end
        end
    end
    return undone, idle
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

-- Why an entry is left out because something is undone; nil when that does not concern it. The second value is whether it
-- is a problem.
local function whyLeftOut(entry, undone, idle, keyOf)
    if type(entry) ~= "table" then
        return nil
    elseif undone[entry] then
        return "undone by entry " .. tostring(keyOf[undone[entry]])
    elseif entry._d ~= IGNORE then
        return nil
    elseif idle[entry] or type(entry.ref) ~= "string" or not referenceTo(entry) then
        return "undoes an entry that is not there: " .. tostring(entry.ref), true
    end
    return "undoes another entry"
end

-- Gives the list for importEvents(), and two lists of { key, entry, reason }: what could not be converted, and what was
-- left out because it was undone or undoes something.
function Migrate.convert(saved, options)
    local keys, entries, keyOf, list, problems, leftOut = {}, {}, {}, {}, {}, {}
    for key in pairs(saved) do
        keys[#keys + 1] = key
    end
    -- Equal rows aside, the order means nothing; it is that of the list for the sake of the problems.
    table.sort(keys, isKeyBefore)
    for _, key in ipairs(keys) do
        local entry = saved[key]
        if type(entry) == "table" and referenceTo(entry) then
            entries[#entries + 1], keyOf[entry] = entry, key
        end
    end
    local undone, idle = replayUndoing(entries)
    for _, key in ipairs(keys) do
        local entry, converted = saved[key], nil
        local reason, isProblem = whyLeftOut(entry, undone, idle, keyOf)
        if not reason then
            converted, reason = convertEntry(entry, options)
            isProblem = true
        end
        if converted then
            list[#list + 1] = converted
        else
            local others = isProblem and problems or leftOut
            others[#others + 1] = { key = key, entry = entry, reason = reason }
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
