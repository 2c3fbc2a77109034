-- A ledger and a room of one addon, both busy all the time: neither keeps the other waiting.

local stage = dofile("spec/addon/stage.lua")

local ROOMS = stage.readFile("dist/LibEventLedgerRooms.lua")

-- Forty, as in a raid, show the same in three minutes of processor time: LONG_SPECS.
local MEMBERS = os.getenv("LONG_SPECS") and 40 or 12
local WRITERS, OWNERS = 5, 5
-- Events that were written before, for a newcomer to sync; and how long both sides are busy.
local HISTORY, SECONDS = 1500, 30
-- Seconds by which neither may delay the other.
local LIMIT = 3

-- ChatThrottleLib's way with bandwidth: 800 bytes a second and 40 more for each message, a burst of 4,000; priorities that have
-- something to send share alike, and within one the queues take turns. Messages that the game refuses for its own throttle wait.
local CHAT_THROTTLE = {
    name = "ChatThrottleLib",
    source = [[
        local RATE, BURST, OVERHEAD, LOOK, AGAIN = 800, 4000, 40, 0.08, 0.35
        local NAMES = { "ALERT", "NORMAL", "BULK" }
        local classes, left, lookedAt = {}, BURST, GetTime()
        for _, name in ipairs(NAMES) do
            classes[name] = { left = 0, ring = {}, byName = {} }
        end
        local function send(message)
            local result = C_ChatInfo.SendAddonMessage(message.prefix, message.text, message.chattype, message.target)
            if result ~= 3 and message.callback then
                message.callback(message.arg, result == 0, result)
            end
            return result ~= 3
        end
        local function refill()
            local now = GetTime()
            left, lookedAt = math.min(BURST, left + (now - lookedAt) * RATE), now
        end
        local function drain(class)
            local index = 1
            while class.ring[index] do
                local queue = class.ring[index]
                local size = #queue[1].text + OVERHEAD
                if (queue.blockedUntil or 0) > GetTime() then
                    index = index + 1
                elseif size > class.left then
                    return
                elseif not send(queue[1]) then
                    queue.blockedUntil = GetTime() + AGAIN
                else
                    class.left = class.left - size
                    table.remove(queue, 1)
                    table.remove(class.ring, index)
                    if queue[1] then
                        class.ring[#class.ring + 1] = queue
                    else
                        class.byName[queue.name] = nil
                    end
                end
            end
        end
        C_Timer.NewTicker(LOOK, function()
            refill()
            local busy = {}
            for _, name in ipairs(NAMES) do
                if classes[name].ring[1] then
                    busy[#busy + 1] = classes[name]
                else
                    left, classes[name].left = left + classes[name].left, 0
                end
            end
            local share = #busy > 0 and left / #busy or 0
            for _, class in ipairs(busy) do
                class.left, left = class.left + share, left - share
                drain(class)
            end
        end)
        ChatThrottleLib = { version = 32 }
        function ChatThrottleLib:SendAddonMessage(prio, prefix, text, chattype, target, queueName, callback, arg)
            local message = { prefix = prefix, text = text, chattype = chattype, target = target, callback = callback, arg = arg }
            refill()
            local class = classes[prio]
            local isIdle = not (classes.ALERT.ring[1] or classes.NORMAL.ring[1] or classes.BULK.ring[1])
            if isIdle and left >= #text + OVERHEAD and send(message) then
                left = left - #text - OVERHEAD
                return
            end
            local name = queueName or prefix .. chattype .. (target or "")
            local queue = class.byName[name]
            if not queue then
                queue = { name = name }
                class.byName[name] = queue
                class.ring[#class.ring + 1] = queue
            end
            queue[#queue + 1] = message
        end
    ]],
}

-- Another addon that always has something to send through ChatThrottleLib, under a prefix of its own.
local CHATTERBOX = {
    name = "Chatterbox",
    source = [[
        C_ChatInfo.RegisterAddonMessagePrefix("Chatterbox")
        local function say()
            ChatThrottleLib:SendAddonMessage("NORMAL", "Chatterbox", string.rep("x", 200), "GUILD", nil, nil, function()
                C_Timer.After(0.05, say)
            end)
        end
        C_Timer.After(2, say)
    ]],
}

-- The addon itself. Late counts, by event and by member's value, what came later than the limit.
local ADDON = {
    name = "Both",
    savedVariables = { "Both_Saved" },
    source = stage.libraryChunk() .. "\n;(function(...) " .. ROOMS .. "\nend)()\n" .. [[
        local library = LibStub("LibEventLedger-1.0")
        Arrivals = {}
        local frame = CreateFrame("Frame")
        frame:RegisterEvent("ADDON_LOADED")
        frame:SetScript("OnEvent", function(_, _, name)
            if name ~= "Both" then
                return
            end
            Both_Saved = Both_Saved or {}
            Book = library:createLedger({
                name = "Book", saved = Both_Saved, initialState = function() return { sum = 0 } end,
                authorize = library.policies.guildRank(1),
            })
            Book:define("add", { id = 1, fields = { "amount", "reason" } }, function(state, event)
                state.sum = state.sum + event.amount
                Arrivals[event.reason] = Arrivals[event.reason] or GetTime()
            end)
            Book:start()
            Room = LibStub("LibEventLedgerRooms-1.0"):createRoom({ name = "Room" })
            Bids = Room:pool("bids", {
                key = function(bid) return bid.who end, fields = { "who:string", "at:number", "note:string" },
            })
        end)
        function Say(note)
            Bids:replaceContribution({ who = UnitName("player"), at = GetTime(), note = note })
        end
        -- How old the values of others are that this client shows, at most.
        function Age()
            local oldest = 0
            for _, bid in pairs(Bids:getAllContributions()) do
                oldest = math.max(oldest, GetTime() - bid.at)
            end
            return oldest
        end
    ]],
}

local REASON = "%s %d: for a long evening in which everybody came in time and knew what to do"

-- The text of a file that holds a history, as all but the newcomer have it.
local function history()
    local realm = stage.createRealm({ seed = 70 })
    local author = stage.addPlayer(realm, "Author", stage.MASTER, { addons = { ADDON } })
    author:login()
    realm:advance(10)
    author:run(string.format([[
        local entries = {}
        for index = 1, %d do
            entries[index] = {
                type = "add", time = GetServerTime() - 600 * index, creator = UnitGUID("player"),
                values = { amount = 1, reason = "history " .. index },
            }
        end
        Book:importEvents(entries, function(result) Added = result.added end)
    ]], HISTORY))
    realm:advance(60)
    assert.equal(HISTORY, stage.evaluate(author, "Added"))
    author:logout()
    return author:getSavedText("Both")
end

-- Plays a minute, and gives for each (event, member) and each (second, member) how late it was.
local function play(options)
    local realm = stage.createRealm({ seed = options.seed })
    local addons = options.hasThrottle and { CHAT_THROTTLE, CHATTERBOX, ADDON } or { ADDON }
    local members = {}
    for index = 1, MEMBERS do
        local name = "P" .. string.char(96 + math.ceil(index / 26), 97 + index % 26)
        local rank = index <= WRITERS and stage.OFFICER or stage.RAIDER
        members[index] = stage.addPlayer(realm, name, rank, { addons = addons })
        members[index]:setSavedText("Both", options.history)
        members[index]:login()
    end
    realm:advance(60)
    local newcomer = stage.addPlayer(realm, "Newcomer", stage.RAIDER, { addons = addons })
    newcomer:login()
    realm:setLoss(options.loss)
    local submitted, ages = {}, {}
    for step = 1, 10 * SECONDS do
        for index = 1, OWNERS do
            members[MEMBERS - index]:run("Say(...)", "step " .. step)
        end
        -- As many events as the game lets a client say, one in a second and a half.
        if step % 15 == 0 then
            for index = 1, WRITERS do
                local reason = string.format(REASON, members[index].name, step)
                assert(members[index]:run("return Book:submit('add', { amount = 1, reason = ... })", reason))
                submitted[reason] = realm:getTime()
            end
        end
        realm:advance(0.1)
        if step % 10 == 0 and step > 50 then
            for index = 1, MEMBERS do
                ages[#ages + 1] = stage.evaluate(members[index], "Age()")
            end
        end
    end
    -- What was lost is repaired.
    realm:setLoss(0)
    local count = HISTORY + WRITERS * SECONDS / 1.5
    assert.is_true(realm:advanceUntil(function()
        for index = 1, MEMBERS do
            if stage.evaluate(members[index], "Book:status().events") ~= count then
                return false
            end
        end
        return true
    end, 300, 1), "not all have all events")
    realm:advance(1)
    local delays = {}
    local offset = realm:getTime() - stage.evaluate(members[1], "GetTime()")
    for index = 1, MEMBERS do
        local arrivals = stage.evaluate(members[index], "Arrivals")
        for reason, time in pairs(submitted) do
            delays[#delays + 1] = (arrivals[reason] or math.huge) + offset - time
        end
    end
    assert.same({}, realm.errors)
    return delays, ages, realm, newcomer
end

local function shareWithin(values, limit)
    local count, worst = 0, 0
    for _, value in ipairs(values) do
        count = count + (value <= limit and 1 or 0)
        worst = math.max(worst, value)
    end
    return count / #values, worst
end

describe("A ledger and a room of one addon that are both busy", function()
    local saved = history()

    local function check(name, options, least)
        it(name, function()
            options.history = saved
            local delays, ages, realm, newcomer = play(options)
            assert.equal(WRITERS * SECONDS / 1.5 * MEMBERS, #delays)
            local inTime, latest = shareWithin(delays, LIMIT)
            local fresh, oldest = shareWithin(ages, LIMIT)
            local found = string.format("seed %d: events %.4f in time, the latest %.2f s; values %.4f in time, the oldest %.2f s",
                options.seed, inTime, latest, fresh, oldest)
            if os.getenv("SHOW_DELAYS") then print(found) end
            assert.is_true(inTime >= least and fresh >= least, found)
            assert.is_true(latest < math.huge, found)
            assert.is_true(realm:advanceUntil(function()
                local status = stage.evaluate(newcomer, "Book:status()")
                return status.events == HISTORY + WRITERS * SECONDS / 1.5 and status.lag == 0
            end, 600, 1), "the newcomer")
        end)
    end

    check("delay each other by no more than 3 s", { seed = 71, loss = 0 }, 1)
    -- What a member did not hear comes by repair; one message in twenty is as many as are lost.
    check("nor where one message in twenty is lost", { seed = 72, loss = 0.05 }, 0.9)
    check("nor under ChatThrottleLib, beside another addon that never stops", { seed = 73, loss = 0, hasThrottle = true }, 1)
end)
