-- The events of the ledger, newest first, read week by week as far back as somebody looks, a little in each frame.

local _, addon = ...

local EventList = {}
addon.EventList = EventList

-- The library keeps and unpacks events by such weeks.
local WEEK = 7 * 86400

-- In the order of the ledger: time, creator, counter.
local function isBefore(a, b)
    if a.time ~= b.time then
        return a.time < b.time
    elseif a.creator ~= b.creator then
        return a.creator < b.creator
    end
    return a.counter < b.counter
end

-- The index of the first event that is not before the key.
local function search(events, key)
    local low, high = 1, #events + 1
    while low < high do
        local middle = math.floor((low + high) / 2)
        if isBefore(events[middle], key) then
            low = middle + 1
        else
            high = middle
        end
    end
    return low
end

local function isSame(event, key)
    return event ~= nil and not isBefore(event, key) and not isBefore(key, event)
end

-- `events` holds, oldest first, all that the ledger has from the time `from` on; `arrived`, what came while the weeks
-- before that were being read.
function EventList.create()
    local nextWeek = GetServerTime() + WEEK
    return { events = {}, from = nextWeek + WEEK - nextWeek % WEEK, arrived = {}, weeks = 2, isComplete = false }
end

-- Puts an event that is new in the ledger into its place.
function EventList.add(list, event)
    if event.time < list.from then
        list.isComplete = false
        if list.reader then
            list.arrived[#list.arrived + 1] = event
        end
        return
    end
    local index = search(list.events, event)
    if isSame(list.events[index], event) then
        list.events[index] = event
    else
        table.insert(list.events, index, event)
    end
end

-- The event with a key, if it has been read.
function EventList.find(list, key)
    local event = list.events[search(list.events, key)]
    return isSame(event, key) and event or nil
end

-- The revocations because of which an event is revoked: they stand behind it in order, so they have been read.
function EventList.revocationsOf(list, target)
    local found = {}
    for index = search(list.events, target), #list.events do
        local event = list.events[index]
        if event.type == "revoke" and isSame(event.target, target) and not addon.ledger:isRevoked(event) then
            found[#found + 1] = event
        end
    end
    return found
end

-- Reads the weeks before `from`: as a coroutine, which yields when the frame's time is over.
local function readWeeks(list)
    local to = list.from - 1
    local from = math.max(0, to - to % WEEK - (list.weeks - 1) * WEEK)
    local events = {}
    for event in addon.ledger:events({ from = from, to = to }) do
        events[#events + 1] = event
        if GetTimePreciseSec() >= list.deadline then
            coroutine.yield()
        end
    end
    -- Months without a raid are passed in strides.
    list.weeks = #events == 0 and list.weeks * 2 or 1
    for _, event in ipairs(list.events) do
        events[#events + 1] = event
    end
    list.events, list.from = events, from
    local arrived = list.arrived
    list.arrived = {}
    for _, event in ipairs(arrived) do
        EventList.add(list, event)
    end
    list.isComplete = from == 0 or #list.events >= addon.ledger:status().events
end

-- Reads for some milliseconds, until `count` events are there or there are no more; true when nothing is left to do.
function EventList.read(list, count, milliseconds)
    list.deadline = GetTimePreciseSec() + milliseconds / 1000
    while #list.events < count and not list.isComplete do
        list.reader = list.reader or coroutine.create(readWeeks)
        local isOk, message = coroutine.resume(list.reader, list)
        if not isOk then
            error(message, 0)
        elseif coroutine.status(list.reader) == "dead" then
            list.reader = nil
        end
        if GetTimePreciseSec() >= list.deadline then
            return false
        end
    end
    return true
end
