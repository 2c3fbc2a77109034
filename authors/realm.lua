-- LibEventLedger 0.2.0-dev: the realm, a simulated game for specs of addons. See docs/realm.md
-- MIT licence, (c) LibEventLedger contributors. Generated from TypeScript: do not edit.

local ____modules = {}
local ____moduleCache = {}
local ____originalRequire = require
local function require(file, ...)
    if ____moduleCache[file] then
        return ____moduleCache[file].value
    end
    if ____modules[file] then
        local module = ____modules[file]
        local value = nil
        if (select("#", ...) > 0) then value = module(...) else value = module(file) end
        ____moduleCache[file] = { value = value }
        return value
    else
        if ____originalRequire then
            return ____originalRequire(file)
        else
            error("module '" .. file .. "' not found")
        end
    end
end
____modules = {
["lualib_bundle"] = function(...) 
local function __TS__Class(self)
    local c = {prototype = {}}
    c.prototype.__index = c.prototype
    c.prototype.constructor = c
    return c
end

local function __TS__New(target, ...)
    local instance = setmetatable({}, target.prototype)
    instance:____constructor(...)
    return instance
end

local function __TS__ArrayIncludes(self, searchElement, fromIndex)
    if fromIndex == nil then
        fromIndex = 0
    end
    local len = #self
    local k = fromIndex
    if fromIndex < 0 then
        k = len + fromIndex
    end
    if k < 0 then
        k = 0
    end
    for i = k + 1, len do
        if self[i] == searchElement then
            return true
        end
    end
    return false
end

local function __TS__ArrayIndexOf(self, searchElement, fromIndex)
    if fromIndex == nil then
        fromIndex = 0
    end
    local len = #self
    if len == 0 then
        return -1
    end
    if fromIndex >= len then
        return -1
    end
    if fromIndex < 0 then
        fromIndex = len + fromIndex
        if fromIndex < 0 then
            fromIndex = 0
        end
    end
    for i = fromIndex + 1, len do
        if self[i] == searchElement then
            return i - 1
        end
    end
    return -1
end

local function __TS__ArrayIsArray(value)
    return type(value) == "table" and (value[1] ~= nil or next(value) == nil)
end

local function __TS__ArrayConcat(self, ...)
    local items = {...}
    local result = {}
    local len = 0
    for i = 1, #self do
        len = len + 1
        result[len] = self[i]
    end
    for i = 1, #items do
        local item = items[i]
        if __TS__ArrayIsArray(item) then
            for j = 1, #item do
                len = len + 1
                result[len] = item[j]
            end
        else
            len = len + 1
            result[len] = item
        end
    end
    return result
end

local function __TS__ArrayFilter(self, callbackfn, thisArg)
    local result = {}
    local len = 0
    for i = 1, #self do
        if callbackfn(thisArg, self[i], i - 1, self) then
            len = len + 1
            result[len] = self[i]
        end
    end
    return result
end

local function __TS__ArrayMap(self, callbackfn, thisArg)
    local result = {}
    for i = 1, #self do
        result[i] = callbackfn(thisArg, self[i], i - 1, self)
    end
    return result
end

local function __TS__CountVarargs(...)
    return select("#", ...)
end

local function __TS__SparseArrayNew(...)
    local sparseArray = {...}
    sparseArray.sparseLength = __TS__CountVarargs(...)
    return sparseArray
end

local function __TS__SparseArrayPush(sparseArray, ...)
    local args = {...}
    local argsLen = __TS__CountVarargs(...)
    local listLen = sparseArray.sparseLength
    for i = 1, argsLen do
        sparseArray[listLen + i] = args[i]
    end
    sparseArray.sparseLength = listLen + argsLen
end

local function __TS__SparseArraySpread(sparseArray)
    local _unpack = unpack or table.unpack
    return _unpack(sparseArray, 1, sparseArray.sparseLength)
end

local function __TS__ObjectAssign(target, ...)
    local sources = {...}
    for i = 1, #sources do
        local source = sources[i]
        if type(source) == "table" then
            for key in pairs(source) do
                target[key] = source[key]
            end
        end
    end
    return target
end

local function __TS__ArrayFind(self, predicate, thisArg)
    for i = 1, #self do
        local elem = self[i]
        if predicate(thisArg, elem, i - 1, self) then
            return elem
        end
    end
    return nil
end

local function __TS__ClassExtends(target, base)
    target.____super = base
    local staticMetatable = setmetatable({__index = base}, base)
    setmetatable(target, staticMetatable)
    local baseMetatable = getmetatable(base)
    if baseMetatable then
        if type(baseMetatable.__index) == "function" then
            staticMetatable.__index = baseMetatable.__index
        end
        if type(baseMetatable.__newindex) == "function" then
            staticMetatable.__newindex = baseMetatable.__newindex
        end
    end
    setmetatable(target.prototype, base.prototype)
    if type(base.prototype.__index) == "function" then
        target.prototype.__index = base.prototype.__index
    end
    if type(base.prototype.__newindex) == "function" then
        target.prototype.__newindex = base.prototype.__newindex
    end
    if type(base.prototype.__tostring) == "function" then
        target.prototype.__tostring = base.prototype.__tostring
    end
end

local __TS__Symbol, Symbol
do
    local symbolMetatable = {__tostring = function(self)
        return ("Symbol(" .. (self.description or "")) .. ")"
    end}
    function __TS__Symbol(description)
        return setmetatable({description = description}, symbolMetatable)
    end
    Symbol = {
        asyncDispose = __TS__Symbol("Symbol.asyncDispose"),
        dispose = __TS__Symbol("Symbol.dispose"),
        iterator = __TS__Symbol("Symbol.iterator"),
        hasInstance = __TS__Symbol("Symbol.hasInstance"),
        species = __TS__Symbol("Symbol.species"),
        toStringTag = __TS__Symbol("Symbol.toStringTag")
    }
end

local function __TS__InstanceOf(obj, classTbl)
    if type(classTbl) ~= "table" then
        error("Right-hand side of 'instanceof' is not an object", 0)
    end
    if classTbl[Symbol.hasInstance] ~= nil then
        return not not classTbl[Symbol.hasInstance](classTbl, obj)
    end
    if type(obj) == "table" then
        local luaClass = obj.constructor
        while luaClass ~= nil do
            if luaClass == classTbl then
                return true
            end
            luaClass = luaClass.____super
        end
    end
    return false
end

return {
  __TS__Class = __TS__Class,
  __TS__New = __TS__New,
  __TS__ArrayIncludes = __TS__ArrayIncludes,
  __TS__ArrayIndexOf = __TS__ArrayIndexOf,
  __TS__ArrayConcat = __TS__ArrayConcat,
  __TS__ArrayFilter = __TS__ArrayFilter,
  __TS__ArrayMap = __TS__ArrayMap,
  __TS__SparseArrayNew = __TS__SparseArrayNew,
  __TS__SparseArrayPush = __TS__SparseArrayPush,
  __TS__SparseArraySpread = __TS__SparseArraySpread,
  __TS__ObjectAssign = __TS__ObjectAssign,
  __TS__ArrayFind = __TS__ArrayFind,
  __TS__ClassExtends = __TS__ClassExtends,
  __TS__InstanceOf = __TS__InstanceOf
}
 end,
["realm.lua.types"] = function(...) 
local ____exports = {}
function ____exports.define(environment, definitions)
    for name, value in pairs(definitions) do
        environment[name] = value
    end
end
function ____exports.pack(...)
    local args = {...}
    return {
        count = select("#", ...),
        values = args
    }
end
return ____exports
 end,
["realm.addons.chunks"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.ChunkCache = __TS__Class()
local ChunkCache = ____exports.ChunkCache
ChunkCache.name = "ChunkCache"
function ChunkCache.prototype.____constructor(self)
    self.factories = {}
end
function ChunkCache.prototype.load(self, text, name, environment)
    local key = (name .. "\n") .. text
    local factory = self.factories[key]
    if factory == nil then
        local whole, message = loadstring(text, "@" .. name)
        if whole == nil then
            return nil, message
        end
        local wrapped = loadstring(("return function(...) " .. text) .. "\nend", "@" .. name)
        if wrapped == nil then
            return setfenv(whole, environment)
        end
        factory = wrapped
        self.factories[key] = factory
    end
    return setfenv(
        factory(),
        environment
    )
end
return ____exports
 end,
["realm.clock.heap"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local floor = math.floor
____exports.NumberHeap = __TS__Class()
local NumberHeap = ____exports.NumberHeap
NumberHeap.name = "NumberHeap"
function NumberHeap.prototype.____constructor(self)
    self.nodes = {}
    self.size = 0
end
function NumberHeap.prototype.peek(self)
    return self.size > 0 and self.nodes[1] or nil
end
function NumberHeap.prototype.push(self, value)
    local nodes = self.nodes
    local hole = self.size + 1
    self.size = hole
    while hole > 1 do
        local parent = floor(hole / 2)
        local above = nodes[parent]
        if above <= value then
            break
        end
        nodes[hole] = above
        hole = parent
    end
    nodes[hole] = value
end
function NumberHeap.prototype.pop(self)
    if self.size == 0 then
        return nil
    end
    local nodes = self.nodes
    local top = nodes[1]
    local moved = nodes[self.size]
    nodes[self.size] = nil
    local size = self.size - 1
    self.size = size
    if size == 0 then
        return top
    end
    local hole = 1
    while hole * 2 <= size do
        local child = hole * 2
        local below = nodes[child]
        if child < size and nodes[child + 1] < below then
            child = child + 1
            below = nodes[child]
        end
        if below >= moved then
            break
        end
        nodes[hole] = below
        hole = child
    end
    nodes[hole] = moved
    return top
end
return ____exports
 end,
["realm.clock.clock"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____heap = require("realm.clock.heap")
local NumberHeap = ____heap.NumberHeap
local ceil = math.ceil
local floor = math.floor
local SLACK = 0.000001
____exports.Clock = __TS__Class()
local Clock = ____exports.Clock
Clock.name = "Clock"
function Clock.prototype.____constructor(self, rate)
    self.rate = rate
    self.now = 0
    self.tick = 0
    self.running = false
    self.due = {}
    self.ticks = __TS__New(NumberHeap)
end
function Clock.prototype.schedule(self, entry, seconds)
    self:scheduleTick(
        entry,
        ceil((self.now + seconds) * self.rate - SLACK)
    )
end
function Clock.prototype.scheduleTick(self, entry, wanted)
    local tick = wanted > self.tick and wanted or self.tick + 1
    local list = self.due[tick]
    if list == nil then
        self.due[tick] = {entry}
        self.ticks:push(tick)
    else
        list[#list + 1] = entry
    end
    return tick
end
function Clock.prototype.getTick(self)
    return self.tick
end
function Clock.prototype.advance(self, seconds, stop)
    if self.running then
        error("realm: advance: called from inside a client's callback", 3)
    end
    local stopAt = self.now + seconds
    local last = floor(stopAt * self.rate + SLACK)
    self.running = true
    local tick = self.ticks:peek()
    while tick ~= nil and tick <= last do
        self:runTick(tick)
        if stop ~= nil and stop() then
            self.running = false
            return true
        end
        tick = self.ticks:peek()
    end
    self.running = false
    self.tick = last
    self.now = stopAt
    return false
end
function Clock.prototype.runTick(self, tick)
    self.ticks:pop()
    local list = self.due[tick]
    self.due[tick] = nil
    self.tick = tick
    self.now = tick / self.rate
    for ____, entry in ipairs(list) do
        entry:run()
    end
end
return ____exports
 end,
["realm.random"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local floor = math.floor
local MODULUS_1 = 2147483563
local MULTIPLIER_1 = 40014
local MODULUS_2 = 2147483399
local MULTIPLIER_2 = 40692
local WARM_UP = 16
local FORK_STEP = 7919 * 104729
____exports.Random = __TS__Class()
local Random = ____exports.Random
Random.name = "Random"
function Random.prototype.____constructor(self, seed)
    self.seed = seed
    local whole = floor(seed)
    self.first = 1 + whole % (MODULUS_1 - 1)
    self.second = 1 + (whole * 31 + 12345) % (MODULUS_2 - 1)
    for _ = 1, WARM_UP do
        self:next()
    end
end
function Random.prototype.next(self)
    local first = self.first * MULTIPLIER_1 % MODULUS_1
    local second = self.second * MULTIPLIER_2 % MODULUS_2
    self.first = first
    self.second = second
    return (first - second) % (MODULUS_1 - 1) / (MODULUS_1 - 1)
end
function Random.prototype.integer(self, low, high)
    return low + floor(self:next() * (high - low + 1))
end
function Random.prototype.uint32(self)
    return self:integer(0, 65535) * 65536 + self:integer(0, 65535)
end
function Random.prototype.chance(self, probability)
    return probability > 0 and self:next() < probability
end
function Random.prototype.pick(self, list)
    return list[self:integer(0, #list - 1) + 1]
end
function Random.prototype.shuffle(self, list)
    for last = #list - 1, 1, -1 do
        local other = self:integer(0, last)
        local held = list[last + 1]
        list[last + 1] = list[other + 1]
        list[other + 1] = held
    end
end
function Random.prototype.bytes(self, length)
    local parts = {}
    for index = 0, length - 1 do
        parts[index + 1] = string.char(self:integer(0, 255))
    end
    return table.concat(parts)
end
function Random.prototype.fork(self, part)
    return __TS__New(____exports.Random, self.seed * 31 + (part + 1) * FORK_STEP)
end
return ____exports
 end,
["realm.world.member"] = function(...) 
local ____exports = {}
____exports.OFFLINE_TEXT = "%s has gone offline."
function ____exports.asMember(creature, normalizedRealm)
    local ____creature_0 = creature
    local name = ____creature_0.name
    local guid = ____creature_0.guid
    return {
        name = name,
        fullName = name,
        normalizedRealm = normalizedRealm,
        guid = guid,
        rank = 0,
        isOnline = true
    }
end
function ____exports.isPlayer(____bindingPattern0)
    local guid
    guid = ____bindingPattern0.guid
    return string.sub(guid, 1, 7) == "Player-"
end
return ____exports
 end,
["realm.world.group"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayIndexOf = ____lualib.__TS__ArrayIndexOf
local ____exports = {}
local SUBGROUP_SIZE = 5
function ____exports.rankOf(group, member)
    if group.members[1] == member then
        return 2
    end
    return group.isRaid and __TS__ArrayIncludes(group.assistants, member) and 1 or 0
end
function ____exports.placeOf(group, member)
    return __TS__ArrayIndexOf(group.members, member) + 1
end
function ____exports.subgroupOf(place)
    return math.floor((place - 1) / SUBGROUP_SIZE) + 1
end
return ____exports
 end,
["realm.channel.faults"] = function(...) 
local ____exports = {}
function ____exports.createFaults(chosen)
    local ____temp_3 = chosen.latency or 0.1
    local ____temp_4 = chosen.latencyJitter or 0
    local ____temp_5 = chosen.loss or 0
    local ____temp_6 = chosen.duplication or 0
    local ____temp_7 = chosen.reordering or 0
    local ____chosen_guildEcho_0 = chosen.guildEcho
    if ____chosen_guildEcho_0 == nil then
        ____chosen_guildEcho_0 = true
    end
    local ____temp_8 = chosen.bareSenders or 0
    local ____chosen_secretsInLockdown_1 = chosen.secretsInLockdown
    if ____chosen_secretsInLockdown_1 == nil then
        ____chosen_secretsInLockdown_1 = false
    end
    local ____chosen_secretNames_2 = chosen.secretNames
    if ____chosen_secretNames_2 == nil then
        ____chosen_secretNames_2 = false
    end
    return {
        latency = ____temp_3,
        latencyJitter = ____temp_4,
        loss = ____temp_5,
        duplication = ____temp_6,
        reordering = ____temp_7,
        guildEcho = ____chosen_guildEcho_0,
        bareSenders = ____temp_8,
        secretsInLockdown = ____chosen_secretsInLockdown_1,
        secretNames = ____chosen_secretNames_2,
        floodLimit = chosen.floodLimit or 0
    }
end
return ____exports
 end,
["realm.world.guild"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
____exports.Guild = __TS__Class()
local Guild = ____exports.Guild
Guild.name = "Guild"
function Guild.prototype.____constructor(self, options)
    self.members = {}
    self.present = {}
    self.name = options.name
    self.realmName = options.realmName
    self.ranks = options.ranks
end
function Guild.prototype.add(self, member)
    self.members = __TS__ArrayConcat(self.members, member)
    self.present[member] = true
end
function Guild.prototype.remove(self, member)
    self.members = __TS__ArrayFilter(
        self.members,
        function(____, other) return other ~= member end
    )
    self.present[member] = nil
end
function Guild.prototype.has(self, member)
    return self.present[member] ~= nil
end
function Guild.prototype.canSpeak(self, rank)
    return self.ranks[rank + 1].canSpeak ~= false
end
function Guild.prototype.isOfficer(self, rank)
    local ____self_ranks_index_isOfficer_0 = self.ranks[rank + 1].isOfficer
    if ____self_ranks_index_isOfficer_0 == nil then
        ____self_ranks_index_isOfficer_0 = rank == 0
    end
    return ____self_ranks_index_isOfficer_0
end
return ____exports
 end,
["realm.channel.throttle"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local POOL = 10
local REGAIN = 1
____exports.Throttle = __TS__Class()
local Throttle = ____exports.Throttle
Throttle.name = "Throttle"
function Throttle.prototype.____constructor(self)
    self.left = {}
    self.since = {}
end
function Throttle.prototype.take(self, prefix, now)
    local before = self.left[prefix]
    local left = before == nil and POOL or before + (now - self.since[prefix]) * REGAIN
    if left > POOL then
        left = POOL
    end
    self.since[prefix] = now
    local allowed = left >= 1
    self.left[prefix] = allowed and left - 1 or left
    return allowed
end
return ____exports
 end,
["realm.channel.traffic"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local RATE_WINDOW = 10
local function rowLess(a, b)
    local ____temp_0
    if a.prefix ~= b.prefix then
        ____temp_0 = a.prefix < b.prefix
    else
        ____temp_0 = a.chatType < b.chatType
    end
    return ____temp_0
end
____exports.Traffic = __TS__Class()
local Traffic = ____exports.Traffic
Traffic.name = "Traffic"
function Traffic.prototype.____constructor(self)
    self.peakBytesPerSecond = 0
    self.rows = {}
    self.windowStart = 0
    self.windowBytes = 0
end
function Traffic.prototype.row(self, prefix, chatType, key)
    local row = self.rows[key]
    if row == nil then
        row = {
            prefix = prefix,
            chatType = chatType,
            sent = 0,
            sentBytes = 0,
            received = 0,
            receivedBytes = 0,
            refused = 0
        }
        self.rows[key] = row
    end
    return row
end
function Traffic.prototype.countRate(self, bytes, now)
    if now - self.windowStart >= RATE_WINDOW then
        self.windowStart = now
        self.windowBytes = 0
    end
    self.windowBytes = self.windowBytes + bytes
    local rate = self.windowBytes / RATE_WINDOW
    if rate > self.peakBytesPerSecond then
        self.peakBytesPerSecond = rate
    end
    return rate
end
function Traffic.prototype.list(self)
    local rows = {}
    for ____, row in pairs(self.rows) do
        rows[#rows + 1] = row
    end
    table.sort(rows, rowLess)
    return rows
end
function ____exports.trafficKey(prefix, chatType)
    return (prefix .. "\n") .. chatType
end
return ____exports
 end,
["realm.channel.member"] = function(...) 
local ____exports = {}
return ____exports
 end,
["realm.lua.secret"] = function(...) 
local ____exports = {}
local secrets = setmetatable({}, {__mode = "k"})
local function refuse()
    return error("attempt to use a secret value", 2)
end
local OPERATIONS = {
    "__index",
    "__newindex",
    "__call",
    "__concat",
    "__len",
    "__eq",
    "__lt",
    "__le",
    "__tostring"
}
local ARITHMETIC = {
    "__add",
    "__sub",
    "__mul",
    "__div",
    "__mod",
    "__pow",
    "__unm"
}
function ____exports.createSecret()
    local proxy = newproxy(true)
    local metatable = getmetatable(proxy)
    for ____, name in ipairs(OPERATIONS) do
        metatable[name] = refuse
    end
    for ____, name in ipairs(ARITHMETIC) do
        metatable[name] = refuse
    end
    secrets[proxy] = true
    return proxy
end
function ____exports.isSecret(value)
    return type(value) == "userdata" and secrets[value] == true
end
return ____exports
 end,
["realm.channel.message"] = function(...) 
local ____exports = {}
local ____secret = require("realm.lua.secret")
local createSecret = ____secret.createSecret
____exports.TEXT_LIMIT = 255
____exports.PREFIX_LIMIT = 16
function ____exports.trimText(text)
    local nul = string.find(text, "%z")
    local whole = nul == nil and text or string.sub(text, 1, nul - 1)
    return string.sub(whole, 1, ____exports.TEXT_LIMIT)
end
function ____exports.createPayload(message, sender, target)
    return {count = 9, values = {
        message.prefix,
        message.text,
        message.chatType,
        sender,
        target,
        0,
        0,
        "",
        0
    }}
end
function ____exports.createSecretPayload(payload)
    local values = {}
    for _ = 1, payload.count do
        values[#values + 1] = createSecret()
    end
    return {count = payload.count, values = values}
end
return ____exports
 end,
["realm.channel.delivery"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local Arrival, StrayArrival
local ____message = require("realm.channel.message")
local createPayload = ____message.createPayload
local createSecretPayload = ____message.createSecretPayload
local floor = math.floor
local STRAY_DELAY = 2
____exports.Delivery = __TS__Class()
local Delivery = ____exports.Delivery
Delivery.name = "Delivery"
function Delivery.prototype.____constructor(self, network, sender, message, key, receivers, echo)
    self.network = network
    self.sender = sender
    self.message = message
    self.key = key
    self.receivers = receivers
    self.echo = echo
end
function Delivery.prototype.run(self)
    local network = self.network
    local faults = network.faults
    local sender = self.sender
    local isPlain = faults.loss == 0 and faults.latencyJitter == 0 and faults.duplication == 0 and faults.reordering == 0
    local tick = network.clock:getTick()
    for ____, receiver in ipairs(self.receivers) do
        if receiver ~= sender or self.echo then
            if isPlain and receiver.underway == 0 then
                self:arrive(receiver)
            else
                self:send(receiver, tick)
            end
        end
    end
end
function Delivery.prototype.send(self, receiver, tick)
    local ____self_network_0 = self.network
    local clock = ____self_network_0.clock
    local faults = ____self_network_0.faults
    local random = ____self_network_0.random
    if random:chance(faults.loss) then
        return
    end
    if random:chance(faults.duplication) then
        self:sendLate(receiver, tick)
    end
    if random:chance(faults.reordering) then
        self:sendLate(receiver, tick)
        return
    end
    local jitter = faults.latencyJitter > 0 and random:next() * faults.latencyJitter or 0
    local arrival = tick + floor(jitter * clock.rate)
    if receiver.underway == 0 and arrival <= tick then
        self:arrive(receiver)
        return
    end
    local wanted = receiver.underway > 0 and arrival < receiver.lastArrival and receiver.lastArrival or arrival
    receiver.lastArrival = clock:scheduleTick(
        __TS__New(Arrival, self, receiver),
        wanted
    )
    receiver.underway = receiver.underway + 1
end
function Delivery.prototype.sendLate(self, receiver, tick)
    local ____self_network_1 = self.network
    local clock = ____self_network_1.clock
    local random = ____self_network_1.random
    local delay = 1 + floor(random:next() * STRAY_DELAY * clock.rate)
    clock:scheduleTick(
        __TS__New(StrayArrival, self, receiver),
        tick + delay
    )
end
function Delivery.prototype.arrive(self, receiver)
    local message = self.message
    if not receiver.isOnline or not receiver.isConnected or receiver.side ~= self.sender.side then
        return
    end
    if not receiver:hears(message.prefix) then
        return
    end
    local row = receiver.traffic:row(message.prefix, message.chatType, self.key)
    row.received = row.received + 1
    row.receivedBytes = row.receivedBytes + #message.text
    local payload = self:payloadFor(receiver)
    local isSecret = self.network.faults.secretsInLockdown and receiver:isLockedDown()
    receiver:receive(isSecret and createSecretPayload(payload) or payload)
end
function Delivery.prototype.payloadFor(self, receiver)
    local sender = self.sender
    local target = self.message.target == nil and "" or receiver.fullName
    local bare = self.network.faults.bareSenders
    if bare > 0 and receiver.normalizedRealm == sender.normalizedRealm and self.network.random:chance(bare) then
        if self.barePayload == nil then
            self.barePayload = createPayload(self.message, sender.name, target)
        end
        return self.barePayload
    end
    if self.fullPayload == nil then
        self.fullPayload = createPayload(self.message, self.message.sender, target)
    end
    return self.fullPayload
end
Arrival = __TS__Class()
Arrival.name = "Arrival"
function Arrival.prototype.____constructor(self, delivery, receiver)
    self.delivery = delivery
    self.receiver = receiver
end
function Arrival.prototype.run(self)
    local ____self_receiver_2, ____underway_3 = self.receiver, "underway"
    ____self_receiver_2[____underway_3] = ____self_receiver_2[____underway_3] - 1
    self.delivery:arrive(self.receiver)
end
StrayArrival = __TS__Class()
StrayArrival.name = "StrayArrival"
function StrayArrival.prototype.____constructor(self, delivery, receiver)
    self.delivery = delivery
    self.receiver = receiver
end
function StrayArrival.prototype.run(self)
    self.delivery:arrive(self.receiver)
end
return ____exports
 end,
["realm.channel.enums"] = function(...) 
local ____exports = {}
function ____exports.createEnums()
    return {
        SendAddonMessageResult = {
            Success = 0,
            InvalidPrefix = 1,
            InvalidMessage = 2,
            AddonMessageThrottle = 3,
            InvalidChatType = 4,
            NotInGroup = 5,
            TargetRequired = 6,
            InvalidChannel = 7,
            ChannelThrottle = 8,
            GeneralError = 9,
            NotInGuild = 10,
            AddOnMessageLockdown = 11,
            TargetOffline = 12
        },
        RegisterAddonMessagePrefixResult = {Success = 0, DuplicatePrefix = 1, InvalidPrefix = 2, MaxPrefixes = 3},
        AddOnRestrictionType = {
            Combat = 0,
            Encounter = 1,
            ChallengeMode = 2,
            PvPMatch = 3,
            Map = 4,
            Chat = 5
        },
        AddOnRestrictionState = {Inactive = 0, Activating = 1, Active = 2},
        CompressionMethod = {Deflate = 0, Zlib = 1, Gzip = 2}
    }
end
return ____exports
 end,
["realm.channel.channel"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____group = require("realm.world.group")
local placeOf = ____group.placeOf
local subgroupOf = ____group.subgroupOf
local ____delivery = require("realm.channel.delivery")
local Delivery = ____delivery.Delivery
local ____message = require("realm.channel.message")
local PREFIX_LIMIT = ____message.PREFIX_LIMIT
local trimText = ____message.trimText
local ____traffic = require("realm.channel.traffic")
local trafficKey = ____traffic.trafficKey
local DEFAULT_CHAT_TYPE = "PARTY"
local function routeGuild(sender)
    if sender.guild == nil then
        return 10
    end
    return 0, sender.guild:canSpeak(sender.rank) and sender.guild.members or ({})
end
local function routeOfficer(sender)
    local guild = sender.guild
    if guild == nil then
        return 10
    end
    if not guild:isOfficer(sender.rank) then
        return 0, {}
    end
    return 0, __TS__ArrayFilter(
        guild.members,
        function(____, member) return guild:isOfficer(member.rank) end
    )
end
local function routeGroup(sender, chatType)
    local group = sender.group
    if group == nil or group.isInstance ~= (chatType == "INSTANCE_CHAT") then
        return 5
    end
    if chatType == "RAID" and not group.isRaid then
        return 5
    end
    if chatType ~= "PARTY" or not group.isRaid then
        return 0, group.members
    end
    local own = subgroupOf(placeOf(group, sender))
    return 0, __TS__ArrayFilter(
        group.members,
        function(____, member) return subgroupOf(placeOf(group, member)) == own end
    )
end
____exports.Channel = __TS__Class()
local Channel = ____exports.Channel
Channel.name = "Channel"
function Channel.prototype.____constructor(self, clock, random, faults, directory)
    self.clock = clock
    self.random = random
    self.faults = faults
    self.directory = directory
end
function Channel.prototype.send(self, sender, prefix, text, chatType, target)
    if type(prefix) ~= "string" then
        return 1
    end
    local bytes = #prefix
    if bytes < 1 or bytes > PREFIX_LIMIT then
        return 1
    end
    if type(text) ~= "string" and type(text) ~= "number" then
        return 2
    end
    if chatType ~= nil and type(chatType) ~= "string" then
        return 4
    end
    local ____chatType_0 = chatType
    if ____chatType_0 == nil then
        ____chatType_0 = DEFAULT_CHAT_TYPE
    end
    local kind = ____chatType_0
    local body = trimText(tostring(text))
    local key = trafficKey(prefix, kind)
    local row = sender.traffic:row(prefix, kind, key)
    local routed, receivers = self:route(sender, kind, target)
    local result = routed == 0 and self:admit(sender, prefix, kind) or routed
    if result ~= 0 then
        row.refused = row.refused + 1
        return result
    end
    self:transmit(
        sender,
        row,
        key,
        body,
        target,
        receivers
    )
    return 0
end
function Channel.prototype.route(self, sender, chatType, target)
    if chatType == "GUILD" then
        return routeGuild(sender)
    end
    if chatType == "WHISPER" then
        return self:routeWhisper(sender, target)
    end
    if chatType == "RAID" or chatType == "PARTY" or chatType == "INSTANCE_CHAT" then
        return routeGroup(sender, chatType)
    end
    if chatType == "OFFICER" then
        return routeOfficer(sender)
    end
    return 4
end
function Channel.prototype.routeWhisper(self, sender, target)
    if type(target) ~= "string" or target == "" then
        return 6
    end
    local receiver = self.directory:find(target, sender)
    if receiver ~= nil and not self.directory:areConnected(sender.normalizedRealm, receiver.normalizedRealm) then
        return 0, {}
    end
    if receiver == nil or not receiver.isOnline then
        return 12
    end
    return 0, {receiver}
end
function Channel.prototype.admit(self, sender, prefix, chatType)
    if sender:isLockedDown() then
        return 11
    end
    if chatType == "WHISPER" and not sender.inInstance then
        return 0
    end
    return sender.throttle:take(prefix, self.clock.now) and 0 or 3
end
function Channel.prototype.transmit(self, sender, row, key, text, target, receivers)
    local ____row_1 = row
    local chatType = ____row_1.chatType
    local prefix = ____row_1.prefix
    row.sent = row.sent + 1
    row.sentBytes = row.sentBytes + #text
    local rate = sender.traffic:countRate(#text, self.clock.now)
    if not sender.isConnected then
        return
    end
    local ____temp_2
    if chatType == "WHISPER" then
        ____temp_2 = target
    else
        ____temp_2 = nil
    end
    local whispered = ____temp_2
    local message = {
        time = self.clock.now,
        sender = sender.fullName,
        prefix = prefix,
        text = text,
        chatType = chatType,
        target = whispered
    }
    if self.onMessage ~= nil then
        self.onMessage(message)
    end
    local isGuild = chatType == "GUILD" or chatType == "OFFICER"
    local echo = not isGuild or self.faults.guildEcho
    self.clock:schedule(
        __TS__New(
            Delivery,
            self,
            sender,
            message,
            key,
            receivers,
            echo
        ),
        self.faults.latency
    )
    if self.faults.floodLimit > 0 and rate > self.faults.floodLimit then
        sender:kick()
    end
end
return ____exports
 end,
["realm.clock.action"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.Action = __TS__Class()
local Action = ____exports.Action
Action.name = "Action"
function Action.prototype.____constructor(self, body)
    self.body = body
end
function Action.prototype.run(self)
    local body = self.body
    body()
end
return ____exports
 end,
["realm.addons.files"] = function(...) 
local ____exports = {}
local BYTE_ORDER_MARK = string.char(239, 187, 191)
function ____exports.readText(path)
    local file = io.open(path, "rb")
    if file == nil then
        return nil
    end
    local text = file:read("*a")
    file:close()
    return string.sub(text, 1, 3) == BYTE_ORDER_MARK and string.sub(text, 4) or text
end
function ____exports.normalizePath(path)
    local slashed = string.gsub(path, "\\", "/")
    local parts = {}
    for part in string.gmatch(slashed, "[^/]+") do
        local last = parts[#parts]
        if part == ".." and last ~= nil and last ~= ".." then
            table.remove(parts)
        elseif part ~= "." then
            parts[#parts + 1] = part
        end
    end
    local joined = table.concat(parts, "/")
    return string.sub(slashed, 1, 1) == "/" and "/" .. joined or joined
end
function ____exports.folderOf(path)
    local folder = string.match(path, "^(.*)/[^/]*$")
    return folder or ""
end
function ____exports.joinPath(folder, file)
    return ____exports.normalizePath(folder == "" and file or (folder .. "/") .. file)
end
return ____exports
 end,
["realm.saved.store"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____files = require("realm.addons.files")
local folderOf = ____files.folderOf
local readText = ____files.readText
____exports.SavedStore = __TS__Class()
local SavedStore = ____exports.SavedStore
SavedStore.name = "SavedStore"
function SavedStore.prototype.____constructor(self, folder)
    self.folder = folder
    self.texts = {}
end
function SavedStore.prototype.read(self, path)
    local text = self.texts[path]
    if text ~= nil or self.folder == nil then
        return text
    end
    return readText((self.folder .. "/") .. path)
end
function SavedStore.prototype.write(self, path, text)
    self.texts[path] = text
    if self.folder == nil then
        return
    end
    local target = (self.folder .. "/") .. path
    local quoted = string.gsub(
        folderOf(target),
        "'",
        "'\\''"
    )
    os.execute(("mkdir -p '" .. quoted) .. "'")
    local file, message = io.open(target, "wb")
    if file == nil then
        return error("realm: savedFolder: " .. message, 0)
    end
    file:write(text)
    file:close()
end
function ____exports.accountPath(account, addon)
    return ((account .. "/SavedVariables/") .. addon) .. ".lua"
end
function ____exports.characterPath(account, realmName, character, addon)
    return ((((((account .. "/") .. realmName) .. "/") .. character) .. "/SavedVariables/") .. addon) .. ".lua"
end
return ____exports
 end,
["realm.world.directory"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
function ____exports.normalizeRealm(realmName)
    local normalized = string.gsub(realmName, "[ %-]", "")
    return normalized
end
____exports.WorldDirectory = __TS__Class()
local WorldDirectory = ____exports.WorldDirectory
WorldDirectory.name = "WorldDirectory"
function WorldDirectory.prototype.____constructor(self, connectedRealms)
    self.byName = {}
    self.cluster = {}
    local index = 0
    for ____, group in ipairs(connectedRealms) do
        index = index + 1
        for ____, realmName in ipairs(group) do
            self.cluster[____exports.normalizeRealm(realmName)] = index
        end
    end
end
function WorldDirectory.prototype.add(self, character)
    local key = string.lower(character.fullName)
    if self.byName[key] ~= nil then
        error(("realm: addClient: there is a " .. character.fullName) .. " already", 0)
    end
    self.byName[key] = character
end
function WorldDirectory.prototype.remove(self, character)
    self.byName[string.lower(character.fullName)] = nil
end
function WorldDirectory.prototype.find(self, name, sender)
    local key = string.lower(name)
    return self.byName[key] or self.byName[(key .. "-") .. string.lower(sender.normalizedRealm)]
end
function WorldDirectory.prototype.areConnected(self, realmA, realmB)
    local cluster = self.cluster[realmA]
    return realmA == realmB or cluster ~= nil and cluster == self.cluster[realmB]
end
return ____exports
 end,
["realm.client.events"] = function(...) 
local ____exports = {}
local KNOWN_EVENTS = {
    "ADDON_LOADED",
    "ADDON_RESTRICTION_STATE_CHANGED",
    "CHAT_MSG_ADDON",
    "CHAT_MSG_ADDON_LOGGED",
    "CHAT_MSG_GUILD",
    "CHAT_MSG_LOOT",
    "CHAT_MSG_OFFICER",
    "CHAT_MSG_PARTY",
    "CHAT_MSG_RAID",
    "CHAT_MSG_RAID_WARNING",
    "CHAT_MSG_SYSTEM",
    "CHAT_MSG_WHISPER",
    "ENCOUNTER_END",
    "ENCOUNTER_LOOT_RECEIVED",
    "ENCOUNTER_START",
    "GROUP_FORMED",
    "GROUP_JOINED",
    "GROUP_LEFT",
    "GROUP_ROSTER_UPDATE",
    "GUILD_RANKS_UPDATE",
    "GUILD_ROSTER_UPDATE",
    "LOADING_SCREEN_DISABLED",
    "LOADING_SCREEN_ENABLED",
    "LOOT_CLOSED",
    "LOOT_OPENED",
    "PARTY_LOOT_METHOD_CHANGED",
    "PLAYER_ENTERING_WORLD",
    "PLAYER_GUILD_UPDATE",
    "PLAYER_LEAVING_WORLD",
    "PLAYER_LOGIN",
    "PLAYER_LOGOUT",
    "PLAYER_REGEN_DISABLED",
    "PLAYER_REGEN_ENABLED",
    "PLAYER_TARGET_CHANGED",
    "UNIT_CONNECTION",
    "UNIT_NAME_UPDATE",
    "ZONE_CHANGED_NEW_AREA"
}
local gameEvents = {}
for ____, name in ipairs(KNOWN_EVENTS) do
    gameEvents[name] = true
end
function ____exports.isGameEvent(name)
    return gameEvents[name] ~= nil
end
function ____exports.createEventSet(added, removed)
    local known = {}
    for ____, name in ipairs(KNOWN_EVENTS) do
        known[name] = true
    end
    for ____, name in ipairs(added) do
        known[name] = true
    end
    for ____, name in ipairs(removed) do
        known[name] = nil
    end
    return known
end
return ____exports
 end,
["realm.client.missing"] = function(...) 
local ____exports = {}
local NIL_GLOBAL = "attempt to %a+ global '([%w_]+)' %(a nil value%)"
function ____exports.explainMissing(message)
    local name = string.match(message, NIL_GLOBAL)
    if name == nil then
        return message
    end
    return ((message .. " (the realm has no ") .. name) .. ", and no addon made it: docs/realm.md lists what there is, the option natives adds to it)"
end
return ____exports
 end,
["realm.client.call-guard"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____types = require("realm.lua.types")
local pack = ____types.pack
local ____missing = require("realm.client.missing")
local explainMissing = ____missing.explainMissing
local clock = os.clock
local stringMetatable = getmetatable("")
local heldFunction
local heldFirst
local heldSecond
local heldPayload
local function callWithPair()
    heldFunction(heldFirst, heldSecond)
end
local function callWithPayload()
    heldFunction(
        heldFirst,
        heldSecond,
        unpack(heldPayload.values, 1, heldPayload.count)
    )
end
____exports.CallGuard = __TS__Class()
local CallGuard = ____exports.CallGuard
CallGuard.name = "CallGuard"
function CallGuard.prototype.____constructor(self, strings, report, note)
    self.strings = strings
    self.note = note
    self.longestMs = 0
    self.longestWhat = ""
    self.handler = function(message) return report(
        explainMissing(tostring(message)),
        debug.traceback("", 2)
    ) end
end
function CallGuard.prototype.call(self, what, callback, first, second)
    heldFunction = callback
    heldFirst = first
    heldSecond = second
    self:run(what, callWithPair)
end
function CallGuard.prototype.callWith(self, what, callback, first, second, payload)
    heldFunction = callback
    heldFirst = first
    heldSecond = second
    heldPayload = payload
    self:run(what, callWithPayload)
end
function CallGuard.prototype.load(self, callback, first, second)
    heldFunction = callback
    heldFirst = first
    heldSecond = second
    self:run(nil, callWithPair)
end
function CallGuard.prototype.evaluate(self, callback, ...)
    local before = stringMetatable.__index
    stringMetatable.__index = self.strings
    local results = pack(pcall(callback, ...))
    stringMetatable.__index = before
    if results.values[1] ~= true then
        local reason = results.values[2]
        error(
            type(reason) == "string" and explainMissing(reason) or reason,
            0
        )
    end
    return unpack(results.values, 2, results.count)
end
function CallGuard.prototype.getLongest(self)
    return {ms = self.longestMs, what = self.longestWhat}
end
function CallGuard.prototype.resetLongest(self)
    self.longestMs = 0
    self.longestWhat = ""
end
function CallGuard.prototype.run(self, what, body)
    local before = stringMetatable.__index
    stringMetatable.__index = self.strings
    local start = clock()
    xpcall(body, self.handler)
    local ms = (clock() - start) * 1000
    stringMetatable.__index = before
    if what == nil then
        return
    end
    if ms > self.longestMs then
        self.longestMs = ms
        self.longestWhat = what
    end
    local note = self.note
    note(what, ms)
end
return ____exports
 end,
["realm.client.loading-screen"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.LoadingScreen = __TS__Class()
local LoadingScreen = ____exports.LoadingScreen
LoadingScreen.name = "LoadingScreen"
function LoadingScreen.prototype.____constructor(self)
    self.isUp = false
    self.events = {}
    self.timers = {}
end
function LoadingScreen.prototype.keepEvent(self, fire)
    local ____self_events_0 = self.events
    ____self_events_0[#____self_events_0 + 1] = fire
end
function LoadingScreen.prototype.keepTimer(self, run)
    local ____self_timers_1 = self.timers
    ____self_timers_1[#____self_timers_1 + 1] = run
end
LoadingScreen.prototype["end"] = function(self)
    local events = self.events
    local timers = self.timers
    self.isUp = false
    self.events = {}
    self.timers = {}
    return events, timers
end
return ____exports
 end,
["realm.client.event-hub"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
function ____exports.isVisible(state)
    local ancestor = state
    while ancestor ~= nil do
        if not ancestor.isShown then
            return false
        end
        ancestor = ancestor.parent
    end
    return true
end
____exports.EventHub = __TS__Class()
local EventHub = ____exports.EventHub
EventHub.name = "EventHub"
function EventHub.prototype.____constructor(self, guard, clock, knownEvents, screen)
    self.guard = guard
    self.clock = clock
    self.knownEvents = knownEvents
    self.screen = screen
    self.listeners = {}
    self.updated = {}
    self.isScheduled = false
    self.isAlive = true
end
function EventHub.prototype.register(self, state, event)
    if not (self.knownEvents[event] ~= nil) then
        error(
            ("Frame:RegisterEvent(): Attempt to register unknown event \"" .. tostring(event)) .. "\"",
            3
        )
    end
    if state.events[event] ~= nil then
        return false
    end
    state.events[event] = true
    self.listeners[event] = __TS__ArrayConcat(self.listeners[event] or ({}), state)
    return true
end
function EventHub.prototype.unregister(self, state, event)
    if not (state.events[event] ~= nil) then
        return false
    end
    state.events[event] = nil
    local kept = __TS__ArrayFilter(
        self.listeners[event] or ({}),
        function(____, other) return other ~= state end
    )
    self.listeners[event] = #kept > 0 and kept or nil
    return true
end
function EventHub.prototype.fire(self, event, payload)
    if self.screen.isUp then
        self.screen:keepEvent(function() return self:fire(event, payload) end)
        return
    end
    local listeners = self.listeners[event]
    if listeners == nil then
        return
    end
    for ____, state in ipairs(listeners) do
        local script = state.scripts.OnEvent
        if script ~= nil and self.isAlive and state.events[event] ~= nil then
            self.guard:callWith(
                event,
                script,
                state.frame,
                event,
                payload
            )
        end
    end
end
function EventHub.prototype.setUpdated(self, state, isUpdated)
    local others = __TS__ArrayFilter(
        self.updated,
        function(____, other) return other ~= state end
    )
    self.updated = isUpdated and __TS__ArrayConcat(others, state) or others
    self:wake()
end
function EventHub.prototype.wake(self)
    if self.isScheduled or not self.isAlive or not self:wantsUpdate() then
        return
    end
    self.isScheduled = true
    self.clock:schedule(self, 0)
end
function EventHub.prototype.run(self)
    self.isScheduled = false
    if not self.screen.isUp then
        self:draw(1 / self.clock.rate)
    end
end
function EventHub.prototype.draw(self, elapsed)
    if not self.isAlive then
        return
    end
    for ____, state in ipairs(self.updated) do
        local script = state.scripts.OnUpdate
        if script ~= nil and ____exports.isVisible(state) then
            self.guard:call("OnUpdate", script, state.frame, elapsed)
        end
    end
    self:wake()
end
function EventHub.prototype.close(self)
    self.isAlive = false
end
function EventHub.prototype.wantsUpdate(self)
    for ____, state in ipairs(self.updated) do
        if ____exports.isVisible(state) then
            return true
        end
    end
    return false
end
return ____exports
 end,
["realm.client.widgets.widget"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____event_2Dhub = require("realm.client.event-hub")
local isVisible = ____event_2Dhub.isVisible
function ____exports.runScript(widget, name, first, ...)
    local script = widget.scripts[name]
    if script ~= nil then
        widget.world:runScript(
            name,
            script,
            widget.frame,
            first,
            ...
        )
    end
end
local function announceVisibility(widget)
    local isNow = isVisible(widget)
    if widget.wasVisible == isNow then
        return
    end
    widget.wasVisible = isNow
    ____exports.runScript(widget, isNow and "OnShow" or "OnHide")
    for ____, child in ipairs({unpack(widget.children)}) do
        announceVisibility(child)
    end
end
function ____exports.setShown(widget, isShown)
    if widget.isShown == isShown then
        return
    end
    widget.isShown = isShown
    announceVisibility(widget)
    widget.world.hub:wake()
end
function ____exports.hasScript(widgetType, name)
    local found = widgetType
    while found ~= nil do
        if __TS__ArrayIncludes(found.scripts, name) then
            return true
        end
        found = found.base
    end
    return false
end
function ____exports.isType(widgetType, wanted)
    local found = widgetType
    while found ~= nil do
        if found.name == wanted then
            return true
        end
        found = found.base
    end
    return false
end
return ____exports
 end,
["realm.client.widgets.arguments"] = function(...) 
local ____exports = {}
local CALLER = 5
local function refuse(method, index, expected, value)
    return error(
        ((((((("bad argument #" .. tostring(index)) .. " to '") .. method) .. "' (") .. expected) .. " expected, got ") .. type(value)) .. ")",
        CALLER
    )
end
function ____exports.needNumber(method, index, value)
    local ____temp_0
    if type(value) == "number" or type(value) == "string" then
        ____temp_0 = tonumber(value)
    else
        ____temp_0 = nil
    end
    local number = ____temp_0
    return number or refuse(method, index, "number", value)
end
function ____exports.needText(method, index, value)
    if type(value) ~= "string" and type(value) ~= "number" then
        refuse(method, index, "string", value)
    end
    return tostring(value)
end
function ____exports.optionalText(method, index, value)
    return value == nil and "" or ____exports.needText(method, index, value)
end
function ____exports.checkFunction(method, index, value)
    if value ~= nil and type(value) ~= "function" then
        refuse(method, index, "function", value)
    end
end
function ____exports.checkTexts(method, ...)
    local values = {...}
    for index = 1, #values do
        if type(values[index]) ~= "string" then
            refuse(method, index, "string", values[index])
        end
    end
end
function ____exports.checkColor(method, red, green, blue, alpha)
    ____exports.needNumber(method, 1, red)
    ____exports.needNumber(method, 2, green)
    ____exports.needNumber(method, 3, blue)
    if alpha ~= nil then
        ____exports.needNumber(method, 4, alpha)
    end
end
function ____exports.needWidget(____self, method, index, value)
    local ____temp_1
    if type(value) == "string" then
        ____temp_1 = ____self.world.environment[value]
    else
        ____temp_1 = value
    end
    local frame = ____temp_1
    return ____self.world:find(frame) or refuse(method, index, "frame", value)
end
return ____exports
 end,
["realm.client.widgets.region"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____event_2Dhub = require("realm.client.event-hub")
local isVisible = ____event_2Dhub.isVisible
local ____arguments = require("realm.client.widgets.arguments")
local checkTexts = ____arguments.checkTexts
local needNumber = ____arguments.needNumber
local needWidget = ____arguments.needWidget
local ____widget = require("realm.client.widgets.widget")
local hasScript = ____widget.hasScript
local isType = ____widget.isType
local setShown = ____widget.setShown
local POINTS = {}
for ____, vertical in ipairs({"TOP", "", "BOTTOM"}) do
    for ____, horizontal in ipairs({"LEFT", "", "RIGHT"}) do
        POINTS[vertical .. horizontal] = true
    end
end
POINTS[""] = nil
POINTS.CENTER = true
local function needPoint(value)
    if type(value) ~= "string" or not (POINTS[string.upper(value)] ~= nil) then
        error(
            ("SetPoint(): Unknown region point (" .. tostring(value)) .. ")",
            4
        )
    end
    return string.upper(value)
end
local function readAnchor(widget, point, rest, count)
    local ownPoint = needPoint(point)
    local index = 0
    local relativeTo = widget.parent
    local relativePoint = ownPoint
    if count > 0 and type(rest[1]) ~= "number" then
        if rest[1] ~= nil then
            relativeTo = needWidget(widget, "SetPoint", 2, rest[1])
        else
            relativeTo = nil
        end
        index = 1
        if count > 1 and type(rest[2]) ~= "number" then
            relativePoint = needPoint(rest[2])
            index = 2
        end
    end
    if relativeTo == widget then
        error("SetPoint(): trying to anchor to itself", 4)
    end
    if count <= index then
        return {
            point = ownPoint,
            relativeTo = relativeTo,
            relativePoint = relativePoint,
            x = 0,
            y = 0
        }
    end
    local x = needNumber("SetPoint", index + 2, rest[index + 1])
    local y = needNumber("SetPoint", index + 3, rest[index + 1 + 1])
    return {
        point = ownPoint,
        relativeTo = relativeTo,
        relativePoint = relativePoint,
        x = x,
        y = y
    }
end
local function setAnchor(widget, anchor)
    widget.anchors = __TS__ArrayFilter(
        widget.anchors,
        function(____, other) return other.point ~= anchor.point end
    )
    local ____widget_anchors_0 = widget.anchors
    ____widget_anchors_0[#____widget_anchors_0 + 1] = anchor
end
____exports.REGION = {
    name = "Region",
    scripts = {
        "OnShow",
        "OnHide",
        "OnEnter",
        "OnLeave",
        "OnMouseDown",
        "OnMouseUp"
    },
    methods = {
        GetName = function(widget) return widget.name end,
        GetObjectType = function(widget) return widget.type.name end,
        IsObjectType = function(widget, name) return isType(widget.type, name) end,
        GetParent = function(widget)
            local ____opt_1 = widget.parent
            return ____opt_1 and ____opt_1.frame
        end,
        HasScript = function(widget, name) return hasScript(widget.type, name) end,
        Show = function(widget) return setShown(widget, true) end,
        Hide = function(widget) return setShown(widget, false) end,
        SetShown = function(widget, isShown) return setShown(widget, isShown ~= nil and isShown ~= false) end,
        IsShown = function(widget) return widget.isShown end,
        IsVisible = function(widget) return isVisible(widget) end,
        SetAlpha = function(widget, alpha)
            widget.alpha = needNumber("SetAlpha", 1, alpha)
        end,
        GetAlpha = function(widget) return widget.alpha end,
        SetPoint = function(widget, point, ...)
            local rest = {...}
            return setAnchor(
                widget,
                readAnchor(
                    widget,
                    point,
                    rest,
                    select(
                        "#",
                        unpack(rest)
                    )
                )
            )
        end,
        SetAllPoints = function(widget, other)
            local ____temp_3
            if other == nil then
                ____temp_3 = widget.parent
            else
                ____temp_3 = needWidget(widget, "SetAllPoints", 1, other)
            end
            local relativeTo = ____temp_3
            widget.anchors = __TS__ArrayMap(
                {"TOPLEFT", "BOTTOMRIGHT"},
                function(____, point) return {
                    point = point,
                    relativeTo = relativeTo,
                    relativePoint = point,
                    x = 0,
                    y = 0
                } end
            )
        end,
        ClearAllPoints = function(widget)
            widget.anchors = {}
        end,
        GetNumPoints = function(widget) return #widget.anchors end,
        GetPoint = function(widget, index)
            local anchor = widget.anchors[index or 1]
            if anchor == nil then
                return
            end
            local ____anchor_point_6 = anchor.point
            local ____opt_4 = anchor.relativeTo
            return ____anchor_point_6, ____opt_4 and ____opt_4.frame, anchor.relativePoint, anchor.x, anchor.y
        end,
        SetSize = function(widget, width, height)
            widget.width = needNumber("SetSize", 1, width)
            widget.height = needNumber("SetSize", 2, height)
        end,
        SetWidth = function(widget, width)
            widget.width = needNumber("SetWidth", 1, width)
        end,
        SetHeight = function(widget, height)
            widget.height = needNumber("SetHeight", 1, height)
        end,
        GetWidth = function(widget) return widget.width end,
        GetHeight = function(widget) return widget.height end,
        GetSize = function(widget) return widget.width, widget.height end,
        SetDrawLayer = function(_, layer) return checkTexts("SetDrawLayer", layer) end
    }
}
return ____exports
 end,
["realm.client.widgets.font-string"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__SparseArrayNew = ____lualib.__TS__SparseArrayNew
local __TS__SparseArrayPush = ____lualib.__TS__SparseArrayPush
local __TS__SparseArraySpread = ____lualib.__TS__SparseArraySpread
local ____exports = {}
local ____arguments = require("realm.client.widgets.arguments")
local checkColor = ____arguments.checkColor
local checkTexts = ____arguments.checkTexts
local needText = ____arguments.needText
local optionalText = ____arguments.optionalText
local ____region = require("realm.client.widgets.region")
local REGION = ____region.REGION
local FONTS = {}
for ____, name in ipairs({
    "ChatFontNormal",
    "GameFontDisable",
    "GameFontDisableSmall",
    "GameFontHighlight",
    "GameFontHighlightLarge",
    "GameFontHighlightSmall",
    "GameFontNormal",
    "GameFontNormalLarge",
    "GameFontNormalSmall"
}) do
    FONTS[name] = true
end
local objects = setmetatable({}, {__mode = "k"})
function ____exports.createFonts()
    local fonts = {}
    for name in pairs(FONTS) do
        local font = {}
        objects[font] = name
        fonts[name] = font
    end
    return fonts
end
function ____exports.checkFont(method, font)
    local ____temp_0
    if type(font) == "table" then
        ____temp_0 = objects[font]
    else
        ____temp_0 = font
    end
    local name = ____temp_0
    if type(name) ~= "string" or not (FONTS[name] ~= nil) then
        error(
            ((method .. "(): Couldn't find font object (") .. tostring(font)) .. ")",
            4
        )
    end
end
local function setFormattedText(widget, format, ...)
    local text = needText("SetFormattedText", 1, format)
    widget.text = widget.world.environment.string.format(text, ...)
end
____exports.FONT_STRING = {
    name = "FontString",
    base = REGION,
    scripts = {},
    methods = {
        SetText = function(widget, text)
            widget.text = optionalText("SetText", 1, text)
        end,
        SetFormattedText = setFormattedText,
        GetText = function(widget)
            local ____temp_1
            if widget.text == "" then
                ____temp_1 = nil
            else
                ____temp_1 = widget.text
            end
            return ____temp_1
        end,
        SetTextColor = function(widget, red, green, blue, alpha)
            checkColor(
                "SetTextColor",
                red,
                green,
                blue,
                alpha
            )
            local ____widget_4 = widget
            local ____array_3 = __TS__SparseArrayNew(red, green, blue)
            local ____alpha_2 = alpha
            if ____alpha_2 == nil then
                ____alpha_2 = 1
            end
            __TS__SparseArrayPush(____array_3, ____alpha_2)
            ____widget_4.textColor = {__TS__SparseArraySpread(____array_3)}
        end,
        GetTextColor = function(widget) return unpack(widget.textColor) end,
        SetFontObject = function(_, font) return ____exports.checkFont("SetFontObject", font) end,
        SetJustifyH = function(_, side) return checkTexts("SetJustifyH", side) end,
        SetJustifyV = function(_, side) return checkTexts("SetJustifyV", side) end,
        SetWordWrap = function() return nil end
    }
}
return ____exports
 end,
["realm.client.widgets.texture"] = function(...) 
local ____exports = {}
local ____arguments = require("realm.client.widgets.arguments")
local checkColor = ____arguments.checkColor
local needNumber = ____arguments.needNumber
local ____region = require("realm.client.widgets.region")
local REGION = ____region.REGION
____exports.TEXTURE = {
    name = "Texture",
    base = REGION,
    scripts = {},
    methods = {
        SetTexture = function(_, file)
            if file ~= nil and type(file) ~= "string" then
                needNumber("SetTexture", 1, file)
            end
        end,
        SetColorTexture = function(_, red, green, blue, alpha) return checkColor(
            "SetColorTexture",
            red,
            green,
            blue,
            alpha
        ) end,
        SetVertexColor = function(_, red, green, blue, alpha) return checkColor(
            "SetVertexColor",
            red,
            green,
            blue,
            alpha
        ) end,
        SetTexCoord = function(_, left, right, top, bottom)
            needNumber("SetTexCoord", 1, left)
            needNumber("SetTexCoord", 2, right)
            needNumber("SetTexCoord", 3, top)
            needNumber("SetTexCoord", 4, bottom)
        end
    }
}
return ____exports
 end,
["realm.client.widgets.frame"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____arguments = require("realm.client.widgets.arguments")
local checkFunction = ____arguments.checkFunction
local checkTexts = ____arguments.checkTexts
local needNumber = ____arguments.needNumber
local ____font_2Dstring = require("realm.client.widgets.font-string")
local FONT_STRING = ____font_2Dstring.FONT_STRING
local checkFont = ____font_2Dstring.checkFont
local ____region = require("realm.client.widgets.region")
local REGION = ____region.REGION
local ____texture = require("realm.client.widgets.texture")
local TEXTURE = ____texture.TEXTURE
local ____widget = require("realm.client.widgets.widget")
local hasScript = ____widget.hasScript
local function checkScript(widget, method, name)
    if not hasScript(widget.type, name) then
        error(
            ((((method .. ": ") .. widget.type.name) .. " doesn't have a \"") .. tostring(name)) .. "\" script",
            4
        )
    end
end
local function setScript(widget, name, script)
    widget.scripts[name] = script
    if name == "OnUpdate" then
        widget.world.hub:setUpdated(widget, script ~= nil)
    end
end
local function hookScript(widget, name, hook)
    local original = widget.scripts[name]
    setScript(
        widget,
        name,
        function(...)
            if original ~= nil then
                original(...)
            end
            hook(...)
        end
    )
end
local function unregisterAllEvents(widget)
    local names = {}
    for name in pairs(widget.events) do
        names[#names + 1] = name
    end
    for ____, name in ipairs(names) do
        widget.world.hub:unregister(widget, name)
    end
end
local function startMoving(widget)
    if not widget.isMovable then
        error("StartMoving(): Frame is not movable", 4)
    end
    widget.isMoving = true
end
____exports.FRAME = {
    name = "Frame",
    base = REGION,
    scripts = {
        "OnEvent",
        "OnUpdate",
        "OnLoad",
        "OnMouseWheel",
        "OnDragStart",
        "OnDragStop",
        "OnSizeChanged",
        "OnKeyDown"
    },
    methods = {
        RegisterEvent = function(widget, event) return widget.world.hub:register(widget, event) end,
        UnregisterEvent = function(widget, event) return widget.world.hub:unregister(widget, event) end,
        UnregisterAllEvents = function(widget) return unregisterAllEvents(widget) end,
        IsEventRegistered = function(widget, event) return widget.events[event] ~= nil end,
        SetScript = function(widget, name, script)
            checkScript(widget, "SetScript", name)
            checkFunction("SetScript", 2, script)
            setScript(widget, name, script)
        end,
        GetScript = function(widget, name)
            checkScript(widget, "GetScript", name)
            return widget.scripts[name]
        end,
        HookScript = function(widget, name, hook)
            checkScript(widget, "HookScript", name)
            checkFunction("HookScript", 2, hook)
            hookScript(widget, name, hook)
        end,
        CreateFontString = function(widget, name, _layer, font)
            if font ~= nil then
                checkFont("CreateFontString", font)
            end
            return widget.world:make(FONT_STRING, name, widget).frame
        end,
        CreateTexture = function(widget, name) return widget.world:make(TEXTURE, name, widget).frame end,
        GetChildren = function(widget)
            local frames = __TS__ArrayFilter(
                widget.children,
                function(____, child) return child.type ~= FONT_STRING and child.type ~= TEXTURE end
            )
            return unpack(__TS__ArrayMap(
                frames,
                function(____, child) return child.frame end
            ))
        end,
        EnableMouse = function() return nil end,
        EnableMouseWheel = function() return nil end,
        SetMovable = function(widget, isMovable)
            widget.isMovable = isMovable == true
        end,
        IsMovable = function(widget) return widget.isMovable end,
        StartMoving = startMoving,
        StopMovingOrSizing = function(widget)
            widget.isMoving = false
        end,
        SetClampedToScreen = function() return nil end,
        RegisterForDrag = function(_, ...) return checkTexts("RegisterForDrag", ...) end,
        SetFrameStrata = function(_, strata) return checkTexts("SetFrameStrata", strata) end,
        SetFrameLevel = function(_, level)
            needNumber("SetFrameLevel", 1, level)
        end,
        SetToplevel = function() return nil end
    }
}
return ____exports
 end,
["realm.client.widgets.button"] = function(...) 
local ____exports = {}
local ____arguments = require("realm.client.widgets.arguments")
local checkTexts = ____arguments.checkTexts
local optionalText = ____arguments.optionalText
local ____font_2Dstring = require("realm.client.widgets.font-string")
local FONT_STRING = ____font_2Dstring.FONT_STRING
local ____frame = require("realm.client.widgets.frame")
local FRAME = ____frame.FRAME
local ____widget = require("realm.client.widgets.widget")
local runScript = ____widget.runScript
local function labelOf(widget)
    if widget.label == nil then
        widget.label = widget.world:make(FONT_STRING, nil, widget)
    end
    return widget.label
end
local function click(widget, button, isDown)
    if not widget.isEnabled then
        return
    end
    if widget.type == ____exports.CHECK_BUTTON then
        widget.isChecked = not widget.isChecked
    end
    runScript(widget, "PreClick", button or "LeftButton", isDown == true)
    runScript(widget, "OnClick", button or "LeftButton", isDown == true)
    runScript(widget, "PostClick", button or "LeftButton", isDown == true)
end
local function setEnabled(widget, isEnabled)
    widget.isEnabled = isEnabled
end
____exports.BUTTON = {
    name = "Button",
    base = FRAME,
    scripts = {"PreClick", "OnClick", "PostClick", "OnDoubleClick"},
    methods = {
        SetText = function(widget, text)
            labelOf(widget).text = optionalText("SetText", 1, text)
        end,
        GetText = function(widget)
            local ____temp_0
            if widget.label == nil or widget.label.text == "" then
                ____temp_0 = nil
            else
                ____temp_0 = widget.label.text
            end
            return ____temp_0
        end,
        GetFontString = function(widget)
            local ____opt_1 = widget.label
            return ____opt_1 and ____opt_1.frame
        end,
        Click = click,
        Enable = function(widget) return setEnabled(widget, true) end,
        Disable = function(widget) return setEnabled(widget, false) end,
        SetEnabled = function(widget, isEnabled) return setEnabled(widget, isEnabled ~= nil and isEnabled ~= false) end,
        IsEnabled = function(widget) return widget.isEnabled end,
        RegisterForClicks = function(_, ...) return checkTexts("RegisterForClicks", ...) end,
        SetHighlightTexture = function(_, file) return checkTexts("SetHighlightTexture", file) end,
        SetNormalTexture = function(_, file) return checkTexts("SetNormalTexture", file) end
    }
}
____exports.CHECK_BUTTON = {
    name = "CheckButton",
    base = ____exports.BUTTON,
    scripts = {},
    methods = {
        SetChecked = function(widget, isChecked)
            widget.isChecked = isChecked ~= nil and isChecked ~= false
        end,
        GetChecked = function(widget) return widget.isChecked end
    }
}
return ____exports
 end,
["realm.client.widgets.edit-box"] = function(...) 
local ____exports = {}
local ____arguments = require("realm.client.widgets.arguments")
local needNumber = ____arguments.needNumber
local optionalText = ____arguments.optionalText
local ____font_2Dstring = require("realm.client.widgets.font-string")
local checkFont = ____font_2Dstring.checkFont
local ____frame = require("realm.client.widgets.frame")
local FRAME = ____frame.FRAME
local ____widget = require("realm.client.widgets.widget")
local runScript = ____widget.runScript
local function setText(widget, text)
    if widget.text == text then
        return
    end
    widget.text = text
    runScript(widget, "OnTextChanged", false)
end
local function setFocus(world, box)
    local before = world.focused
    if before == box then
        return
    end
    world.focused = box
    if before ~= nil then
        runScript(before, "OnEditFocusLost")
    end
    if box ~= nil then
        runScript(box, "OnEditFocusGained")
    end
end
____exports.EDIT_BOX = {
    name = "EditBox",
    base = FRAME,
    scripts = {
        "OnTextChanged",
        "OnEnterPressed",
        "OnEscapePressed",
        "OnEditFocusGained",
        "OnEditFocusLost",
        "OnChar"
    },
    methods = {
        SetText = function(widget, text) return setText(
            widget,
            optionalText("SetText", 1, text)
        ) end,
        GetText = function(widget) return widget.text end,
        GetNumLetters = function(widget) return #widget.text end,
        SetAutoFocus = function() return nil end,
        SetMultiLine = function() return nil end,
        SetMaxLetters = function(_, count)
            needNumber("SetMaxLetters", 1, count)
        end,
        SetFontObject = function(_, font) return checkFont("SetFontObject", font) end,
        SetCursorPosition = function(_, position)
            needNumber("SetCursorPosition", 1, position)
        end,
        SetTextInsets = function(_, ...)
            local insets = {...}
            for index = 1, 4 do
                needNumber("SetTextInsets", index, insets[index])
            end
        end,
        HighlightText = function() return nil end,
        SetFocus = function(widget) return setFocus(widget.world, widget) end,
        ClearFocus = function(widget)
            if widget.world.focused == widget then
                setFocus(widget.world, nil)
            end
        end,
        HasFocus = function(widget) return widget.world.focused == widget end
    }
}
return ____exports
 end,
["realm.client.widgets.ranges"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____arguments = require("realm.client.widgets.arguments")
local checkColor = ____arguments.checkColor
local checkTexts = ____arguments.checkTexts
local needNumber = ____arguments.needNumber
local ____frame = require("realm.client.widgets.frame")
local FRAME = ____frame.FRAME
local ____texture = require("realm.client.widgets.texture")
local TEXTURE = ____texture.TEXTURE
local ____widget = require("realm.client.widgets.widget")
local runScript = ____widget.runScript
local function fit(widget, value)
    local ____widget_0 = widget
    local minimum = ____widget_0.minimum
    local maximum = ____widget_0.maximum
    local step = ____widget_0.step
    local stepped = step > 0 and minimum + math.floor((value - minimum) / step + 0.5) * step or value
    return math.max(
        minimum,
        math.min(maximum, stepped)
    )
end
local function setValue(widget, value, isUserInput)
    local fitting = fit(widget, value)
    if fitting == widget.value then
        return
    end
    widget.value = fitting
    runScript(widget, "OnValueChanged", fitting, isUserInput)
end
local SCRIPTS = {"OnValueChanged", "OnMinMaxChanged"}
local METHODS = {
    SetMinMaxValues = function(widget, minimum, maximum)
        local low = needNumber("SetMinMaxValues", 1, minimum)
        local high = needNumber("SetMinMaxValues", 2, maximum)
        if low > high then
            error("SetMinMaxValues(): minimum must not be above maximum", 3)
        end
        if low == widget.minimum and high == widget.maximum then
            return
        end
        widget.minimum = low
        widget.maximum = high
        runScript(widget, "OnMinMaxChanged", low, high)
        setValue(widget, widget.value, false)
    end,
    GetMinMaxValues = function(widget) return widget.minimum, widget.maximum end,
    SetValue = function(widget, value, treatAsMouseEvent) return setValue(
        widget,
        needNumber("SetValue", 1, value),
        treatAsMouseEvent == true
    ) end,
    GetValue = function(widget) return widget.value end,
    SetOrientation = function(_, orientation) return checkTexts("SetOrientation", orientation) end
}
____exports.STATUS_BAR = {
    name = "StatusBar",
    base = FRAME,
    scripts = SCRIPTS,
    methods = __TS__ObjectAssign(
        {},
        METHODS,
        {
            SetStatusBarTexture = function(_, file) return checkTexts("SetStatusBarTexture", file) end,
            SetStatusBarColor = function(_, red, green, blue, alpha) return checkColor(
                "SetStatusBarColor",
                red,
                green,
                blue,
                alpha
            ) end
        }
    )
}
____exports.SLIDER = {
    name = "Slider",
    base = FRAME,
    scripts = SCRIPTS,
    methods = __TS__ObjectAssign(
        {},
        METHODS,
        {
            SetValueStep = function(widget, step)
                widget.step = needNumber("SetValueStep", 1, step)
            end,
            GetValueStep = function(widget) return widget.step end,
            SetObeyStepOnDrag = function() return nil end,
            SetThumbTexture = function(widget, file)
                checkTexts("SetThumbTexture", file)
                if widget.thumb == nil then
                    widget.thumb = widget.world:make(TEXTURE, nil, widget)
                end
            end,
            GetThumbTexture = function(widget)
                local ____opt_1 = widget.thumb
                return ____opt_1 and ____opt_1.frame
            end,
            Enable = function(widget)
                widget.isEnabled = true
            end,
            Disable = function(widget)
                widget.isEnabled = false
            end,
            IsEnabled = function(widget) return widget.isEnabled end
        }
    )
}
return ____exports
 end,
["realm.client.widgets.scroll-frame"] = function(...) 
local ____exports = {}
local ____arguments = require("realm.client.widgets.arguments")
local needNumber = ____arguments.needNumber
local needWidget = ____arguments.needWidget
local ____frame = require("realm.client.widgets.frame")
local FRAME = ____frame.FRAME
local ____widget = require("realm.client.widgets.widget")
local runScript = ____widget.runScript
____exports.SCROLL_FRAME = {
    name = "ScrollFrame",
    base = FRAME,
    scripts = {"OnVerticalScroll", "OnScrollRangeChanged"},
    methods = {
        SetScrollChild = function(widget, child)
            widget.scrollChild = needWidget(widget, "SetScrollChild", 1, child)
        end,
        GetScrollChild = function(widget)
            local ____opt_0 = widget.scrollChild
            return ____opt_0 and ____opt_0.frame
        end,
        SetVerticalScroll = function(widget, offset)
            local wanted = needNumber("SetVerticalScroll", 1, offset)
            if wanted == widget.scroll then
                return
            end
            widget.scroll = wanted
            runScript(widget, "OnVerticalScroll", wanted)
        end,
        GetVerticalScroll = function(widget) return widget.scroll end
    }
}
return ____exports
 end,
["realm.client.widgets.tooltip"] = function(...) 
local ____exports = {}
local ____arguments = require("realm.client.widgets.arguments")
local needText = ____arguments.needText
local needWidget = ____arguments.needWidget
local optionalText = ____arguments.optionalText
local ____font_2Dstring = require("realm.client.widgets.font-string")
local FONT_STRING = ____font_2Dstring.FONT_STRING
local ____frame = require("realm.client.widgets.frame")
local FRAME = ____frame.FRAME
local function part(widget, side, line)
    return widget.world:make(
        FONT_STRING,
        (((widget.name or "") .. "Text") .. side) .. tostring(line),
        widget
    )
end
local function addLine(widget, left, right)
    local ____widget_0, ____lines_1 = widget, "lines"
    if ____widget_0[____lines_1] == nil then
        ____widget_0[____lines_1] = {}
    end
    local lines = widget.lines
    local count = (widget.lineCount or 0) + 1
    widget.lineCount = count
    if lines[count] == nil then
        lines[count] = {
            part(widget, "Left", count),
            part(widget, "Right", count)
        }
    end
    local leftPart, rightPart = unpack(lines[count], 1, 2)
    leftPart.text = left
    rightPart.text = right
end
local function clear(widget)
    for ____, ____value in ipairs(widget.lines or ({})) do
        local left = ____value[1]
        local right = ____value[2]
        left.text = ""
        right.text = ""
    end
    widget.lineCount = 0
end
____exports.GAME_TOOLTIP = {
    name = "GameTooltip",
    base = FRAME,
    scripts = {"OnTooltipCleared"},
    methods = {
        SetOwner = function(widget, owner)
            widget.owner = needWidget(widget, "SetOwner", 1, owner)
            clear(widget)
        end,
        GetOwner = function(widget)
            local ____opt_3 = widget.owner
            return ____opt_3 and ____opt_3.frame
        end,
        ClearLines = clear,
        SetText = function(widget, text)
            clear(widget)
            addLine(
                widget,
                needText("SetText", 1, text),
                ""
            )
        end,
        AddLine = function(widget, text) return addLine(
            widget,
            optionalText("AddLine", 1, text),
            ""
        ) end,
        AddDoubleLine = function(widget, left, right) return addLine(
            widget,
            needText("AddDoubleLine", 1, left),
            needText("AddDoubleLine", 2, right)
        ) end,
        NumLines = function(widget) return widget.lineCount or 0 end
    }
}
return ____exports
 end,
["realm.client.widgets.templates"] = function(...) 
local ____exports = {}
local ____arguments = require("realm.client.widgets.arguments")
local checkColor = ____arguments.checkColor
local ____button = require("realm.client.widgets.button")
local BUTTON = ____button.BUTTON
local ____font_2Dstring = require("realm.client.widgets.font-string")
local FONT_STRING = ____font_2Dstring.FONT_STRING
local ____ranges = require("realm.client.widgets.ranges")
local SLIDER = ____ranges.SLIDER
local ____widget = require("realm.client.widgets.widget")
local isType = ____widget.isType
local setShown = ____widget.setShown
local function addPart(widget, key, ____type)
    local part = widget.world:make(____type, nil, widget)
    widget.frame[key] = part.frame
    return part
end
local function closeParent(widget)
    widget.scripts.OnClick = function()
        if widget.parent ~= nil then
            setShown(widget.parent, false)
        end
    end
end
local function addMethod(widget, name, method)
    widget.frame[name] = method
end
local function addBackdrop(widget)
    addMethod(
        widget,
        "SetBackdrop",
        function() return nil end
    )
    for ____, name in ipairs({"SetBackdropColor", "SetBackdropBorderColor"}) do
        addMethod(
            widget,
            name,
            function(_, red, green, blue, alpha) return checkColor(
                name,
                red,
                green,
                blue,
                alpha
            ) end
        )
    end
end
local BASIC_FRAME = {
    type = "Frame",
    apply = function(widget)
        closeParent(addPart(widget, "CloseButton", BUTTON))
        addPart(widget, "TitleText", FONT_STRING)
    end
}
local TEMPLATES = {
    BackdropTemplate = {type = "Frame", apply = addBackdrop},
    BasicFrameTemplate = BASIC_FRAME,
    BasicFrameTemplateWithInset = BASIC_FRAME,
    FauxScrollFrameTemplate = {
        type = "ScrollFrame",
        apply = function(widget) return addPart(widget, "ScrollBar", SLIDER) end
    },
    GameTooltipTemplate = {type = "GameTooltip"},
    InputBoxTemplate = {type = "EditBox"},
    UICheckButtonTemplate = {type = "CheckButton"},
    UIPanelButtonTemplate = {type = "Button"},
    UIPanelCloseButton = {type = "Button", apply = closeParent},
    UIPanelScrollFrameTemplate = {
        type = "ScrollFrame",
        apply = function(widget) return addPart(widget, "ScrollBar", SLIDER) end
    }
}
function ____exports.applyTemplates(widget, names)
    if names == nil then
        return
    end
    if type(names) ~= "string" then
        error(
            "CreateFrame: template name expected, got " .. type(names),
            4
        )
    end
    for name in string.gmatch(names, "[^,%s]+") do
        local template = TEMPLATES[name]
        if template == nil then
            return error(("CreateFrame: Couldn't find inherited node \"" .. name) .. "\"", 4)
        end
        if not isType(widget.type, template.type) then
            error((((("CreateFrame: template \"" .. name) .. "\" is for a ") .. template.type) .. ", not a ") .. widget.type.name, 4)
        end
        local ____opt_0 = template.apply
        if ____opt_0 ~= nil then
            ____opt_0(widget)
        end
    end
end
return ____exports
 end,
["realm.client.frames"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____button = require("realm.client.widgets.button")
local BUTTON = ____button.BUTTON
local CHECK_BUTTON = ____button.CHECK_BUTTON
local ____edit_2Dbox = require("realm.client.widgets.edit-box")
local EDIT_BOX = ____edit_2Dbox.EDIT_BOX
local ____frame = require("realm.client.widgets.frame")
local FRAME = ____frame.FRAME
local ____ranges = require("realm.client.widgets.ranges")
local SLIDER = ____ranges.SLIDER
local STATUS_BAR = ____ranges.STATUS_BAR
local ____scroll_2Dframe = require("realm.client.widgets.scroll-frame")
local SCROLL_FRAME = ____scroll_2Dframe.SCROLL_FRAME
local ____tooltip = require("realm.client.widgets.tooltip")
local GAME_TOOLTIP = ____tooltip.GAME_TOOLTIP
local ____templates = require("realm.client.widgets.templates")
local applyTemplates = ____templates.applyTemplates
local FRAME_TYPES = {}
for ____, frameType in ipairs({
    FRAME,
    BUTTON,
    CHECK_BUTTON,
    EDIT_BOX,
    SCROLL_FRAME,
    SLIDER,
    STATUS_BAR,
    GAME_TOOLTIP
}) do
    FRAME_TYPES[frameType.name] = frameType
end
____exports.FrameFactory = __TS__Class()
local FrameFactory = ____exports.FrameFactory
FrameFactory.name = "FrameFactory"
function FrameFactory.prototype.____constructor(self, hub, environment, run)
    self.hub = hub
    self.environment = environment
    self.run = run
    self.widgets = {}
    self.metatables = {}
end
function FrameFactory.prototype.create(self, frameType, name, parent, templates)
    local found = FRAME_TYPES[frameType]
    if found == nil then
        return error(
            ("CreateFrame: Unknown frame type '" .. tostring(frameType)) .. "'",
            3
        )
    end
    local above = self:find(parent)
    if parent ~= nil and above == nil then
        error("CreateFrame: Couldn't find frame parent", 3)
    end
    local widget = self:make(found, name, above)
    applyTemplates(widget, templates)
    return widget.frame
end
function FrameFactory.prototype.make(self, widgetType, name, parent)
    local frame = setmetatable(
        {},
        self:metatableOf(widgetType)
    )
    local ____frame_4 = frame
    local ____widgetType_5 = widgetType
    local ____temp_0
    if name == nil then
        ____temp_0 = nil
    else
        ____temp_0 = tostring(name)
    end
    local ____parent_6 = parent
    local ____temp_7 = {}
    local ____temp_8 = {}
    local ____temp_9 = {}
    local ____temp_3 = parent and parent.wasVisible
    if ____temp_3 == nil then
        ____temp_3 = true
    end
    local widget = {
        frame = ____frame_4,
        world = self,
        type = ____widgetType_5,
        name = ____temp_0,
        parent = ____parent_6,
        children = ____temp_7,
        events = ____temp_8,
        scripts = ____temp_9,
        isShown = true,
        wasVisible = ____temp_3,
        anchors = {},
        width = 0,
        height = 0,
        alpha = 1,
        text = "",
        textColor = {1, 1, 1, 1},
        isEnabled = true,
        isMovable = false,
        isMoving = false,
        isChecked = false,
        value = 0,
        minimum = 0,
        maximum = 0,
        step = 0,
        scroll = 0
    }
    self.widgets[frame] = widget
    local ____opt_10 = parent
    if ____opt_10 ~= nil then
        local ____temp_13 = parent and parent.children
        ____temp_13[#____temp_13 + 1] = widget
    end
    if widget.name ~= nil then
        self.environment[widget.name] = frame
    end
    return widget
end
function FrameFactory.prototype.find(self, frame)
    local ____temp_15
    if frame == nil then
        ____temp_15 = nil
    else
        ____temp_15 = self.widgets[frame]
    end
    return ____temp_15
end
function FrameFactory.prototype.runScript(self, name, script, frame, first, ...)
    self.run(
        name,
        script,
        frame,
        first,
        ...
    )
end
function FrameFactory.prototype.metatableOf(self, widgetType)
    local known = self.metatables[widgetType]
    if known ~= nil then
        return known
    end
    local methods = {}
    for name, method in pairs(widgetType.methods) do
        methods[name] = self:bind(name, method)
    end
    if widgetType.base ~= nil then
        setmetatable(
            methods,
            {__index = self:metatableOf(widgetType.base).__index}
        )
    end
    local metatable = {__index = methods}
    self.metatables[widgetType] = metatable
    return metatable
end
function FrameFactory.prototype.bind(self, name, method)
    return function(frame, ...)
        local widget = self:find(frame)
        if widget == nil then
            error(
                (name .. "(): call it with a colon on a frame, not on ") .. type(frame),
                2
            )
        end
        return method(widget, ...)
    end
end
return ____exports
 end,
["realm.client.restrictions"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.Restrictions = __TS__Class()
local Restrictions = ____exports.Restrictions
Restrictions.name = "Restrictions"
function Restrictions.prototype.____constructor(self)
    self.active = {}
end
function Restrictions.prototype.set(self, restriction, isActive)
    if self.active[restriction] ~= nil == isActive then
        return false
    end
    if isActive then
        self.active[restriction] = true
    else
        self.active[restriction] = nil
    end
    return true
end
function Restrictions.prototype.has(self, restriction)
    return self.active[restriction] ~= nil
end
function Restrictions.prototype.blocksMessages(self)
    return self.active[1] ~= nil or self.active[2] ~= nil or self.active[3] ~= nil or self.active[5] ~= nil
end
return ____exports
 end,
["realm.client.host"] = function(...) 
local ____exports = {}
return ____exports
 end,
["realm.addons.toc"] = function(...) 
local ____exports = {}
function ____exports.parseToc(text)
    local fields = {}
    local files = {}
    for line in string.gmatch(text, "[^\r\n]+") do
        local trimmed = string.match(line, "^%s*(.-)%s*$")
        local key, value = string.match(trimmed, "^##%s*([^:]-)%s*:%s*(.*)$")
        if key ~= nil then
            fields[key] = value
        elseif trimmed ~= "" and string.sub(trimmed, 1, 1) ~= "#" then
            files[#files + 1] = trimmed
        end
    end
    return {fields = fields, files = files}
end
function ____exports.parseList(field)
    local parts = {}
    for part in string.gmatch(field or "", "[^,%s]+") do
        parts[#parts + 1] = part
    end
    return parts
end
return ____exports
 end,
["realm.addons.xml"] = function(...) 
local ____exports = {}
local SILENT_ELEMENT = "Ui"
function ____exports.parseXml(text, name)
    local bare = string.gsub(text, "<!%-%-.-%-%->", "")
    local files = {}
    for mark, element, attributes in string.gmatch(bare, "<([/?]?)([%w:]+)([^>]*)>") do
        do
            local __continue3
            repeat
                if mark ~= "" or element == SILENT_ELEMENT then
                    __continue3 = true
                    break
                end
                local file = string.match(attributes, "file%s*=%s*\"([^\"]*)\"")
                if element ~= "Script" and element ~= "Include" or file == nil then
                    error((((name .. ": the realm does not implement <") .. element) .. attributes) .. ">", 0)
                end
                files[#files + 1] = file
                __continue3 = true
            until true
            if not __continue3 then
                break
            end
        end
    end
    return files
end
return ____exports
 end,
["realm.addons.addon"] = function(...) 
local ____exports = {}
local ____files = require("realm.addons.files")
local folderOf = ____files.folderOf
local joinPath = ____files.joinPath
local normalizePath = ____files.normalizePath
local readText = ____files.readText
local ____toc = require("realm.addons.toc")
local parseList = ____toc.parseList
local parseToc = ____toc.parseToc
local ____xml = require("realm.addons.xml")
local parseXml = ____xml.parseXml
local function locate(root, path, externals)
    local best = ""
    local target = joinPath(root, path)
    for folder, place in pairs(externals) do
        local inside = normalizePath(folder) .. "/"
        if string.sub(path, 1, #inside) == inside and #inside > #best then
            best = inside
            target = joinPath(
                place,
                string.sub(path, #inside + 1)
            )
        end
    end
    return target
end
local function collect(files, addon, root, path, externals)
    local name = (("Interface/AddOns/" .. addon) .. "/") .. path
    local text = readText(locate(root, path, externals))
    if text == nil then
        files[#files + 1] = {name = name, problem = "Couldn't open " .. name}
        return
    end
    if string.sub(
        string.lower(path),
        -4
    ) ~= ".xml" then
        files[#files + 1] = {name = name, text = text}
        return
    end
    local ok, inner = pcall(parseXml, text, name)
    if not ok then
        files[#files + 1] = {name = name, problem = inner}
        return
    end
    for ____, file in ipairs(inner) do
        collect(
            files,
            addon,
            root,
            joinPath(
                folderOf(path),
                file
            ),
            externals
        )
    end
end
local function readTocAddon(toc, externals)
    local path = normalizePath(toc)
    local text = readText(path)
    local name = string.match(path, "([^/]*)%.toc$")
    if text == nil or name == nil then
        return error(("realm: addons: cannot read the .toc file \"" .. toc) .. "\"", 0)
    end
    local contents = parseToc(text)
    local files = {}
    for ____, file in ipairs(contents.files) do
        collect(
            files,
            name,
            folderOf(path),
            normalizePath(file),
            externals
        )
    end
    return {
        name = name,
        interfaces = parseList(contents.fields.Interface),
        fields = contents.fields,
        savedVariables = parseList(contents.fields.SavedVariables),
        savedVariablesPerCharacter = parseList(contents.fields.SavedVariablesPerCharacter),
        files = files
    }
end
function ____exports.readAddon(options)
    if options.toc ~= nil then
        return readTocAddon(options.toc, options.externals or ({}))
    end
    if options.name == nil or options.source == nil then
        return error("realm: addons: 'toc', or 'name' and 'source' expected", 0)
    end
    return {
        name = options.name,
        fields = {},
        savedVariables = options.savedVariables or ({}),
        savedVariablesPerCharacter = options.savedVariablesPerCharacter or ({}),
        files = {{name = ((("Interface/AddOns/" .. options.name) .. "/") .. options.name) .. ".lua", text = options.source}}
    }
end
return ____exports
 end,
["realm.natives"] = function(...) 
local ____exports = {}
function ____exports.installNatives(environment, natives)
    for ____, native in ipairs(natives) do
        native(environment)
    end
end
return ____exports
 end,
["realm.client.options"] = function(...) 
local ____exports = {}
____exports.DEFAULT_INTERFACE = 120100
____exports.DEFAULT_REALM = "Realm"
____exports.DEFAULT_SERVER_ID = 1001
return ____exports
 end,
["realm.client.character"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____throttle = require("realm.channel.throttle")
local Throttle = ____throttle.Throttle
local ____traffic = require("realm.channel.traffic")
local Traffic = ____traffic.Traffic
local ____action = require("realm.clock.action")
local Action = ____action.Action
local ____types = require("realm.lua.types")
local pack = ____types.pack
local ____directory = require("realm.world.directory")
local normalizeRealm = ____directory.normalizeRealm
local ____member = require("realm.world.member")
local OFFLINE_TEXT = ____member.OFFLINE_TEXT
local ____events = require("realm.client.events")
local isGameEvent = ____events.isGameEvent
local ____options = require("realm.client.options")
local DEFAULT_INTERFACE = ____options.DEFAULT_INTERFACE
local DEFAULT_REALM = ____options.DEFAULT_REALM
local DEFAULT_SERVER_ID = ____options.DEFAULT_SERVER_ID
local ____restrictions = require("realm.client.restrictions")
local Restrictions = ____restrictions.Restrictions
local floor = math.floor
local ROSTER_REQUEST_INTERVAL = 10
____exports.Character = __TS__Class()
local Character = ____exports.Character
Character.name = "Character"
function Character.prototype.____constructor(self, world, options, guidNumber)
    self.world = world
    self.options = options
    self.said = {}
    self.chat = {}
    self.restrictions = __TS__New(Restrictions)
    self.throttle = __TS__New(Throttle)
    self.traffic = __TS__New(Traffic)
    self.rank = 0
    self.isOnline = false
    self.isConnected = true
    self.isInCombat = false
    self.inInstance = false
    self.hasGuildInfo = false
    self.hasRoster = false
    self.side = 0
    self.underway = 0
    self.lastArrival = 0
    self.logins = 0
    self.nextRosterAnswer = 0
    self.profileTime = 0
    self.name = options.name
    self.realmName = options.realmName or DEFAULT_REALM
    self.normalizedRealm = normalizeRealm(self.realmName)
    self.surnames = world.surnames
    self.fullName = self:toFullName()
    self.guid = string.format("Player-%d-%08X", options.serverId or DEFAULT_SERVER_ID, guidNumber)
    self.account = options.account or self.fullName
    self.interfaceVersion = options.interfaceVersion or DEFAULT_INTERFACE
    local ____options_hasOldSendResult_0 = options.hasOldSendResult
    if ____options_hasOldSendResult_0 == nil then
        ____options_hasOldSendResult_0 = false
    end
    self.hasOldSendResult = ____options_hasOldSendResult_0
    world.directory:add(self)
    if options.guild ~= nil then
        self:enterGuild(options.guild, options.rank)
    end
end
function Character.prototype.setRank(self, rank)
    local guild = self.guild
    if guild == nil or guild.ranks[rank + 1] == nil then
        return error(
            (("realm: setRank: " .. self.fullName) .. " has no guild with a rank ") .. tostring(rank),
            2
        )
    end
    self.rank = rank
    self:announceRoster(guild)
    self:whenOnline(
        0,
        function() return self:fire("PLAYER_GUILD_UPDATE", "player") end
    )
end
function Character.prototype.setGuild(self, name, rank)
    local former = self.guild
    if former ~= nil then
        former:remove(self)
        self.guild = nil
        self:announceRoster(former)
    end
    self.hasRoster = false
    self.hasGuildInfo = true
    if name == nil then
        self:whenOnline(
            0,
            function() return self:fire("PLAYER_GUILD_UPDATE", "player") end
        )
        return
    end
    self:enterGuild(name, rank)
    self:awaitGuild(0, self.world.rosterDelay)
end
function Character.prototype.rename(self, name)
    if self.isOnline then
        error(("realm: rename: " .. self.fullName) .. " is online", 2)
    end
    self.world.directory:remove(self)
    self.name = name
    self.fullName = self:toFullName()
    self.world.directory:add(self)
    if self.guild ~= nil then
        self:announceRoster(self.guild)
    end
end
function Character.prototype.fire(self, event, ...)
    local ____opt_1 = self.session
    if (____opt_1 and ____opt_1.isAlive) ~= true then
        return
    end
    if not isGameEvent(event) and not (self.session.hub.knownEvents[event] ~= nil) then
        error(("realm: fire: unknown event \"" .. event) .. "\"", 2)
    end
    self.session.hub:fire(
        event,
        pack(...)
    )
end
function Character.prototype.hears(self, prefix)
    return self.session ~= nil and self.session.prefixes[prefix] ~= nil
end
function Character.prototype.isLockedDown(self)
    return self.restrictions:blocksMessages()
end
function Character.prototype.receive(self, payload)
    self.session.hub:fire("CHAT_MSG_ADDON", payload)
end
function Character.prototype.kick(self)
    self:whenOnline(
        0,
        function() return self:endByServer() end
    )
end
function Character.prototype.getServerTime(self)
    return floor(self.world.startTime + self.world.clock.now + (self.options.serverTimeOffset or 0))
end
function Character.prototype.getLocalTime(self)
    return floor(self.world.startTime + self.world.clock.now + (self.options.localTimeOffset or 0))
end
function Character.prototype.getProfileTime(self)
    if self.world.profileStep == nil then
        return os.clock() * 1000
    end
    self.profileTime = self.profileTime + self.world.profileStep
    return self.profileTime
end
function Character.prototype.requestRoster(self)
    local now = self.world.clock.now
    if self.guild == nil or now < self.nextRosterAnswer then
        return
    end
    self.nextRosterAnswer = now + ROSTER_REQUEST_INTERVAL
    self:whenOnline(
        self.world.channel.faults.latency,
        function()
            if self.hasRoster then
                self:fire("GUILD_ROSTER_UPDATE", false)
            end
        end
    )
end
function Character.prototype.noteCallback(self, what, ms)
    local hook = self.world.onCallback
    if hook ~= nil then
        hook(self.fullName, what, ms)
    end
end
function Character.prototype.reportError(self, message, stack)
    self.lastError = message
    self.world.report(self.fullName, message, stack)
end
function Character.prototype.endByServer(self)
    self.isConnected = false
end
function Character.prototype.awaitGuild(self, infoDelay, rosterDelay)
    if self.guild == nil then
        return
    end
    self:whenOnline(
        infoDelay,
        function()
            self.hasGuildInfo = true
            self:fire("PLAYER_GUILD_UPDATE", "player")
        end
    )
    self:whenOnline(
        rosterDelay,
        function()
            self.hasRoster = true
            self:fire("GUILD_ROSTER_UPDATE", false)
        end
    )
end
function Character.prototype.announceOffline(self)
    local ____self_world_channel_faults_3 = self.world.channel.faults
    local latency = ____self_world_channel_faults_3.latency
    local ____opt_4 = self.guild
    for ____, member in ipairs(____opt_4 and ____opt_4.members or ({})) do
        local name = member.normalizedRealm == self.normalizedRealm and self.name or self.fullName
        local text = string.format(OFFLINE_TEXT, name)
        member:whenOnline(
            latency,
            function() return member:fire("CHAT_MSG_SYSTEM", text) end
        )
    end
    local ____opt_6 = self.group
    for ____, member in ipairs(____opt_6 and ____opt_6.members or ({})) do
        member:whenOnline(
            latency,
            function() return member:fire("GROUP_ROSTER_UPDATE") end
        )
    end
end
function Character.prototype.whenOnline(self, seconds, body)
    local login = self.logins
    local action = __TS__New(
        Action,
        function()
            if self.isOnline and self.logins == login then
                body()
            end
        end
    )
    self.world.clock:schedule(action, seconds)
end
function Character.prototype.toFullName(self)
    if self.surnames == nil then
        return (self.name .. "-") .. self.normalizedRealm
    end
    local first = string.match(self.name, "^%S+ %S+$")
    return first or error(("realm: name: \"First Last\" expected, got \"" .. self.name) .. "\"", 0)
end
function Character.prototype.enterGuild(self, name, rank)
    local guild = self.world.guilds[name]
    if guild == nil then
        return error(("realm: guild: there is no guild \"" .. name) .. "\"", 0)
    end
    local chosen = rank or #guild.ranks - 1
    if guild.ranks[chosen + 1] == nil then
        error(
            (("realm: guild: \"" .. name) .. "\" has no rank ") .. tostring(chosen),
            0
        )
    end
    self.guild = guild
    self.rank = chosen
    guild:add(self)
    self:announceRoster(guild)
end
function Character.prototype.announceRoster(self, guild)
    for ____, member in ipairs(guild.members) do
        if member.hasRoster then
            member:whenOnline(
                0,
                function() return member:fire("GUILD_ROSTER_UPDATE", false) end
            )
        end
    end
end
return ____exports
 end,
["realm.saved.writer"] = function(...) 
local ____exports = {}
local writeString, writeNumber, keyLess, canBeWritten, writeScalar, writeTable, writeValue, HUGE, DEPTH_LIMIT, ESCAPES
function writeString(text)
    local escaped = string.gsub(text, "[\\\"\n\r%z]", ESCAPES)
    return ("\"" .. escaped) .. "\""
end
function writeNumber(value)
    if value ~= value then
        return "-1.#IND"
    end
    if value == HUGE then
        return "1.#INF"
    end
    if value == -HUGE then
        return "-1.#INF"
    end
    return string.format("%.16g", value)
end
function keyLess(a, b)
    local typeA = type(a)
    local typeB = type(b)
    if typeA ~= typeB then
        return typeA == "number" or typeA == "string" and typeB == "boolean"
    end
    if typeA == "boolean" then
        return a == false and b == true
    end
    return a < b
end
function canBeWritten(value)
    local kind = type(value)
    return kind == "table" or kind == "string" or kind == "number" or kind == "boolean"
end
function writeScalar(value)
    if type(value) == "string" then
        return writeString(value)
    end
    if type(value) == "number" then
        return writeNumber(value)
    end
    return tostring(value)
end
function writeTable(parts, source, depth)
    if depth > DEPTH_LIMIT then
        error("SavedVariables: table nested too deep", 0)
    end
    local indent = string.rep("\t", depth)
    local positional = #source
    local keys = {}
    parts[#parts + 1] = "{\n"
    for index = 1, positional do
        local value = source[index]
        parts[#parts + 1] = indent
        if canBeWritten(value) then
            writeValue(parts, value, depth)
        else
            parts[#parts + 1] = "nil"
        end
        parts[#parts + 1] = (", -- [" .. string.format("%d", index)) .. "]\n"
    end
    for key, value in pairs(source) do
        local isPositional = type(key) == "number" and key >= 1 and key <= positional and key % 1 == 0
        if not isPositional and canBeWritten(key) and type(key) ~= "table" and canBeWritten(value) then
            keys[#keys + 1] = key
        end
    end
    table.sort(keys, keyLess)
    for ____, key in ipairs(keys) do
        parts[#parts + 1] = ((indent .. "[") .. writeScalar(key)) .. "] = "
        writeValue(parts, source[key], depth)
        parts[#parts + 1] = ",\n"
    end
    parts[#parts + 1] = string.sub(indent, 2) .. "}"
end
function writeValue(parts, value, depth)
    if type(value) == "table" then
        writeTable(parts, value, depth + 1)
    else
        parts[#parts + 1] = writeScalar(value)
    end
end
HUGE = math.huge
DEPTH_LIMIT = 1000
ESCAPES = {
    ["\\"] = "\\\\",
    ["\""] = "\\\"",
    ["\n"] = "\\n",
    ["\r"] = "\\r",
    ["\0"] = "\\000"
}
function ____exports.writeSavedVariables(names, globals)
    local parts = {"\n"}
    for ____, name in ipairs(names) do
        local value = globals[name]
        parts[#parts + 1] = name .. " = "
        if canBeWritten(value) then
            writeValue(parts, value, 0)
        else
            parts[#parts + 1] = "nil"
        end
        parts[#parts + 1] = "\n"
    end
    return table.concat(parts)
end
return ____exports
 end,
["realm.client.addon-loader"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____addon = require("realm.addons.addon")
local readAddon = ____addon.readAddon
local ____types = require("realm.lua.types")
local pack = ____types.pack
local ____store = require("realm.saved.store")
local accountPath = ____store.accountPath
local characterPath = ____store.characterPath
local ____writer = require("realm.saved.writer")
local writeSavedVariables = ____writer.writeSavedVariables
local loadProtected = pcall
____exports.AddonLoader = __TS__Class()
local AddonLoader = ____exports.AddonLoader
AddonLoader.name = "AddonLoader"
function AddonLoader.prototype.____constructor(self, host, owner, chunks, store)
    self.host = host
    self.owner = owner
    self.chunks = chunks
    self.store = store
    self.loaded = {}
end
function AddonLoader.prototype.load(self, session, addons)
    self.loaded = {}
    for ____, options in ipairs(addons) do
        do
            local __continue4
            repeat
                local addon = readAddon(options)
                local wanted = tostring(self.host.interfaceVersion)
                if addon.interfaces ~= nil and not __TS__ArrayIncludes(addon.interfaces, wanted) then
                    self.host:reportError(((("AddOn " .. addon.name) .. " is out of date: no '## Interface: ") .. wanted) .. "'", "")
                    __continue4 = true
                    break
                end
                self:loadAddon(session, addon)
                __continue4 = true
            until true
            if not __continue4 then
                break
            end
        end
    end
end
function AddonLoader.prototype.save(self, session)
    for ____, addon in ipairs(self.loaded) do
        self:write(
            session,
            addon.savedVariables,
            self:accountFile(addon.name)
        )
        self:write(
            session,
            addon.savedVariablesPerCharacter,
            self:characterFile(addon.name)
        )
    end
end
function AddonLoader.prototype.accountFile(self, addon)
    return accountPath(self.owner.account, addon)
end
function AddonLoader.prototype.characterFile(self, addon)
    return characterPath(self.owner.account, self.owner.realmName, self.owner.name, addon)
end
function AddonLoader.prototype.loadAddon(self, session, addon)
    local addonTable = {}
    local ____self_loaded_0 = self.loaded
    ____self_loaded_0[#____self_loaded_0 + 1] = addon
    session.loadedAddons[addon.name] = addon.fields
    for ____, file in ipairs(addon.files) do
        self:runFile(session, file, addon.name, addonTable)
    end
    if #addon.savedVariables > 0 then
        self:read(
            session,
            self:accountFile(addon.name)
        )
    end
    if #addon.savedVariablesPerCharacter > 0 then
        self:read(
            session,
            self:characterFile(addon.name)
        )
    end
    session.hub:fire(
        "ADDON_LOADED",
        pack(addon.name, false)
    )
end
function AddonLoader.prototype.runFile(self, session, file, addonName, addonTable)
    if file.text == nil then
        self.host:reportError(file.problem, "")
        return
    end
    local chunk, message = self.chunks:load(file.text, file.name, session.environment)
    if chunk == nil then
        self.host:reportError(message, "")
    else
        session.guard:load(chunk, addonName, addonTable)
    end
end
function AddonLoader.prototype.read(self, session, path)
    local text = self.store:read(path)
    if text == nil then
        return
    end
    local ____, chunk, message = loadProtected(loadstring, text, "@" .. path)
    if chunk == nil then
        self.host:reportError(message, "")
        return
    end
    setfenv(chunk, session.environment)
    session.guard:load(chunk)
end
function AddonLoader.prototype.write(self, session, names, path)
    if #names == 0 then
        return
    end
    local ok, text = pcall(writeSavedVariables, names, session.environment)
    if ok then
        self.store:write(path, text)
    else
        self.host:reportError(text, "")
    end
end
return ____exports
 end,
["realm.api.addon-api"] = function(...) 
local ____exports = {}
local ____types = require("realm.lua.types")
local define = ____types.define
function ____exports.installAddons(____bindingPattern0)
    local session
    local host
    host = ____bindingPattern0.host
    session = ____bindingPattern0.session
    local ____session_0 = session
    local environment = ____session_0.environment
    local loadedAddons = ____session_0.loadedAddons
    define(
        environment,
        {
            C_AddOns = {
                GetAddOnMetadata = function(name, field)
                    local ____opt_1 = loadedAddons[name]
                    return ____opt_1 and ____opt_1[field]
                end,
                IsAddOnLoaded = function(name) return loadedAddons[name] ~= nil end
            },
            IsLoggedIn = function() return session.isLoggedIn end,
            GetBuildInfo = function()
                local version = host.interfaceVersion
                local major = math.floor(version / 10000)
                local minor = math.floor(version / 100) % 100
                local text = string.format("%d.%d.%d", major, minor, version % 100)
                return text, "1", "Jan 1 2026", version
            end
        }
    )
end
return ____exports
 end,
["realm.api.chat-api"] = function(...) 
local ____exports = {}
local ____enums = require("realm.channel.enums")
local createEnums = ____enums.createEnums
local ____message = require("realm.channel.message")
local PREFIX_LIMIT = ____message.PREFIX_LIMIT
local ____secret = require("realm.lua.secret")
local isSecret = ____secret.isSecret
local ____types = require("realm.lua.types")
local define = ____types.define
local PREFIX_COUNT_LIMIT = 64
local function registerPrefix(prefixes, prefix)
    if type(prefix) ~= "string" then
        return 2
    end
    local name = prefix
    if #name < 1 or #name > PREFIX_LIMIT then
        return 2
    end
    if prefixes[name] ~= nil then
        return 1
    end
    local count = 0
    for _ in pairs(prefixes) do
        count = count + 1
    end
    if count >= PREFIX_COUNT_LIMIT then
        return 3
    end
    prefixes[name] = true
    return 0
end
function ____exports.installChat(____bindingPattern0)
    local session
    local host
    local channel
    channel = ____bindingPattern0.channel
    host = ____bindingPattern0.host
    session = ____bindingPattern0.session
    local prefixes = session.prefixes
    define(
        session.environment,
        {
            Enum = createEnums(),
            C_ChatInfo = {
                SendAddonMessage = function(prefix, text, chatType, target)
                    local result = channel:send(
                        host,
                        prefix,
                        text,
                        chatType,
                        target
                    )
                    if host.hasOldSendResult then
                        return result == 0, result
                    end
                    return result
                end,
                RegisterAddonMessagePrefix = function(prefix) return registerPrefix(prefixes, prefix) end,
                IsAddonMessagePrefixRegistered = function(prefix) return prefixes[prefix] ~= nil end,
                InChatMessagingLockdown = function() return host:isLockedDown() end
            },
            C_RestrictedActions = {
                IsAddOnRestrictionActive = function(restriction) return host.restrictions:has(restriction) end,
                GetAddOnRestrictionState = function(restriction) return host.restrictions:has(restriction) and 2 or 0 end
            },
            issecretvalue = isSecret,
            SendChatMessage = function(text, chatType, _language, target)
                if type(text) ~= "string" then
                    error("Usage: SendChatMessage(text [, type] [, language] [, targetPlayer])", 2)
                end
                local ____host_said_0 = host.said
                ____host_said_0[#____host_said_0 + 1] = {text = text, chatType = chatType or "SAY", target = target}
            end
        }
    )
end
return ____exports
 end,
["realm.api.error-api"] = function(...) 
local ____exports = {}
local ____missing = require("realm.client.missing")
local explainMissing = ____missing.explainMissing
local ____types = require("realm.lua.types")
local define = ____types.define
local pack = ____types.pack
function ____exports.installErrors(____bindingPattern0)
    local session
    local host
    host = ____bindingPattern0.host
    session = ____bindingPattern0.session
    local function record(message)
        host:reportError(
            explainMissing(tostring(message)),
            debug.traceback("", 2)
        )
    end
    local handler = record
    local function securecallfunction(callback, ...)
        local args = {...}
        local count = select("#", ...)
        local function onError(message)
            record(message)
            if handler ~= record then
                pcall(handler, message)
            end
        end
        local results = pack(xpcall(
            function() return callback(unpack(args, 1, count)) end,
            onError
        ))
        if results.values[1] ~= true then
            return
        end
        return unpack(results.values, 2, results.count)
    end
    define(
        session.environment,
        {
            geterrorhandler = function() return handler end,
            seterrorhandler = function(replacement)
                handler = replacement
            end,
            securecallfunction = securecallfunction,
            securecall = function(callback, ...)
                local ____temp_0
                if type(callback) == "string" then
                    ____temp_0 = session.environment[callback]
                else
                    ____temp_0 = callback
                end
                return securecallfunction(____temp_0, ...)
            end,
            debugstack = function(level) return debug.traceback("", (level or 1) + 1) end
        }
    )
end
return ____exports
 end,
["realm.api.faux-scroll"] = function(...) 
local ____exports = {}
local ____types = require("realm.lua.types")
local define = ____types.define
function ____exports.installFauxScroll(____bindingPattern0)
    local session
    session = ____bindingPattern0.session
    define(
        session.environment,
        {
            FauxScrollFrame_GetOffset = function(frame) return frame.offset or 0 end,
            FauxScrollFrame_SetOffset = function(frame, offset)
                frame.offset = offset
            end,
            FauxScrollFrame_Update = function(frame, count, shown, height)
                local most = math.max(0, count - shown)
                frame.ScrollBar:SetMinMaxValues(0, most * height)
                frame.ScrollBar:SetValueStep(height)
                frame.offset = math.min(frame.offset or 0, most)
                if most > 0 then
                    frame:Show()
                else
                    frame.ScrollBar:SetValue(0)
                    frame:Hide()
                end
                return most > 0
            end,
            FauxScrollFrame_OnVerticalScroll = function(frame, value, height, update)
                frame.ScrollBar:SetValue(value)
                frame.offset = math.floor(value / height + 0.5)
                if update ~= nil then
                    update(frame)
                end
            end
        }
    )
end
return ____exports
 end,
["realm.api.looks"] = function(...) 
local ____exports = {}
____exports.LEVEL = 80
____exports.CLASS_NAME = "Warrior"
____exports.CLASS_FILE = "WARRIOR"
____exports.CLASS_ID = 1
____exports.RACE_NAME = "Human"
____exports.SEX = 3
return ____exports
 end,
["realm.api.units"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
function ____exports.resolveUnit(host, unit)
    if unit == "player" then
        return host
    end
    if unit == "target" then
        return host.target
    end
    if type(unit) ~= "string" then
        return nil
    end
    local ____opt_0 = host.group
    local members = ____opt_0 and ____opt_0.members or ({})
    local kind, digits = string.match(unit, "^(%l+)(%d+)$")
    local ____temp_2
    if digits == nil then
        ____temp_2 = nil
    else
        ____temp_2 = tonumber(digits)
    end
    local place = ____temp_2
    if place ~= nil and kind == "raid" then
        local ____opt_3 = host.group
        return (____opt_3 and ____opt_3.isRaid) == true and members[place] or nil
    end
    if place ~= nil and kind == "party" then
        return __TS__ArrayFilter(
            members,
            function(____, member) return member ~= host end
        )[place]
    end
    if unit == host.name or unit == host.fullName then
        return host
    end
    return __TS__ArrayFind(
        members,
        function(____, member) return member.fullName == unit or member.name == unit and member.normalizedRealm == host.normalizedRealm end
    )
end
return ____exports
 end,
["realm.api.group-api"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayIndexOf = ____lualib.__TS__ArrayIndexOf
local ____exports = {}
local ____types = require("realm.lua.types")
local define = ____types.define
local ____group = require("realm.world.group")
local placeOf = ____group.placeOf
local rankOf = ____group.rankOf
local subgroupOf = ____group.subgroupOf
local ____looks = require("realm.api.looks")
local CLASS_FILE = ____looks.CLASS_FILE
local CLASS_NAME = ____looks.CLASS_NAME
local LEVEL = ____looks.LEVEL
local ____units = require("realm.api.units")
local resolveUnit = ____units.resolveUnit
local HOME = 1
local INSTANCE = 2
local MASTER_LOOT = 2
local GROUP_LOOT = 3
local function isInGroup(host, category)
    if host.group == nil then
        return false
    end
    return category == nil or category == INSTANCE == host.group.isInstance
end
local function raidRosterInfo(host, index)
    local ____temp_2
    local ____opt_0 = host.group
    if (____opt_0 and ____opt_0.isRaid) == true then
        ____temp_2 = host.group.members[index]
    else
        ____temp_2 = nil
    end
    local member = ____temp_2
    if member == nil then
        return
    end
    local name = member.normalizedRealm == host.normalizedRealm and member.name or member.fullName
    local rank = rankOf(host.group, member)
    local isLooter = __TS__ArrayIncludes(host.group.masterLooters, member)
    local isOnline = member.isOnline
    return name, rank, subgroupOf(index), LEVEL, CLASS_NAME, CLASS_FILE, "", isOnline, false, nil, isLooter
end
local function lootMethod(host)
    local group = host.group
    local looter = group and group.masterLooters[1]
    if group == nil or looter == nil then
        return GROUP_LOOT
    end
    local raidPlace = group.isRaid and placeOf(group, looter) or nil
    if looter.guid == host.guid then
        return MASTER_LOOT, 0, raidPlace
    end
    local subgroup = subgroupOf(placeOf(group, host))
    local near = __TS__ArrayFilter(
        group.members,
        function(____, member) return member.guid ~= host.guid and (not group.isRaid or subgroupOf(placeOf(group, member)) == subgroup) end
    )
    local place = __TS__ArrayIndexOf(near, looter) + 1
    return MASTER_LOOT, place > 0 and place or nil, raidPlace
end
function ____exports.installGroups(____bindingPattern0)
    local session
    local host
    host = ____bindingPattern0.host
    session = ____bindingPattern0.session
    define(
        session.environment,
        {
            LE_PARTY_CATEGORY_HOME = HOME,
            LE_PARTY_CATEGORY_INSTANCE = INSTANCE,
            IsInGroup = function(category) return isInGroup(host, category) end,
            IsInRaid = function(category)
                local ____opt_5 = host.group
                return (____opt_5 and ____opt_5.isRaid) == true and isInGroup(host, category)
            end,
            GetNumGroupMembers = function()
                local ____opt_7 = host.group
                return ____opt_7 and #____opt_7.members or 0
            end,
            GetRaidRosterInfo = function(index) return raidRosterInfo(host, index) end,
            UnitInRaid = function(unit)
                local member = resolveUnit(host, unit)
                local ____temp_11 = member == nil
                if not ____temp_11 then
                    local ____opt_9 = host.group
                    ____temp_11 = (____opt_9 and ____opt_9.isRaid) ~= true
                end
                if ____temp_11 then
                    return nil
                end
                return placeOf(host.group, member)
            end,
            UnitIsGroupLeader = function(unit)
                local ____opt_12 = host.group
                local leader = ____opt_12 and ____opt_12.members[1]
                return leader ~= nil and resolveUnit(host, unit) == leader
            end,
            UnitIsGroupAssistant = function(unit)
                local member = resolveUnit(host, unit)
                return host.group ~= nil and member ~= nil and rankOf(host.group, member) == 1
            end,
            C_PartyInfo = {GetLootMethod = function() return lootMethod(host) end}
        }
    )
end
return ____exports
 end,
["realm.api.guild-api"] = function(...) 
local ____exports = {}
local ____types = require("realm.lua.types")
local define = ____types.define
local ____member = require("realm.world.member")
local OFFLINE_TEXT = ____member.OFFLINE_TEXT
local ____looks = require("realm.api.looks")
local CLASS_FILE = ____looks.CLASS_FILE
local CLASS_NAME = ____looks.CLASS_NAME
local LEVEL = ____looks.LEVEL
local ____units = require("realm.api.units")
local resolveUnit = ____units.resolveUnit
local function roster(host)
    return host.guild ~= nil and host.hasRoster and host.guild.members or ({})
end
local function rosterInfo(host, index)
    local member = roster(host)[index]
    if member == nil then
        return
    end
    local ____opt_0 = host.guild
    local rankName = ____opt_0 and ____opt_0.ranks[member.rank + 1].name
    return member.fullName, rankName, member.rank, LEVEL, CLASS_NAME, nil, "", "", member.isOnline, 0, CLASS_FILE, 0, 0, false, false, 4, member.guid
end
local function guildInfo(host, unit)
    local guild = host.guild
    if guild == nil or not host.hasGuildInfo then
        return
    end
    local member = resolveUnit(host, unit)
    if member == nil or not guild:has(member) then
        return
    end
    local ____temp_2
    if guild.realmName == host.realmName then
        ____temp_2 = nil
    else
        ____temp_2 = guild.realmName
    end
    local realmName = ____temp_2
    return guild.name, guild.ranks[member.rank + 1].name, member.rank, realmName
end
function ____exports.installGuild(____bindingPattern0)
    local session
    local host
    host = ____bindingPattern0.host
    session = ____bindingPattern0.session
    define(
        session.environment,
        {
            ERR_FRIEND_OFFLINE_S = OFFLINE_TEXT,
            IsInGuild = function() return host.guild ~= nil end,
            IsGuildLeader = function() return host.guild ~= nil and host.rank == 0 end,
            GetGuildInfo = function(unit) return guildInfo(host, unit) end,
            GetNumGuildMembers = function()
                local members = roster(host)
                local online = 0
                for ____, member in ipairs(members) do
                    if member.isOnline then
                        online = online + 1
                    end
                end
                return #members, online, online
            end,
            GetGuildRosterInfo = function(index) return rosterInfo(host, index) end,
            C_GuildInfo = {
                GuildRoster = function() return host:requestRoster() end,
                CanSpeakInGuildChat = function() return host.guild ~= nil and host.guild:canSpeak(host.rank) end
            }
        }
    )
end
return ____exports
 end,
["realm.client.timers"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____types = require("realm.lua.types")
local define = ____types.define
local WHAT = "C_Timer"
local Timer = __TS__Class()
Timer.name = "Timer"
function Timer.prototype.____constructor(self, clock, guard, life, seconds, callback, left, handle)
    self.clock = clock
    self.guard = guard
    self.life = life
    self.seconds = seconds
    self.callback = callback
    self.left = left
    self.handle = handle
    self.isCancelled = false
end
function Timer.prototype.run(self)
    local ____self_life_0 = self.life
    local isAlive = ____self_life_0.isAlive
    local screen = ____self_life_0.screen
    if self.isCancelled or not isAlive then
        return
    end
    if screen.isUp then
        screen:keepTimer(function() return self:run() end)
        return
    end
    self.left = self.left - 1
    self.guard:call(WHAT, self.callback, self.handle)
    if self.left > 0 and not self.isCancelled then
        self.clock:schedule(self, self.seconds)
    else
        self.isCancelled = true
    end
end
local function checkArguments(name, seconds, callback)
    if type(seconds) ~= "number" or type(callback) ~= "function" then
        error(("Usage: C_Timer." .. name) .. "(seconds, callback)", 3)
    end
end
function ____exports.createTimers(clock, guard, life)
    local function start(seconds, callback, times)
        local handle = {}
        local timer = __TS__New(
            Timer,
            clock,
            guard,
            life,
            seconds,
            callback,
            times,
            handle
        )
        define(
            handle,
            {
                Cancel = function()
                    timer.isCancelled = true
                end,
                IsCancelled = function() return timer.isCancelled end
            }
        )
        clock:schedule(timer, seconds)
        return handle
    end
    local library = {}
    define(
        library,
        {
            After = function(seconds, callback)
                checkArguments("After", seconds, callback)
                clock:schedule(
                    __TS__New(
                        Timer,
                        clock,
                        guard,
                        life,
                        seconds,
                        callback,
                        1
                    ),
                    seconds
                )
            end,
            NewTimer = function(seconds, callback)
                checkArguments("NewTimer", seconds, callback)
                return start(seconds, callback, 1)
            end,
            NewTicker = function(seconds, callback, iterations)
                checkArguments("NewTicker", seconds, callback)
                return start(seconds, callback, iterations or math.huge)
            end
        }
    )
    return library
end
return ____exports
 end,
["realm.lua.calendar"] = function(...) 
local ____exports = {}
local floor = math.floor
function ____exports.toUnixTime(fields)
    local months = fields.month - 3
    local year = fields.year + floor(months / 12)
    local era = floor(year / 400)
    local yearOfEra = year - era * 400
    local dayOfYear = floor((153 * (months % 12) + 2) / 5) + fields.day - 1
    local dayOfEra = yearOfEra * 365 + floor(yearOfEra / 4) - floor(yearOfEra / 100) + dayOfYear
    local days = era * 146097 + dayOfEra - 719468
    return days * 86400 + (fields.hour or 12) * 3600 + (fields.min or 0) * 60 + (fields.sec or 0)
end
function ____exports.formatDate(pattern, seconds)
    local utc = string.sub(pattern, 1, 1) == "!" and pattern or "!" .. pattern
    return os.date(
        utc,
        floor(seconds)
    )
end
return ____exports
 end,
["realm.api.time-api"] = function(...) 
local ____exports = {}
local ____timers = require("realm.client.timers")
local createTimers = ____timers.createTimers
local ____calendar = require("realm.lua.calendar")
local formatDate = ____calendar.formatDate
local toUnixTime = ____calendar.toUnixTime
local ____types = require("realm.lua.types")
local define = ____types.define
function ____exports.installTime(____bindingPattern0)
    local session
    local host
    local clock
    clock = ____bindingPattern0.clock
    host = ____bindingPattern0.host
    session = ____bindingPattern0.session
    local profileStart = 0
    define(
        session.environment,
        {
            C_Timer = createTimers(clock, session.guard, session),
            GetServerTime = function() return host:getServerTime() end,
            GetTime = function() return clock.now end,
            GetTimePreciseSec = function() return host:getProfileTime() / 1000 end,
            GetFramerate = function() return clock.rate end,
            debugprofilestart = function()
                profileStart = host:getProfileTime()
            end,
            debugprofilestop = function() return host:getProfileTime() - profileStart end,
            time = function(fields) return fields == nil and host:getLocalTime() or toUnixTime(fields) end,
            date = function(pattern, seconds) return formatDate(
                pattern or "%c",
                seconds or host:getLocalTime()
            ) end
        }
    )
end
return ____exports
 end,
["realm.api.unit-api"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__SparseArrayNew = ____lualib.__TS__SparseArrayNew
local __TS__SparseArrayPush = ____lualib.__TS__SparseArrayPush
local __TS__SparseArraySpread = ____lualib.__TS__SparseArraySpread
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
local ____secret = require("realm.lua.secret")
local createSecret = ____secret.createSecret
local ____types = require("realm.lua.types")
local define = ____types.define
local ____member = require("realm.world.member")
local isPlayer = ____member.isPlayer
local ____looks = require("realm.api.looks")
local CLASS_FILE = ____looks.CLASS_FILE
local CLASS_ID = ____looks.CLASS_ID
local CLASS_NAME = ____looks.CLASS_NAME
local RACE_NAME = ____looks.RACE_NAME
local SEX = ____looks.SEX
local ____units = require("realm.api.units")
local resolveUnit = ____units.resolveUnit
local function ambiguate(host, fullName, context)
    local name, realmName = string.match(fullName, "^(.-)%-(.+)$")
    if name == nil or context == "mail" then
        return fullName
    end
    return (context == "short" or realmName == host.normalizedRealm) and name or fullName
end
local function unitName(____bindingPattern0, unit)
    local host
    local channel
    channel = ____bindingPattern0.channel
    host = ____bindingPattern0.host
    local member = resolveUnit(host, unit)
    if member == nil then
        return
    end
    if channel.faults.secretNames and member ~= host then
        return createSecret(), createSecret()
    end
    if host.surnames == "joined" then
        return member.name
    end
    if host.surnames == "separate" then
        local first, last = string.match(member.name, "^(%S+) (%S+)$")
        return first, last
    end
    local ____member_name_1 = member.name
    local ____temp_0
    if member.normalizedRealm == host.normalizedRealm then
        ____temp_0 = nil
    else
        ____temp_0 = member.normalizedRealm
    end
    return ____member_name_1, ____temp_0
end
local function playerInfo(host, guid)
    local ____array_6 = __TS__SparseArrayNew(host)
    local ____opt_2 = host.guild
    __TS__SparseArrayPush(
        ____array_6,
        unpack(____opt_2 and ____opt_2.members or ({}))
    )
    local ____opt_4 = host.group
    __TS__SparseArrayPush(
        ____array_6,
        unpack(____opt_4 and ____opt_4.members or ({}))
    )
    local seen = {__TS__SparseArraySpread(____array_6)}
    local member = __TS__ArrayFind(
        seen,
        function(____, other) return other.guid == guid end
    )
    if member == nil then
        return
    end
    local realmName = member.normalizedRealm == host.normalizedRealm and "" or member.normalizedRealm
    return CLASS_NAME, CLASS_FILE, RACE_NAME, RACE_NAME, SEX, member.name, realmName
end
function ____exports.installUnits(context)
    local ____context_7 = context
    local host = ____context_7.host
    local session = ____context_7.session
    local hasRealms = host.surnames == nil
    define(
        session.environment,
        {
            UnitExists = function(unit) return resolveUnit(host, unit) ~= nil end,
            UnitIsPlayer = function(unit)
                local member = resolveUnit(host, unit)
                return member ~= nil and isPlayer(member)
            end,
            UnitGUID = function(unit)
                local ____opt_8 = resolveUnit(host, unit)
                return ____opt_8 and ____opt_8.guid
            end,
            UnitIsUnit = function(a, b)
                local member = resolveUnit(host, a)
                return member ~= nil and member == resolveUnit(host, b)
            end,
            UnitIsConnected = function(unit)
                local ____opt_10 = resolveUnit(host, unit)
                return (____opt_10 and ____opt_10.isOnline) == true
            end,
            UnitName = function(unit) return unitName(context, unit) end,
            UnitClass = function(unit)
                if resolveUnit(host, unit) == nil then
                    return
                end
                return CLASS_NAME, CLASS_FILE, CLASS_ID
            end,
            GetPlayerInfoByGUID = function(guid) return playerInfo(host, guid) end,
            UnitFullName = function(unit)
                if not hasRealms then
                    return unitName(context, unit)
                end
                local member = resolveUnit(host, unit)
                return member and member.name, member and member.normalizedRealm
            end,
            GetRealmName = function() return hasRealms and host.realmName or nil end,
            GetNormalizedRealmName = function() return hasRealms and host.normalizedRealm or nil end,
            Ambiguate = function(fullName, context) return ambiguate(host, fullName, context) end,
            InCombatLockdown = function() return host.isInCombat end,
            IsInInstance = function() return host.inInstance, host.inInstance and "raid" or "none" end
        }
    )
end
return ____exports
 end,
["realm.api.ui-api"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____font_2Dstring = require("realm.client.widgets.font-string")
local createFonts = ____font_2Dstring.createFonts
local ____types = require("realm.lua.types")
local define = ____types.define
local pack = ____types.pack
local function ____print(host, ...)
    local texts = {}
    for index = 1, select("#", ...) do
        texts[#texts + 1] = tostring((select(index, ...)))
    end
    local ____host_chat_0 = host.chat
    ____host_chat_0[#____host_chat_0 + 1] = table.concat(texts, " ")
end
local function hook(environment, ...)
    local args = {...}
    local isGlobal = type(args[1]) == "string"
    local owner = isGlobal and environment or args[1]
    local ____isGlobal_1
    if isGlobal then
        ____isGlobal_1 = args[1]
    else
        ____isGlobal_1 = args[2]
    end
    local name = ____isGlobal_1
    local ____isGlobal_2
    if isGlobal then
        ____isGlobal_2 = args[2]
    else
        ____isGlobal_2 = args[3]
    end
    local added = ____isGlobal_2
    local original = owner[name]
    if type(original) ~= "function" then
        error(
            ("hooksecurefunc(): " .. tostring(name)) .. " is not a function",
            3
        )
    end
    owner[name] = function(...)
        local values = {...}
        local count = select("#", ...)
        local results = pack(original(unpack(values, 1, count)))
        added(unpack(values, 1, count))
        return unpack(results.values, 1, results.count)
    end
end
local function classColors()
    return {WARRIOR = {r = 0.78, g = 0.61, b = 0.43}, MAGE = {r = 0.25, g = 0.78, b = 0.92}}
end
function ____exports.installUserInterface(____bindingPattern0)
    local session
    local host
    host = ____bindingPattern0.host
    session = ____bindingPattern0.session
    local ____session_3 = session
    local environment = ____session_3.environment
    local frames = ____session_3.frames
    local hub = ____session_3.hub
    frames:create("Frame", "UIParent")
    frames:create("GameTooltip", "GameTooltip")
    local chatFrame = frames:create("Frame", "DEFAULT_CHAT_FRAME")
    chatFrame.AddMessage = function(_, text)
        local ____host_chat_4 = host.chat
        ____host_chat_4[#____host_chat_4 + 1] = tostring(text)
    end
    define(
        environment,
        __TS__ObjectAssign(
            {CreateFrame = function(frameType, name, parent, templates) return frames:create(frameType, name, parent, templates) end},
            createFonts(),
            {
                UISpecialFrames = {},
                RAID_CLASS_COLORS = classColors(),
                C_EventUtils = {IsEventValid = function(event) return hub.knownEvents[event] ~= nil end},
                SlashCmdList = {},
                print = function(...) return ____print(host, ...) end,
                hooksecurefunc = function(...) return hook(environment, ...) end,
                GetLocale = function() return "enUS" end
            }
        )
    )
end
return ____exports
 end,
["realm.addons.lib-stub"] = function(...) 
local ____exports = {}
local ____types = require("realm.lua.types")
local define = ____types.define
local function parseMinor(minor)
    local digits = string.match(
        tostring(minor),
        "%d+"
    )
    local ____temp_0
    if digits == nil then
        ____temp_0 = nil
    else
        ____temp_0 = tonumber(digits)
    end
    local version = ____temp_0
    if version == nil then
        error("Minor version must either be a number or contain a number.", 3)
    end
    return version
end
function ____exports.createLibStub()
    local libs = {}
    local minors = {}
    local stub = {}
    local function getLibrary(_, major, silent)
        local library = libs[major]
        if library == nil and silent ~= true then
            error(
                ("Cannot find a library instance of \"" .. tostring(major)) .. "\".",
                2
            )
        end
        return library, minors[major]
    end
    define(
        stub,
        {
            libs = libs,
            minors = minors,
            minor = 2,
            NewLibrary = function(_, major, minor)
                if type(major) ~= "string" then
                    error("Bad argument #2 to `NewLibrary' (string expected)", 2)
                end
                local version = parseMinor(minor)
                local older = minors[major]
                if older ~= nil and older >= version then
                    return
                end
                minors[major] = version
                local library = libs[major] or ({})
                libs[major] = library
                return library, older
            end,
            GetLibrary = getLibrary,
            IterateLibraries = function() return pairs(libs) end
        }
    )
    setmetatable(stub, {__call = getLibrary})
    return stub
end
return ____exports
 end,
["realm.lua.bit"] = function(...) 
local ____exports = {}
local ____types = require("realm.lua.types")
local define = ____types.define
local MODULE = "bit"
local native = require(MODULE)
local WORD = 4294967296
local function checkShift(name, count)
    if count < 0 or count > 31 then
        error(
            (("bit." .. name) .. ": shift of 0..31 expected, got ") .. tostring(count),
            3
        )
    end
end
function ____exports.createBitLibrary()
    local library = {}
    define(
        library,
        {
            band = function(a, b, ...) return select("#", ...) == 0 and native.band(a % WORD, b % WORD) % WORD or native.band(a, b, ...) % WORD end,
            bor = function(a, b, ...) return select("#", ...) == 0 and native.bor(a % WORD, b % WORD) % WORD or native.bor(a, b, ...) % WORD end,
            bxor = function(a, b, ...) return select("#", ...) == 0 and native.bxor(a % WORD, b % WORD) % WORD or native.bxor(a, b, ...) % WORD end,
            bnot = function(a) return native.bnot(a % WORD) % WORD end,
            lshift = function(a, count)
                checkShift("lshift", count)
                return native.lshift(a % WORD, count) % WORD
            end,
            rshift = function(a, count)
                checkShift("rshift", count)
                return native.rshift(a % WORD, count) % WORD
            end,
            arshift = function(a, count)
                checkShift("arshift", count)
                return native.arshift(a % WORD, count) % WORD
            end,
            mod = function(a, b) return math.fmod(a, b) end
        }
    )
    return library
end
return ____exports
 end,
["realm.lua.format"] = function(...) 
local ____exports = {}
local INT32_MIN = -2147483648
local INT32_MAX = 2147483647
local INTEGER_CONVERSIONS = "[dixXuoc]"
function ____exports.format(pattern, ...)
    local position = 0
    for ____, conversion in string.gmatch(pattern, "%%([-+ #0]*%d*%.?%d*)(.)") do
        do
            local __continue3
            repeat
                if conversion == "%" then
                    __continue3 = true
                    break
                end
                position = position + 1
                local start = string.find(conversion, INTEGER_CONVERSIONS)
                if start == nil then
                    __continue3 = true
                    break
                end
                local value = tonumber((select(position, ...)))
                if value ~= nil and not (value >= INT32_MIN and value <= INT32_MAX) then
                    error(
                        ((("bad argument #" .. tostring(position + 1)) .. " to 'format' (integer overflow attempting to store ") .. tostring(value)) .. ")",
                        2
                    )
                end
                __continue3 = true
            until true
            if not __continue3 then
                break
            end
        end
    end
    return string.format(pattern, ...)
end
return ____exports
 end,
["realm.lua.mathematics"] = function(...) 
local ____exports = {}
local ____types = require("realm.lua.types")
local define = ____types.define
local floor = math.floor
local function createRandomFunction(random)
    return function(low, high)
        if low == nil then
            return random:next()
        end
        local first = high == nil and 1 or floor(low)
        local last = floor(high or low)
        if first > last then
            error("bad argument to 'random' (interval is empty)", 2)
        end
        return random:integer(first, last)
    end
end
function ____exports.installMathematics(environment, library, random)
    library.randomseed = nil
    library.random = createRandomFunction(random)
    local names = {
        "abs",
        "ceil",
        "exp",
        "floor",
        "frexp",
        "ldexp",
        "log",
        "log10",
        "max",
        "min",
        "random",
        "sqrt"
    }
    for ____, name in ipairs(names) do
        environment[name] = library[name]
    end
    define(
        environment,
        {
            PI = math.pi,
            mod = math.fmod,
            sin = function(degrees) return math.sin(math.rad(degrees)) end,
            cos = function(degrees) return math.cos(math.rad(degrees)) end,
            tan = function(degrees) return math.tan(math.rad(degrees)) end,
            asin = function(x) return math.deg(math.asin(x)) end,
            acos = function(x) return math.deg(math.acos(x)) end,
            atan = function(x) return math.deg(math.atan(x)) end,
            atan2 = function(y, x) return math.deg(math.atan2(y, x)) end,
            deg = math.deg,
            rad = math.rad
        }
    )
end
return ____exports
 end,
["realm.lua.strings"] = function(...) 
local ____exports = {}
local ____types = require("realm.lua.types")
local define = ____types.define
local function split(delimiters, text, pieces)
    local result = {}
    local start = 1
    local escaped = string.gsub(delimiters, "%W", "%%%0")
    local pattern = ("[" .. escaped) .. "]"
    while pieces == nil or #result + 1 < pieces do
        local found = string.find(text, pattern, start)
        if found == nil then
            break
        end
        result[#result + 1] = string.sub(text, start, found - 1)
        start = found + 1
    end
    result[#result + 1] = string.sub(text, start)
    return result
end
local function strsplit(delimiters, text, pieces)
    return unpack(split(delimiters, text, pieces))
end
local function strjoin(delimiter, ...)
    local parts = {...}
    return table.concat(parts, delimiter)
end
local function strtrim(text, characters)
    local escaped = string.gsub(characters or " \t\r\n", "%W", "%%%0")
    local head = string.gsub(text, ("^[" .. escaped) .. "]+", "")
    local tail = string.gsub(head, ("[" .. escaped) .. "]+$", "")
    return tail
end
local function tostringall(...)
    local texts = {}
    for index = 1, select("#", ...) do
        texts[#texts + 1] = tostring((select(index, ...)))
    end
    return unpack(texts)
end
function ____exports.installStrings(environment, library)
    define(library, {split = strsplit, join = strjoin, trim = strtrim})
    define(environment, {
        strsplit = strsplit,
        strsplittable = split,
        strjoin = strjoin,
        strtrim = strtrim,
        tostringall = tostringall
    })
    local aliases = {
        format = "format",
        gmatch = "gmatch",
        gsub = "gsub",
        strbyte = "byte",
        strchar = "char",
        strfind = "find",
        strlen = "len",
        strlower = "lower",
        strmatch = "match",
        strrep = "rep",
        strrev = "reverse",
        strsub = "sub",
        strupper = "upper"
    }
    for name, original in pairs(aliases) do
        environment[name] = library[original]
    end
end
return ____exports
 end,
["realm.lua.tables"] = function(...) 
local ____exports = {}
local ____types = require("realm.lua.types")
local define = ____types.define
local function wipe(target)
    for key in pairs(target) do
        target[key] = nil
    end
    return target
end
local function copyTable(source)
    local copy = {}
    for key, value in pairs(source) do
        copy[key] = type(value) == "table" and copyTable(value) or value
    end
    return copy
end
local function contains(list, wanted)
    for ____, value in pairs(list) do
        if value == wanted then
            return true
        end
    end
    return false
end
local function mixin(target, ...)
    local sources = {...}
    for ____, source in ipairs(sources) do
        for key, value in pairs(source) do
            target[key] = value
        end
    end
    return target
end
function ____exports.installTables(environment, library)
    library.wipe = wipe
    define(
        environment,
        {
            wipe = wipe,
            tinsert = table.insert,
            tremove = table.remove,
            sort = table.sort,
            CopyTable = copyTable,
            tContains = contains,
            Mixin = mixin,
            CreateFromMixins = function(...) return mixin({}, ...) end
        }
    )
end
return ____exports
 end,
["realm.lua.sandbox"] = function(...) 
local ____exports = {}
local ____bit = require("realm.lua.bit")
local createBitLibrary = ____bit.createBitLibrary
local ____format = require("realm.lua.format")
local format = ____format.format
local ____mathematics = require("realm.lua.mathematics")
local installMathematics = ____mathematics.installMathematics
local ____strings = require("realm.lua.strings")
local installStrings = ____strings.installStrings
local ____tables = require("realm.lua.tables")
local installTables = ____tables.installTables
local ____types = require("realm.lua.types")
local define = ____types.define
local realmGlobals = _G
local BASE_FUNCTIONS = {
    "assert",
    "collectgarbage",
    "error",
    "gcinfo",
    "getmetatable",
    "ipairs",
    "newproxy",
    "next",
    "pairs",
    "pcall",
    "rawequal",
    "rawget",
    "rawset",
    "select",
    "setmetatable",
    "tonumber",
    "tostring",
    "type",
    "unpack"
}
local function copyLibrary(name)
    local copy = {}
    for key, value in pairs(realmGlobals[name]) do
        copy[key] = value
    end
    return copy
end
local function installEnvironmentFunctions(environment)
    define(
        environment,
        {
            loadstring = function(source, name)
                if string.byte(source) == 27 then
                    return nil, "binary chunks are not allowed"
                end
                local chunk, message = loadstring(source, name or source)
                if chunk == nil then
                    return nil, message
                end
                setfenv(chunk, environment)
                return chunk
            end,
            getfenv = function(target)
                if target == 0 then
                    return environment
                end
                local wanted = target == nil and 2 or (type(target) == "number" and target + 1 or target)
                local found = getfenv(wanted)
                return found == realmGlobals and environment or found
            end,
            setfenv = function(target, replacement)
                if target == 0 then
                    error("realm: setfenv: the environment of a thread cannot be changed here", 2)
                end
                local wanted = type(target) == "number" and target + 1 or target
                local result = setfenv(wanted, replacement)
                return result
            end
        }
    )
end
function ____exports.createSandbox(random)
    local environment = {}
    environment._G = environment
    environment._VERSION = _VERSION
    for ____, name in ipairs(BASE_FUNCTIONS) do
        environment[name] = realmGlobals[name]
    end
    local strings = copyLibrary("string")
    strings.dump = nil
    strings.format = format
    local tables = copyLibrary("table")
    local mathematics = copyLibrary("math")
    define(
        environment,
        {
            string = strings,
            table = tables,
            math = mathematics,
            coroutine = copyLibrary("coroutine"),
            ["bit"] = createBitLibrary(),
            xpcall = function(body, handler, ...)
                local args = {...}
                local count = select("#", ...)
                return xpcall(
                    function() return body(unpack(args, 1, count)) end,
                    handler
                )
            end
        }
    )
    environment.coroutine.close = nil
    installEnvironmentFunctions(environment)
    installStrings(environment, strings)
    installTables(environment, tables)
    installMathematics(environment, mathematics, random)
    return {environment = environment, strings = strings}
end
return ____exports
 end,
["realm.client.session"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____addon_2Dapi = require("realm.api.addon-api")
local installAddons = ____addon_2Dapi.installAddons
local ____chat_2Dapi = require("realm.api.chat-api")
local installChat = ____chat_2Dapi.installChat
local ____error_2Dapi = require("realm.api.error-api")
local installErrors = ____error_2Dapi.installErrors
local ____faux_2Dscroll = require("realm.api.faux-scroll")
local installFauxScroll = ____faux_2Dscroll.installFauxScroll
local ____group_2Dapi = require("realm.api.group-api")
local installGroups = ____group_2Dapi.installGroups
local ____guild_2Dapi = require("realm.api.guild-api")
local installGuild = ____guild_2Dapi.installGuild
local ____time_2Dapi = require("realm.api.time-api")
local installTime = ____time_2Dapi.installTime
local ____unit_2Dapi = require("realm.api.unit-api")
local installUnits = ____unit_2Dapi.installUnits
local ____ui_2Dapi = require("realm.api.ui-api")
local installUserInterface = ____ui_2Dapi.installUserInterface
local ____lib_2Dstub = require("realm.addons.lib-stub")
local createLibStub = ____lib_2Dstub.createLibStub
local ____sandbox = require("realm.lua.sandbox")
local createSandbox = ____sandbox.createSandbox
local ____types = require("realm.lua.types")
local pack = ____types.pack
local ____natives = require("realm.natives")
local installNatives = ____natives.installNatives
local ____call_2Dguard = require("realm.client.call-guard")
local CallGuard = ____call_2Dguard.CallGuard
local ____event_2Dhub = require("realm.client.event-hub")
local EventHub = ____event_2Dhub.EventHub
local ____frames = require("realm.client.frames")
local FrameFactory = ____frames.FrameFactory
local ____loading_2Dscreen = require("realm.client.loading-screen")
local LoadingScreen = ____loading_2Dscreen.LoadingScreen
function ____exports.createSession(options)
    local defaultHandler
    local ____options_0 = options
    local channel = ____options_0.channel
    local clock = ____options_0.clock
    local host = ____options_0.host
    local ____createSandbox_result_1 = createSandbox(options.random)
    local environment = ____createSandbox_result_1.environment
    local strings = ____createSandbox_result_1.strings
    local function report(message, stack)
        host:reportError(message, stack)
        local handler = environment.geterrorhandler()
        if handler ~= defaultHandler then
            pcall(handler, message)
        end
    end
    local guard = __TS__New(
        CallGuard,
        strings,
        report,
        function(what, ms) return host:noteCallback(what, ms) end
    )
    local screen = __TS__New(LoadingScreen)
    local hub = __TS__New(
        EventHub,
        guard,
        clock,
        options.knownEvents,
        screen
    )
    local frames = __TS__New(
        FrameFactory,
        hub,
        environment,
        function(name, script, frame, first, ...) return guard:callWith(
            name,
            script,
            frame,
            first,
            pack(...)
        ) end
    )
    local session = {
        environment = environment,
        guard = guard,
        hub = hub,
        frames = frames,
        screen = screen,
        prefixes = {},
        loadedAddons = {},
        isLoggedIn = false,
        isAlive = true
    }
    local context = {host = host, session = session, channel = channel, clock = clock}
    installErrors(context)
    defaultHandler = environment.geterrorhandler()
    installTime(context)
    installUnits(context)
    installGuild(context)
    installGroups(context)
    installChat(context)
    installUserInterface(context)
    installFauxScroll(context)
    installAddons(context)
    environment.LibStub = createLibStub()
    installNatives(environment, options.natives)
    return session
end
return ____exports
 end,
["realm.client.slash"] = function(...) 
local ____exports = {}
local function findHandler(environment, command)
    local keys = {}
    for key in pairs(environment.SlashCmdList) do
        keys[#keys + 1] = key
    end
    table.sort(keys)
    for ____, key in ipairs(keys) do
        local number = 1
        local name = environment[("SLASH_" .. key) .. "1"]
        while name ~= nil do
            if string.lower(name) == command then
                return environment.SlashCmdList[key]
            end
            number = number + 1
            name = environment[("SLASH_" .. key) .. tostring(number)]
        end
    end
    return nil
end
function ____exports.runSlashCommand(session, text, lastError)
    local command, rest = string.match(text, "^(/%S+)%s*(.-)%s*$")
    local ____temp_0
    if command == nil then
        ____temp_0 = nil
    else
        ____temp_0 = findHandler(
            session.environment,
            string.lower(command)
        )
    end
    local handler = ____temp_0
    if handler == nil then
        local hint = lastError == nil and "" or "; the client's last error: " .. lastError
        return error((("realm: slash: no such command: \"" .. text) .. "\"") .. hint, 3)
    end
    session.guard:call(command, handler, rest, session.environment.DEFAULT_CHAT_FRAME)
end
return ____exports
 end,
["realm.client.client"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ClassExtends = ____lualib.__TS__ClassExtends
local __TS__New = ____lualib.__TS__New
local __TS__InstanceOf = ____lualib.__TS__InstanceOf
local ____exports = {}
local ____action = require("realm.clock.action")
local Action = ____action.Action
local ____addon_2Dloader = require("realm.client.addon-loader")
local AddonLoader = ____addon_2Dloader.AddonLoader
local ____member = require("realm.world.member")
local asMember = ____member.asMember
local ____character = require("realm.client.character")
local Character = ____character.Character
local ____events = require("realm.client.events")
local createEventSet = ____events.createEventSet
local ____session = require("realm.client.session")
local createSession = ____session.createSession
local ____slash = require("realm.client.slash")
local runSlashCommand = ____slash.runSlashCommand
____exports.Client = __TS__Class()
local Client = ____exports.Client
Client.name = "Client"
__TS__ClassExtends(Client, Character)
function Client.prototype.____constructor(self, world, options, guidNumber, random)
    Character.prototype.____constructor(self, world, options, guidNumber)
    self.random = random
    self.env = {}
    self.addons = options.addons or ({})
    self.loader = __TS__New(
        AddonLoader,
        self,
        self,
        world.chunks,
        world.store
    )
end
function Client.prototype.login(self)
    if self.isOnline then
        error(("realm: login: " .. self.fullName) .. " is online already", 2)
    end
    if self.world.accounts[self.account] ~= nil then
        error(("realm: login: account " .. self.account) .. " is in use", 2)
    end
    self.world.accounts[self.account] = true
    self.isOnline = true
    self.isConnected = true
    self.logins = self.logins + 1
    self.hasGuildInfo = self.world.guildInfoDelay <= 0
    self.hasRoster = self.world.rosterDelay <= 0
    self:begin(true)
    self:awaitGuild(self.world.guildInfoDelay, self.world.rosterDelay)
end
function Client.prototype.logout(self)
    self:finish("logout")
    self:leave()
end
function Client.prototype.reload(self)
    self:requireFrames("reload")
    self:finish("reload")
    self:begin(false)
end
function Client.prototype.crash(self)
    self:close(self:requireOnline("crash"))
    self:leave()
end
function Client.prototype.showLoadingScreen(self, seconds)
    local session = self:requireFrames("showLoadingScreen")
    self:fire("PLAYER_LEAVING_WORLD")
    session.screen.isUp = true
    local start = self.world.clock.now
    self.world.clock:schedule(
        __TS__New(
            Action,
            function() return self:hideLoadingScreen(session, start) end
        ),
        seconds
    )
end
function Client.prototype.isLoading(self)
    return self.isOnline and self:requireSession().screen.isUp
end
function Client.prototype.disconnect(self)
    self.isConnected = false
end
function Client.prototype.reconnect(self)
    self.isConnected = true
end
function Client.prototype.setAddons(self, addons)
    self.addons = addons
end
function Client.prototype.setLockdown(self, isActive, restriction)
    if restriction == nil then
        restriction = 1
    end
    if self.restrictions:has(restriction) == isActive then
        return
    end
    local event = "ADDON_RESTRICTION_STATE_CHANGED"
    if isActive then
        self:fire(event, restriction, 1)
    end
    self.restrictions:set(restriction, isActive)
    if not isActive then
        self:fire(event, restriction, 0)
    end
end
function Client.prototype.setCombat(self, isActive)
    if self.isInCombat == isActive then
        return
    end
    self.isInCombat = isActive
    self:fire(isActive and "PLAYER_REGEN_DISABLED" or "PLAYER_REGEN_ENABLED")
    self:setLockdown(isActive, 0)
end
function Client.prototype.setInstance(self, isInside)
    self.inInstance = isInside
end
function Client.prototype.setTarget(self, target)
    local isMember = target == nil or __TS__InstanceOf(target, ____exports.Client)
    local ____isMember_0
    if isMember then
        ____isMember_0 = target
    else
        ____isMember_0 = asMember(target, self.normalizedRealm)
    end
    self.target = ____isMember_0
    self:fire("PLAYER_TARGET_CHANGED")
end
function Client.prototype.slash(self, text)
    runSlashCommand(
        self:requireFrames("slash"),
        text,
        self.lastError
    )
end
function Client.prototype.run(self, source, ...)
    local session = self:requireOnline("run")
    local chunk, message = loadstring(source, "=run")
    if chunk == nil then
        return error(message, 2)
    end
    setfenv(chunk, session.environment)
    return session.guard:evaluate(chunk, ...)
end
function Client.prototype.evaluate(self, expression)
    local value = self:run("return " .. expression)
    return value
end
function Client.prototype.call(self, path, ...)
    local session = self:requireOnline("call")
    local found = session.environment
    for part in string.gmatch(path, "[^.]+") do
        local ____opt_result_3
        if found ~= nil then
            ____opt_result_3 = found[part]
        end
        found = ____opt_result_3
    end
    if found == nil then
        error(("realm: call: no function \"" .. path) .. "\"", 2)
    end
    return session.guard:evaluate(found, ...)
end
function Client.prototype.getLongestCallback(self)
    return self:requireSession().guard:getLongest()
end
function Client.prototype.resetLongestCallback(self)
    self:requireSession().guard:resetLongest()
end
function Client.prototype.getSavedText(self, addon)
    return self.world.store:read(self.loader:accountFile(addon))
end
function Client.prototype.setSavedText(self, addon, text)
    self.world.store:write(
        self.loader:accountFile(addon),
        text
    )
end
function Client.prototype.endByServer(self)
    self:logout()
end
function Client.prototype.begin(self, isLogin)
    local session = createSession({
        host = self,
        channel = self.world.channel,
        clock = self.world.clock,
        random = self.random,
        knownEvents = createEventSet(self.options.events or ({}), self.options.missingEvents or ({})),
        natives = self.options.natives or ({})
    })
    self.session = session
    self.env = session.environment
    self.loader:load(session, self.addons)
    session.isLoggedIn = true
    self:fire("PLAYER_LOGIN")
    self:fire("PLAYER_ENTERING_WORLD", isLogin, not isLogin)
end
function Client.prototype.finish(self, what)
    local session = self:requireOnline(what)
    if not session.screen.isUp then
        self:fire("PLAYER_LEAVING_WORLD")
    end
    local ____self_4 = session.screen
    ____self_4["end"](____self_4)
    self:fire("PLAYER_LOGOUT")
    self.loader:save(session)
    self:close(session)
end
function Client.prototype.hideLoadingScreen(self, session, start)
    if not session.isAlive then
        return
    end
    local ____self_5 = session.screen
    local events, timers = ____self_5["end"](____self_5)
    local function drawFrame()
        for ____, run in ipairs(timers) do
            run()
        end
        session.hub:draw(self.world.clock.now - start)
    end
    local isFrameFirst = self.random:chance(0.5)
    if isFrameFirst then
        drawFrame()
    end
    self:fire("PLAYER_ENTERING_WORLD", false, false)
    for ____, fire in ipairs(events) do
        fire()
    end
    if not isFrameFirst then
        drawFrame()
    end
end
function Client.prototype.close(self, session)
    session.isAlive = false
    session.hub:close()
end
function Client.prototype.leave(self)
    self.isOnline = false
    self:announceOffline()
    self.world.accounts[self.account] = nil
end
function Client.prototype.requireOnline(self, what)
    if not self.isOnline then
        error(((("realm: " .. what) .. ": ") .. self.fullName) .. " is offline", 3)
    end
    return self.session
end
function Client.prototype.requireFrames(self, what)
    local session = self:requireOnline(what)
    if session.screen.isUp then
        error(((("realm: " .. what) .. ": ") .. self.fullName) .. " is behind a loading screen", 3)
    end
    return session
end
function Client.prototype.requireSession(self)
    if self.session == nil then
        error(("realm: " .. self.fullName) .. " has never been online", 3)
    end
    return self.session
end
return ____exports
 end,
["realm.world.grouping"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__SparseArrayNew = ____lualib.__TS__SparseArrayNew
local __TS__SparseArrayPush = ____lualib.__TS__SparseArrayPush
local __TS__SparseArraySpread = ____lualib.__TS__SparseArraySpread
local ____exports = {}
local function announce(members)
    for ____, member in ipairs(members) do
        member:fire("GROUP_ROSTER_UPDATE")
    end
end
function ____exports.leaveGroup(character)
    local group = character.group
    if group == nil then
        return
    end
    local others = __TS__ArrayFilter(
        group.members,
        function(____, member) return member ~= character end
    )
    local masterLooters = __TS__ArrayFilter(
        group.masterLooters,
        function(____, member) return member ~= character end
    )
    local next = #others > 1 and __TS__ObjectAssign({}, group, {members = others, masterLooters = masterLooters}) or nil
    for ____, member in ipairs(others) do
        member.group = next
    end
    character.group = nil
    announce(group.members)
end
function ____exports.formGroup(members, isRaid, isInstance)
    for ____, member in ipairs(members) do
        ____exports.leaveGroup(member)
    end
    local group = {
        isRaid = isRaid,
        isInstance = isInstance,
        members = {unpack(members)},
        assistants = {},
        masterLooters = {}
    }
    for ____, member in ipairs(members) do
        member.group = group
    end
    announce(members)
end
function ____exports.joinGroup(character, other)
    local group = other.group
    if group == nil then
        return error(("realm: " .. other.fullName) .. " is in no group", 0)
    end
    if character.group == group then
        return
    end
    ____exports.leaveGroup(character)
    local ____array_0 = __TS__SparseArrayNew(unpack(group.members))
    __TS__SparseArrayPush(____array_0, character)
    local next = __TS__ObjectAssign(
        {},
        group,
        {members = {__TS__SparseArraySpread(____array_0)}}
    )
    for ____, member in ipairs(next.members) do
        member.group = next
    end
    announce(next.members)
end
local function changeGroup(character, changes, event)
    local group = character.group
    if group == nil then
        return error(("realm: " .. character.fullName) .. " is in no group", 0)
    end
    local next = __TS__ObjectAssign({}, group, changes)
    for ____, member in ipairs(group.members) do
        member.group = next
    end
    for ____, member in ipairs(group.members) do
        member:fire(event)
    end
end
function ____exports.setAssistant(character, isAssistant)
    local ____opt_1 = character.group
    local others = __TS__ArrayFilter(
        ____opt_1 and ____opt_1.assistants or ({}),
        function(____, member) return member ~= character end
    )
    local ____changeGroup_6 = changeGroup
    local ____character_5 = character
    local ____isAssistant_4
    if isAssistant then
        local ____array_3 = __TS__SparseArrayNew(unpack(others))
        __TS__SparseArrayPush(____array_3, character)
        ____isAssistant_4 = {__TS__SparseArraySpread(____array_3)}
    else
        ____isAssistant_4 = others
    end
    ____changeGroup_6(____character_5, {assistants = ____isAssistant_4}, "GROUP_ROSTER_UPDATE")
end
function ____exports.setMasterLooter(character, isMasterLooter)
    changeGroup(character, {masterLooters = isMasterLooter and ({character}) or ({})}, "PARTY_LOOT_METHOD_CHANGED")
end
return ____exports
 end,
["src.codec.integers"] = function(...) 
local ____exports = {}
local byte = string.byte
local char = string.char
function ____exports.packU16(value)
    local low = value % 256
    return char((value - low) / 256, low)
end
function ____exports.packU24(value)
    local low = value % 256
    local middle = value % 65536
    return char((value - middle) / 65536, (middle - low) / 256, low)
end
function ____exports.packU32(value)
    local b4 = value % 256
    local low16 = value % 65536
    local low24 = value % 16777216
    return char((value - low24) / 16777216, (low24 - low16) / 65536, (low16 - b4) / 256, b4)
end
function ____exports.readU16(bytes, position)
    local b1, b2 = byte(bytes, position, position + 1)
    if b2 == nil then
        return nil
    end
    return b1 * 256 + b2
end
function ____exports.readU24(bytes, position)
    local b1, b2, b3 = byte(bytes, position, position + 2)
    if b3 == nil then
        return nil
    end
    return b1 * 65536 + b2 * 256 + b3
end
function ____exports.readU32(bytes, position)
    local b1, b2, b3, b4 = byte(bytes, position, position + 3)
    if b4 == nil then
        return nil
    end
    return b1 * 16777216 + b2 * 65536 + b3 * 256 + b4
end
return ____exports
 end,
["src.codec.cbor-head"] = function(...) 
local ____exports = {}
local ____integers = require("src.codec.integers")
local packU16 = ____integers.packU16
local packU32 = ____integers.packU32
local readU16 = ____integers.readU16
local readU32 = ____integers.readU32
local byte = string.byte
local char = string.char
____exports.MAX_INTEGER = 2 ^ 53
____exports.MAX_DEPTH = 16
local TWO_32 = 4294967296
local MAX_HIGH = 2097152
____exports.TRUNCATED = "truncated"
____exports.NOT_CANONICAL = "not canonical"
____exports.NOT_SUPPORTED = "not supported"
____exports.TOO_DEEP = "a table nested deeper than 16 levels"
function ____exports.encodeHead(major, argument)
    local first = major * 32
    if argument < 24 then
        return char(first + argument)
    end
    if argument < 256 then
        return char(first + 24, argument)
    end
    if argument < 65536 then
        return char(first + 25) .. packU16(argument)
    end
    if argument < TWO_32 then
        return char(first + 26) .. packU32(argument)
    end
    local low = argument % TWO_32
    return (char(first + 27) .. packU32((argument - low) / TWO_32)) .. packU32(low)
end
function ____exports.readArgument(bytes, position, info)
    if info < 24 then
        return info, position + 1
    end
    if info == 24 then
        local argument = byte(bytes, position + 1)
        if argument == nil then
            return nil, ____exports.TRUNCATED
        end
        if argument < 24 then
            return nil, ____exports.NOT_CANONICAL
        end
        return argument, position + 2
    end
    if info == 25 then
        local argument = readU16(bytes, position + 1)
        if argument == nil then
            return nil, ____exports.TRUNCATED
        end
        if argument < 256 then
            return nil, ____exports.NOT_CANONICAL
        end
        return argument, position + 3
    end
    if info == 26 then
        local argument = readU32(bytes, position + 1)
        if argument == nil then
            return nil, ____exports.TRUNCATED
        end
        if argument < 65536 then
            return nil, ____exports.NOT_CANONICAL
        end
        return argument, position + 5
    end
    if info == 27 then
        local high = readU32(bytes, position + 1)
        local low = readU32(bytes, position + 5)
        if high == nil or low == nil then
            return nil, ____exports.TRUNCATED
        end
        if high == 0 then
            return nil, ____exports.NOT_CANONICAL
        end
        if high > MAX_HIGH or high == MAX_HIGH and low > 0 then
            return nil, ____exports.NOT_SUPPORTED
        end
        return high * TWO_32 + low, position + 9
    end
    return nil, ____exports.NOT_SUPPORTED
end
return ____exports
 end,
["src.codec.cbor-float"] = function(...) 
local ____exports = {}
local ____cbor_2Dhead = require("src.codec.cbor-head")
local MAX_INTEGER = ____cbor_2Dhead.MAX_INTEGER
local NOT_CANONICAL = ____cbor_2Dhead.NOT_CANONICAL
local NOT_SUPPORTED = ____cbor_2Dhead.NOT_SUPPORTED
local TRUNCATED = ____cbor_2Dhead.TRUNCATED
local ____integers = require("src.codec.integers")
local packU16 = ____integers.packU16
local packU32 = ____integers.packU32
local readU16 = ____integers.readU16
local readU32 = ____integers.readU32
local char = string.char
local floor = math.floor
local ldexp = math.ldexp
local sub = string.sub
local frexp = math.frexp
local HALF_FRACTION = 10
local HALF_BIAS = 15
local SINGLE_FRACTION = 23
local SINGLE_BIAS = 127
local DOUBLE_FRACTION = 52
local DOUBLE_BIAS = 1023
local TWO_10 = 1024
local TWO_15 = 32768
local TWO_20 = 1048576
local TWO_23 = 8388608
local TWO_31 = 2147483648
local TWO_32 = 4294967296
local function split(magnitude, fractionBits, bias)
    local significand, power = frexp(magnitude)
    local exponent = power - 1 + bias
    if exponent > 2 * bias then
        return nil, nil
    end
    local fraction
    if exponent > 0 then
        fraction = ldexp(2 * significand - 1, fractionBits)
    else
        exponent = 0
        fraction = ldexp(magnitude, fractionBits + bias - 1)
    end
    if floor(fraction) ~= fraction then
        return nil, nil
    end
    return exponent, fraction
end
local function join(exponent, fraction, fractionBits, bias)
    if exponent == 0 then
        return ldexp(fraction, 1 - bias - fractionBits)
    end
    return ldexp(
        fraction + ldexp(1, fractionBits),
        exponent - bias - fractionBits
    )
end
function ____exports.encodeFloat(value)
    local sign = value < 0 and 1 or 0
    local magnitude = value < 0 and -value or value
    local halfExponent, halfFraction = split(magnitude, HALF_FRACTION, HALF_BIAS)
    if halfExponent ~= nil then
        return char(249) .. packU16(sign * TWO_15 + halfExponent * TWO_10 + halfFraction)
    end
    local singleExponent, singleFraction = split(magnitude, SINGLE_FRACTION, SINGLE_BIAS)
    if singleExponent ~= nil then
        return char(250) .. packU32(sign * TWO_31 + singleExponent * TWO_23 + singleFraction)
    end
    local exponent, fraction = split(magnitude, DOUBLE_FRACTION, DOUBLE_BIAS)
    local low = fraction % TWO_32
    local high = sign * TWO_31 + exponent * TWO_20 + (fraction - low) / TWO_32
    return (char(251) .. packU32(high)) .. packU32(low)
end
local function readValue(bytes, position, head)
    local sign
    local exponent
    local fraction
    local fractionBits = DOUBLE_FRACTION
    local bias = DOUBLE_BIAS
    local next = position + 9
    if head == 249 then
        local bits = readU16(bytes, position + 1)
        if bits == nil then
            return nil, TRUNCATED
        end
        fraction = bits % TWO_10
        exponent = (bits - fraction) / TWO_10
        fractionBits = HALF_FRACTION
        bias = HALF_BIAS
        next = position + 3
    else
        local bits = readU32(bytes, position + 1)
        if bits == nil then
            return nil, TRUNCATED
        end
        if head == 250 then
            fraction = bits % TWO_23
            exponent = (bits - fraction) / TWO_23
            fractionBits = SINGLE_FRACTION
            bias = SINGLE_BIAS
            next = position + 5
        else
            local low = readU32(bytes, position + 5)
            if low == nil then
                return nil, TRUNCATED
            end
            local top = bits % TWO_20
            fraction = top * TWO_32 + low
            exponent = (bits - top) / TWO_20
        end
    end
    sign = 1
    if exponent > 2 * bias + 1 then
        sign = -1
        exponent = exponent - (2 * bias + 2)
    end
    if exponent > 2 * bias then
        return nil, NOT_SUPPORTED
    end
    return sign * join(exponent, fraction, fractionBits, bias), next
end
function ____exports.readFloat(bytes, position, head)
    local value, next = readValue(bytes, position, head)
    if value == nil then
        return nil, next
    end
    if floor(value) == value and value >= -MAX_INTEGER and value <= MAX_INTEGER then
        return nil, NOT_CANONICAL
    end
    if ____exports.encodeFloat(value) ~= sub(bytes, position, next - 1) then
        return nil, NOT_CANONICAL
    end
    return value, next
end
return ____exports
 end,
["src.codec.compare"] = function(...) 
local ____exports = {}
local byte = string.byte
local STRIDE = 4
function ____exports.bytesLess(a, b)
    if a == b then
        return false
    end
    local position = 1
    while true do
        local a1, a2, a3, a4 = byte(a, position, position + 3)
        local b1, b2, b3, b4 = byte(b, position, position + 3)
        if a1 ~= b1 then
            return b1 ~= nil and (a1 == nil or a1 < b1)
        end
        if a2 ~= b2 then
            return b2 ~= nil and (a2 == nil or a2 < b2)
        end
        if a3 ~= b3 then
            return b3 ~= nil and (a3 == nil or a3 < b3)
        end
        if a4 ~= b4 then
            return b4 ~= nil and (a4 == nil or a4 < b4)
        end
        position = position + STRIDE
    end
end
return ____exports
 end,
["src.codec.utf8"] = function(...) 
local ____exports = {}
local byte = string.byte
local char = string.char
local find = string.find
local NON_ASCII = ((("[" .. char(128)) .. "-") .. char(255)) .. "]"
local function isContinuation(value)
    return value ~= nil and value >= 128 and value <= 191
end
local function measureCharacter(text, position)
    local b1, b2, b3, b4 = byte(text, position, position + 3)
    if b1 < 194 or b1 > 244 or not isContinuation(b2) then
        return 0
    end
    if b1 < 224 then
        return 2
    end
    if not isContinuation(b3) then
        return 0
    end
    if b1 < 240 then
        if b1 == 224 and b2 < 160 or b1 == 237 and b2 > 159 then
            return 0
        end
        return 3
    end
    if not isContinuation(b4) or b1 == 240 and b2 < 144 or b1 == 244 and b2 > 143 then
        return 0
    end
    return 4
end
function ____exports.isUtf8(text)
    local position = find(text, NON_ASCII)
    while position ~= nil do
        local width = measureCharacter(text, position)
        if width == 0 then
            return false
        end
        position = find(text, NON_ASCII, position + width)
    end
    return true
end
return ____exports
 end,
["src.codec.cbor-decode"] = function(...) 
local ____exports = {}
local decodeInteger, readString, decodeString, decodeArray, decodeMap, decodeItem, byte, sub, NOT_UTF8
local ____cbor_2Dfloat = require("src.codec.cbor-float")
local readFloat = ____cbor_2Dfloat.readFloat
local ____cbor_2Dhead = require("src.codec.cbor-head")
local MAX_DEPTH = ____cbor_2Dhead.MAX_DEPTH
local MAX_INTEGER = ____cbor_2Dhead.MAX_INTEGER
local NOT_CANONICAL = ____cbor_2Dhead.NOT_CANONICAL
local NOT_SUPPORTED = ____cbor_2Dhead.NOT_SUPPORTED
local readArgument = ____cbor_2Dhead.readArgument
local TOO_DEEP = ____cbor_2Dhead.TOO_DEEP
local TRUNCATED = ____cbor_2Dhead.TRUNCATED
local ____compare = require("src.codec.compare")
local bytesLess = ____compare.bytesLess
local ____utf8 = require("src.codec.utf8")
local isUtf8 = ____utf8.isUtf8
function decodeInteger(bytes, position, head)
    local isNegative = head >= 32
    local argument, next = readArgument(bytes, position, isNegative and head - 32 or head)
    if argument == nil then
        return next, nil
    end
    if not isNegative then
        return argument, next
    end
    if argument == MAX_INTEGER then
        return NOT_SUPPORTED, nil
    end
    return -1 - argument, next
end
function readString(bytes, position, info)
    local length, start = readArgument(bytes, position, info)
    if length == nil then
        return nil, start
    end
    local content = sub(bytes, start, start + length - 1)
    if #content < length then
        return nil, TRUNCATED
    end
    return content, start + length
end
function decodeString(bytes, position, head)
    local isText = head >= 96
    local content, next = readString(bytes, position, head - (isText and 96 or 64))
    if content == nil then
        return next, nil
    end
    if isUtf8(content) == isText then
        return content, next
    end
    return isText and NOT_UTF8 or NOT_CANONICAL, nil
end
function decodeArray(bytes, position, head, depth)
    local count, start = readArgument(bytes, position, head - 128)
    if count == nil then
        return start, nil
    end
    if depth >= MAX_DEPTH then
        return TOO_DEEP, nil
    end
    if count > #bytes - start + 1 then
        return TRUNCATED, nil
    end
    local list = {}
    local at = start
    for index = 1, count do
        local value, next = decodeItem(
            bytes,
            at,
            byte(bytes, at),
            depth + 1
        )
        if next == nil then
            return value, nil
        end
        list[index] = value
        at = next
    end
    return list, at
end
function decodeMap(bytes, position, head, depth)
    local count, start = readArgument(bytes, position, head - 160)
    if count == nil then
        return start, nil
    end
    if depth >= MAX_DEPTH then
        return TOO_DEEP, nil
    end
    if 2 * count > #bytes - start + 1 then
        return TRUNCATED, nil
    end
    local map = {}
    local at = start
    local previousKey = ""
    local isSequence = true
    for index = 1, count do
        local keyHead = byte(bytes, at)
        if keyHead == nil then
            return TRUNCATED, nil
        end
        if keyHead >= 128 and keyHead < 192 then
            return NOT_SUPPORTED, nil
        end
        local key, afterKey = decodeItem(bytes, at, keyHead, depth + 1)
        if afterKey == nil then
            return key, nil
        end
        local keyBytes = sub(bytes, at, afterKey - 1)
        if not bytesLess(previousKey, keyBytes) then
            return NOT_CANONICAL, nil
        end
        previousKey = keyBytes
        if key ~= index then
            isSequence = false
        end
        local value, next = decodeItem(
            bytes,
            afterKey,
            byte(bytes, afterKey),
            depth + 1
        )
        if next == nil then
            return value, nil
        end
        map[key] = value
        at = next
    end
    if isSequence then
        return NOT_CANONICAL, nil
    end
    return map, at
end
function decodeItem(bytes, position, head, depth)
    if head == nil then
        return TRUNCATED, nil
    end
    if head < 24 then
        return head, position + 1
    end
    if head >= 96 and head < 96 + 24 then
        local length = head - 96
        local content = sub(bytes, position + 1, position + length)
        if #content == length and isUtf8(content) then
            return content, position + 1 + length
        end
    end
    if head < 64 then
        return decodeInteger(bytes, position, head)
    end
    if head < 128 then
        return decodeString(bytes, position, head)
    end
    if head < 160 then
        return decodeArray(bytes, position, head, depth)
    end
    if head < 192 then
        return decodeMap(bytes, position, head, depth)
    end
    if head == 244 then
        return false, position + 1
    end
    if head == 245 then
        return true, position + 1
    end
    if head >= 249 and head <= 251 then
        local value, next = readFloat(bytes, position, head)
        if value == nil then
            return next, nil
        end
        return value, next
    end
    return NOT_SUPPORTED, nil
end
byte = string.byte
sub = string.sub
NOT_UTF8 = "text that is not UTF-8"
function ____exports.decodeCbor(bytes, position)
    local head = byte(bytes, position)
    if head ~= nil and head < 24 then
        return true, head, position + 1
    end
    if head == 246 then
        return true, nil, position + 1
    end
    local value, next = decodeItem(bytes, position, head, 0)
    if next == nil then
        return false, value
    end
    return true, value, next
end
function ____exports.readByteString(bytes, position)
    local head = byte(bytes, position)
    if head == nil or head < 64 or head >= 96 then
        return nil, nil
    end
    local content, next = readString(bytes, position, head - 64)
    if content == nil then
        return nil, nil
    end
    return content, next
end
return ____exports
 end,
["src.numbers"] = function(...) 
local ____exports = {}
local floor = math.floor
local MAX_FINITE = 1.7976931348623157e+308
local NEGATIVE_INFINITY = -math.huge
function ____exports.isFiniteNumber(value)
    return type(value) == "number" and value <= MAX_FINITE and not (value <= NEGATIVE_INFINITY)
end
function ____exports.isNumberWithin(value, low, high)
    return ____exports.isFiniteNumber(value) and value >= low and value <= high
end
function ____exports.isWholeWithin(value, low, high)
    return ____exports.isNumberWithin(value, low, high) and floor(value) == value
end
return ____exports
 end,
["src.codec.cbor-encode"] = function(...) 
local ____exports = {}
local pathStep, encodeNumber, encodeString, encodeKey, measure, encodeArray, encodeMap, encodeItem, concat, find, floor, sort, UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, FALSE, TRUE, NOT_FINITE, NOT_A_KEY
local ____cbor_2Dfloat = require("src.codec.cbor-float")
local encodeFloat = ____cbor_2Dfloat.encodeFloat
local ____cbor_2Dhead = require("src.codec.cbor-head")
local encodeHead = ____cbor_2Dhead.encodeHead
local MAX_DEPTH = ____cbor_2Dhead.MAX_DEPTH
local MAX_INTEGER = ____cbor_2Dhead.MAX_INTEGER
local TOO_DEEP = ____cbor_2Dhead.TOO_DEEP
local ____compare = require("src.codec.compare")
local bytesLess = ____compare.bytesLess
local ____numbers = require("src.numbers")
local isFiniteNumber = ____numbers.isFiniteNumber
local ____utf8 = require("src.codec.utf8")
local isUtf8 = ____utf8.isUtf8
function pathStep(key)
    if type(key) == "string" then
        local plain = find(key, "^[A-Za-z_][A-Za-z0-9_]*$")
        return plain == nil and string.format("[%q]", key) or "." .. key
    end
    return ("[" .. tostring(key)) .. "]"
end
function encodeNumber(value)
    if not isFiniteNumber(value) then
        return nil
    end
    if value >= -MAX_INTEGER and value <= MAX_INTEGER then
        if floor(value) ~= value then
            return encodeFloat(value)
        end
        return value < 0 and encodeHead(NEGATIVE, -1 - value) or encodeHead(UNSIGNED, value)
    end
    return encodeFloat(value)
end
function encodeString(value)
    return encodeHead(
        isUtf8(value) and TEXT or BYTES,
        #value
    ) .. value
end
function encodeKey(key)
    local kind = type(key)
    if kind == "string" then
        return encodeString(key)
    end
    if kind == "boolean" then
        return key == true and TRUE or FALSE
    end
    if kind ~= "number" then
        return nil, NOT_A_KEY
    end
    local bytes = encodeNumber(key)
    if bytes == nil then
        return nil, NOT_FINITE
    end
    return bytes
end
function measure(value)
    local count = 0
    local largest = 0
    local isSequence = true
    for key in pairs(value) do
        count = count + 1
        if isSequence then
            if type(key) == "number" and key >= 1 and floor(key) == key then
                if key > largest then
                    largest = key
                end
            else
                isSequence = false
            end
        end
    end
    return count, isSequence and largest == count
end
function encodeArray(value, count, depth)
    local parts = {encodeHead(ARRAY, count)}
    for index = 1, count do
        local bytes, reason, path = encodeItem(value[index], depth + 1)
        if bytes == nil then
            return nil, reason, pathStep(index) .. path
        end
        parts[index + 1] = bytes
    end
    return concat(parts)
end
function encodeMap(value, count, depth)
    local keys = {}
    local valueOf = {}
    local found = 0
    for key, item in pairs(value) do
        local keyBytes, keyReason = encodeKey(key)
        if keyBytes == nil then
            return nil, keyReason, pathStep(key)
        end
        local bytes, reason, path = encodeItem(item, depth + 1)
        if bytes == nil then
            return nil, reason, pathStep(key) .. path
        end
        keys[found + 1] = keyBytes
        found = found + 1
        valueOf[keyBytes] = bytes
    end
    sort(keys, bytesLess)
    local parts = {encodeHead(MAP, count)}
    local filled = 1
    for ____, key in ipairs(keys) do
        parts[filled + 1] = key
        parts[filled + 1 + 1] = valueOf[key]
        filled = filled + 2
    end
    return concat(parts)
end
function encodeItem(value, depth)
    local kind = type(value)
    if kind == "number" then
        local bytes = encodeNumber(value)
        if bytes == nil then
            return nil, NOT_FINITE, ""
        end
        return bytes
    end
    if kind == "string" then
        return encodeString(value)
    end
    if kind == "boolean" then
        return value == true and TRUE or FALSE
    end
    if kind ~= "table" then
        return nil, "a " .. kind, ""
    end
    if depth >= MAX_DEPTH then
        return nil, TOO_DEEP, ""
    end
    local count, isSequence = measure(value)
    if isSequence then
        return encodeArray(value, count, depth)
    end
    return encodeMap(value, count, depth)
end
local char = string.char
concat = table.concat
find = string.find
floor = math.floor
sort = table.sort
UNSIGNED = 0
NEGATIVE = 1
BYTES = 2
TEXT = 3
ARRAY = 4
MAP = 5
FALSE = char(244)
TRUE = char(245)
local NULL = char(246)
NOT_FINITE = "a number that is not finite"
NOT_A_KEY = "a map key that is neither string nor number nor boolean"
function ____exports.encodeCbor(value)
    if value == nil then
        return NULL
    end
    return encodeItem(value, 0)
end
function ____exports.encodeByteString(bytes)
    return encodeHead(BYTES, #bytes) .. bytes
end
return ____exports
 end,
["src.codec.cbor-skip"] = function(...) 
local ____exports = {}
local ____cbor_2Dhead = require("src.codec.cbor-head")
local MAX_DEPTH = ____cbor_2Dhead.MAX_DEPTH
local readArgument = ____cbor_2Dhead.readArgument
local byte = string.byte
local min = math.min
local function skipSimple(position, ____end, head)
    if head >= 244 and head <= 246 then
        return position + 1
    end
    local next = position + 3
    if head == 250 then
        next = position + 5
    elseif head == 251 then
        next = position + 9
    elseif head ~= 249 then
        return nil
    end
    return next <= ____end and next or nil
end
local function skipItem(bytes, position, ____end, depth)
    if position >= ____end then
        return nil
    end
    local head = byte(bytes, position)
    if head >= 192 then
        local ____temp_0
        if head < 224 then
            ____temp_0 = nil
        else
            ____temp_0 = skipSimple(position, ____end, head)
        end
        return ____temp_0
    end
    local argument = head % 32
    local start = position + 1
    if argument >= 24 then
        argument, start = readArgument(bytes, position, argument)
        if argument == nil then
            return nil
        end
    end
    local room = ____end - start
    if head < 64 then
        return room >= 0 and start or nil
    end
    if head < 128 then
        return argument <= room and start + argument or nil
    end
    local count = head < 160 and argument or 2 * argument
    if depth >= MAX_DEPTH or count > room then
        return nil
    end
    local at = start
    for _ = 1, count do
        local next = skipItem(bytes, at, ____end, depth + 1)
        if next == nil then
            return nil
        end
        at = next
    end
    return at
end
function ____exports.skipCbor(bytes, position, limit)
    if limit == nil then
        limit = #bytes
    end
    return skipItem(
        bytes,
        position,
        min(#bytes + 1, position + limit),
        0
    )
end
return ____exports
 end,
["src.codec.cbor"] = function(...) 
local ____exports = {}
do
    local ____cbor_2Ddecode = require("src.codec.cbor-decode")
    ____exports.decodeCbor = ____cbor_2Ddecode.decodeCbor
    ____exports.readByteString = ____cbor_2Ddecode.readByteString
end
do
    local ____cbor_2Dencode = require("src.codec.cbor-encode")
    ____exports.encodeByteString = ____cbor_2Dencode.encodeByteString
    ____exports.encodeCbor = ____cbor_2Dencode.encodeCbor
end
do
    local ____cbor_2Dskip = require("src.codec.cbor-skip")
    ____exports.skipCbor = ____cbor_2Dskip.skipCbor
end
do
    local ____cbor_2Dhead = require("src.codec.cbor-head")
    ____exports.encodeHead = ____cbor_2Dhead.encodeHead
    ____exports.readArgument = ____cbor_2Dhead.readArgument
end
return ____exports
 end,
["realm.natives.base64"] = function(...) 
local ____exports = {}
local ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
local values = {}
for value = 0, 63 do
    values[string.sub(ALPHABET, value + 1, value + 1)] = value
end
local function digit(word, place)
    local value = math.floor(word / 64 ^ place) % 64
    return string.sub(ALPHABET, value + 1, value + 1)
end
function ____exports.encodeBase64(bytes)
    local text = string.gsub(
        bytes,
        "..?.?",
        function(chunk)
            local missing = 3 - #chunk
            local a, b, c = string.byte(
                chunk .. string.rep("\0", missing),
                1,
                3
            )
            local word = a * 65536 + b * 256 + c
            local digits = ((digit(word, 3) .. digit(word, 2)) .. digit(word, 1)) .. digit(word, 0)
            return string.sub(digits, 1, 4 - missing) .. string.rep("=", missing)
        end
    )
    return text
end
function ____exports.decodeBase64(text)
    local digits, padding = string.match(text, "^([%w+/]*)(=?=?)$")
    if digits == nil or #text % 4 ~= 0 then
        return nil
    end
    local bytes = string.gsub(
        digits,
        "..?.?.?",
        function(chunk)
            local word = 0
            for at = 1, 4 do
                word = word * 64 + (values[string.sub(chunk, at, at)] or 0)
            end
            return string.char(
                math.floor(word / 65536),
                math.floor(word / 256) % 256,
                word % 256
            )
        end
    )
    return string.sub(bytes, 1, #bytes - #padding)
end
return ____exports
 end,
["realm.natives.zlib"] = function(...) 
local ____exports = {}
local MODULE = "zlib"
local WINDOW_BITS = {[0] = -15, [1] = 15, [2] = 31}
local LEVELS = {[0] = -1, [1] = 1, [2] = 9}
function ____exports.compress(bytes, method, level)
    local windowBits = WINDOW_BITS[method]
    local zlibLevel = LEVELS[level]
    if windowBits == nil or zlibLevel == nil then
        return nil
    end
    local output = require(MODULE).deflate(zlibLevel, windowBits)(bytes, "finish")
    return output
end
function ____exports.decompress(bytes, method)
    local windowBits = WINDOW_BITS[method]
    if windowBits == nil then
        return nil
    end
    local stream = require(MODULE).inflate(windowBits)
    local output
    local isWhole = pcall(function()
        local inflated, isEnded = stream(bytes, "finish")
        if isEnded then
            output = inflated
        end
    end)
    local ____isWhole_0
    if isWhole then
        ____isWhole_0 = output
    else
        ____isWhole_0 = nil
    end
    return ____isWhole_0
end
return ____exports
 end,
["realm.natives.encoding-util"] = function(...) 
local ____exports = {}
local ____cbor = require("src.codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local encodeCbor = ____cbor.encodeCbor
local ____types = require("realm.lua.types")
local define = ____types.define
local ____base64 = require("realm.natives.base64")
local decodeBase64 = ____base64.decodeBase64
local encodeBase64 = ____base64.encodeBase64
local ____zlib = require("realm.natives.zlib")
local compress = ____zlib.compress
local decompress = ____zlib.decompress
local function checkText(name, text)
    if type(text) ~= "string" then
        error(
            ((("bad argument #1 to '" .. name) .. "' (string expected, got ") .. type(text)) .. ")",
            3
        )
    end
end
function ____exports.installEncodingUtil(environment)
    local library = {}
    define(
        library,
        {
            EncodeBase64 = function(bytes)
                checkText("EncodeBase64", bytes)
                return encodeBase64(bytes)
            end,
            DecodeBase64 = function(text)
                checkText("DecodeBase64", text)
                return decodeBase64(text)
            end,
            CompressString = function(bytes, method, level)
                checkText("CompressString", bytes)
                return compress(bytes, method or 0, level or 0)
            end,
            DecompressString = function(bytes, method)
                checkText("DecompressString", bytes)
                return decompress(bytes, method or 0)
            end,
            SerializeCBOR = function(value)
                local bytes, reason = encodeCbor(value)
                return bytes or error("SerializeCBOR: " .. reason, 2)
            end,
            DeserializeCBOR = function(bytes)
                checkText("DeserializeCBOR", bytes)
                local ok, value, next = decodeCbor(bytes, 1)
                local ____temp_0
                if ok and next == #bytes + 1 then
                    ____temp_0 = value
                else
                    ____temp_0 = nil
                end
                return ____temp_0
            end
        }
    )
    environment.C_EncodingUtil = library
end
return ____exports
 end,
["realm.realm"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____chunks = require("realm.addons.chunks")
local ChunkCache = ____chunks.ChunkCache
local ____channel = require("realm.channel.channel")
local Channel = ____channel.Channel
local ____faults = require("realm.channel.faults")
local createFaults = ____faults.createFaults
local ____client = require("realm.client.client")
local Client = ____client.Client
local ____action = require("realm.clock.action")
local Action = ____action.Action
local ____clock = require("realm.clock.clock")
local Clock = ____clock.Clock
local ____random = require("realm.random")
local Random = ____random.Random
local ____store = require("realm.saved.store")
local SavedStore = ____store.SavedStore
local ____directory = require("realm.world.directory")
local WorldDirectory = ____directory.WorldDirectory
local ____grouping = require("realm.world.grouping")
local formGroup = ____grouping.formGroup
local joinGroup = ____grouping.joinGroup
local leaveGroup = ____grouping.leaveGroup
local setAssistant = ____grouping.setAssistant
local setMasterLooter = ____grouping.setMasterLooter
local ____guild = require("realm.world.guild")
local Guild = ____guild.Guild
do
    local ____client = require("realm.client.client")
    ____exports.Client = ____client.Client
end
do
    local ____encoding_2Dutil = require("realm.natives.encoding-util")
    ____exports.installEncodingUtil = ____encoding_2Dutil.installEncodingUtil
end
local DEFAULT_START = 1700000000
local DEFAULT_FRAME_RATE = 60
local DEFAULT_ROSTER_DELAY = 5
local DEFAULT_GUILD_INFO_DELAY = 1
local DEFAULT_CHECK_INTERVAL = 0.1
local NETWORK_STREAM = 0
local GUID_STREAM = 1
local FIRST_CLIENT_STREAM = 2
____exports.Realm = __TS__Class()
local Realm = ____exports.Realm
Realm.name = "Realm"
function Realm.prototype.____constructor(self, options)
    self.clients = {}
    self.errors = {}
    self.guidNumbers = {}
    self.random = __TS__New(Random, options.seed or 1)
    self.guidRandom = self.random:fork(GUID_STREAM)
    self.faults = createFaults(options)
    self.clock = __TS__New(Clock, options.frameRate or DEFAULT_FRAME_RATE)
    local directory = __TS__New(WorldDirectory, options.connectedRealms or ({}))
    self.channel = __TS__New(
        Channel,
        self.clock,
        self.random:fork(NETWORK_STREAM),
        self.faults,
        directory
    )
    self.world = {
        clock = self.clock,
        channel = self.channel,
        chunks = __TS__New(ChunkCache),
        store = __TS__New(SavedStore, options.savedFolder),
        directory = directory,
        guilds = {},
        accounts = {},
        startTime = options.startTime or DEFAULT_START,
        guildInfoDelay = options.guildInfoDelay or DEFAULT_GUILD_INFO_DELAY,
        rosterDelay = options.rosterDelay or DEFAULT_ROSTER_DELAY,
        profileStep = options.profileStep,
        surnames = options.surnames,
        report = function(client, message, stack)
            local ____self_errors_0 = self.errors
            ____self_errors_0[#____self_errors_0 + 1] = {time = self.clock.now, client = client, message = message, stack = stack}
        end
    }
end
function Realm.prototype.addGuild(self, options)
    local guild = __TS__New(Guild, options)
    self.world.guilds[options.name] = guild
    return guild
end
function Realm.prototype.addClient(self, options)
    local stream = FIRST_CLIENT_STREAM + #self.clients
    local client = __TS__New(
        Client,
        self.world,
        options,
        self:drawGuid(options.guidNumber),
        self.random:fork(stream)
    )
    local ____self_clients_1 = self.clients
    ____self_clients_1[#____self_clients_1 + 1] = client
    return client
end
function Realm.prototype.setRaid(self, clients, isInstance)
    if isInstance == nil then
        isInstance = false
    end
    formGroup(clients, true, isInstance)
end
function Realm.prototype.setParty(self, clients, isInstance)
    if isInstance == nil then
        isInstance = false
    end
    formGroup(clients, false, isInstance)
end
function Realm.prototype.joinGroup(self, client, other)
    joinGroup(client, other)
end
function Realm.prototype.leaveGroup(self, client)
    leaveGroup(client)
end
function Realm.prototype.setAssistant(self, client, isAssistant)
    if isAssistant == nil then
        isAssistant = true
    end
    setAssistant(client, isAssistant)
end
function Realm.prototype.setMasterLooter(self, client, isMasterLooter)
    if isMasterLooter == nil then
        isMasterLooter = true
    end
    setMasterLooter(client, isMasterLooter)
end
function Realm.prototype.partition(self, sides)
    self:heal()
    local side = 0
    for ____, clients in ipairs(sides) do
        side = side + 1
        for ____, client in ipairs(clients) do
            client.side = side
        end
    end
end
function Realm.prototype.heal(self)
    for ____, client in ipairs(self.clients) do
        client.side = 0
    end
end
function Realm.prototype.setLoss(self, loss)
    self.faults.loss = loss
end
function Realm.prototype.advance(self, seconds)
    self.clock:advance(seconds)
end
function Realm.prototype.advanceUntil(self, condition, maxSeconds, checkEvery)
    if checkEvery == nil then
        checkEvery = DEFAULT_CHECK_INTERVAL
    end
    if condition() then
        return true
    end
    local next = self.clock.now + checkEvery
    local stopped = self.clock:advance(
        maxSeconds,
        function()
            if self.clock.now < next then
                return false
            end
            next = self.clock.now + checkEvery
            return condition()
        end
    )
    return stopped or condition()
end
function Realm.prototype.after(self, seconds, body)
    self.clock:schedule(
        __TS__New(Action, body),
        seconds
    )
end
function Realm.prototype.getTime(self)
    return self.clock.now
end
function Realm.prototype.getServerTime(self)
    return math.floor(self.world.startTime + self.clock.now)
end
function Realm.prototype.setMessageHook(self, hook)
    self.channel.onMessage = hook
end
function Realm.prototype.setCallbackHook(self, hook)
    self.world.onCallback = hook
end
function Realm.prototype.getTraffic(self)
    local rows = {}
    for ____, client in ipairs(self.clients) do
        for ____, row in ipairs(client.traffic:list()) do
            rows[#rows + 1] = __TS__ObjectAssign({client = client.fullName}, row)
        end
    end
    return rows
end
function Realm.prototype.drawGuid(self, chosen)
    local guid = chosen or self.guidRandom:uint32()
    while chosen == nil and self.guidNumbers[guid] ~= nil do
        guid = self.guidRandom:uint32()
    end
    self.guidNumbers[guid] = true
    return guid
end
function ____exports.createRealm(options)
    return __TS__New(____exports.Realm, options)
end
return ____exports
 end,
}
local ____entry = require("realm.realm", ...)
return ____entry
