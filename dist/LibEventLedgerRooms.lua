-- LibEventLedger 0.2.0-dev: rooms, live shared state between the clients that are online
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

local function __TS__ArrayFindIndex(self, callbackFn, thisArg)
for i = 1, #self do
if callbackFn(thisArg, self[i], i - 1, self) then
return i - 1
end
end
return -1
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

local function __TS__ArrayEvery(self, callbackfn, thisArg)
for i = 1, #self do
if not callbackfn(thisArg, self[i], i - 1, self) then
return false
end
end
return true
end

local function __TS__ArraySome(self, callbackfn, thisArg)
for i = 1, #self do
if callbackfn(thisArg, self[i], i - 1, self) then
return true
end
end
return false
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

local function __TS__ArrayMap(self, callbackfn, thisArg)
local result = {}
for i = 1, #self do
result[i] = callbackfn(thisArg, self[i], i - 1, self)
end
return result
end

local function __TS__ArraySlice(self, first, last)
local len = #self
first = first or 0
if first < 0 then
first = len + first
if first < 0 then
first = 0
end
else
if first > len then
first = len
end
end
last = last or len
if last < 0 then
last = len + last
if last < 0 then
last = 0
end
else
if last > len then
last = len
end
end
local out = {}
first = first + 1
last = last + 1
local n = 1
while first < last do
out[n] = self[first]
first = first + 1
n = n + 1
end
return out
end

local function __TS__ObjectRest(target, usedProperties)
local result = {}
for property in pairs(target) do
if not usedProperties[property] then
result[property] = target[property]
end
end
return result
end

return {
__TS__Class = __TS__Class,
__TS__New = __TS__New,
__TS__ArrayIndexOf = __TS__ArrayIndexOf,
__TS__ObjectAssign = __TS__ObjectAssign,
__TS__ArrayFindIndex = __TS__ArrayFindIndex,
__TS__ArrayFind = __TS__ArrayFind,
__TS__ArrayIncludes = __TS__ArrayIncludes,
__TS__ArrayEvery = __TS__ArrayEvery,
__TS__ArraySome = __TS__ArraySome,
__TS__ArrayFilter = __TS__ArrayFilter,
__TS__ArrayConcat = __TS__ArrayConcat,
__TS__ArrayMap = __TS__ArrayMap,
__TS__ArraySlice = __TS__ArraySlice,
__TS__ObjectRest = __TS__ObjectRest
}
end,
["codec.integers"] = function(...) 
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
["codec.murmur3"] = function(...) 
local ____exports = {}
local bxor = bit.bxor
local byte = string.byte
function ____exports.mix32(bytes, seed)
local hash = seed
local low
local block
for at = 1, #bytes - 7, 8 do
local b1, b2, b3, b4, b5, b6, b7, b8 = byte(bytes, at, at + 7)
block = ((b1 + b2 * 256) * 3432918353 + (b3 + b4 * 256) * 760283136) % 4294967296
low = block % 131072
hash = bxor(hash, (low * 2596896768 + (block - low) / 131072 * 461845907) % 4294967296)
if hash < 0 then
hash = hash + 4294967296
end
low = hash % 524288
hash = (low * 40960 + (hash - low) / 524288 * 5 + 3864292196) % 4294967296
block = ((b5 + b6 * 256) * 3432918353 + (b7 + b8 * 256) * 760283136) % 4294967296
low = block % 131072
hash = bxor(hash, (low * 2596896768 + (block - low) / 131072 * 461845907) % 4294967296)
if hash < 0 then
hash = hash + 4294967296
end
low = hash % 524288
hash = (low * 40960 + (hash - low) / 524288 * 5 + 3864292196) % 4294967296
end
return hash
end
function ____exports.hash32(bytes, seed, before)
if before == nil then
before = 0
end
local length = #bytes
local hash = ____exports.mix32(bytes, seed)
local low
local block
local t1, t2, t3, b4, b5, b6, b7 = byte(bytes, length - length % 8 + 1, length)
if b4 ~= nil then
block = ((t1 + t2 * 256) * 3432918353 + (t3 + b4 * 256) * 760283136) % 4294967296
low = block % 131072
hash = bxor(hash, (low * 2596896768 + (block - low) / 131072 * 461845907) % 4294967296)
if hash < 0 then
hash = hash + 4294967296
end
low = hash % 524288
hash = (low * 40960 + (hash - low) / 524288 * 5 + 3864292196) % 4294967296
t1 = b5
t2 = b6
t3 = b7
end
block = (((t1 or 0) + (t2 or 0) * 256) * 3432918353 + (t3 or 0) * 760283136) % 4294967296
low = block % 131072
hash = bxor(hash, (low * 2596896768 + (block - low) / 131072 * 461845907) % 4294967296, before + length)
if hash < 0 then
hash = hash + 4294967296
end
low = hash % 65536
local high = (hash - low) / 65536
hash = (bxor(low, high) * 2246822507 + high * 3396009984) % 4294967296
low = hash % 524288
hash = hash - low + bxor(low, (hash - hash % 8192) / 8192)
low = hash % 65536
hash = (low * 3266489909 + (hash - low) / 65536 * 2922708992) % 4294967296
low = hash % 65536
return hash - low + bxor(low, (hash - low) / 65536)
end
return ____exports
end,
["link.token-bucket"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local floor = math.floor
local max = math.max
local min = math.min
____exports.TokenBucket = __TS__Class()
local TokenBucket = ____exports.TokenBucket
function TokenBucket.prototype.____constructor(self, clock, capacity, rate)
self.clock = clock
self.capacity = capacity
self.rate = rate
self.countedAt = clock:uptime()
end
function TokenBucket.prototype.resize(self, capacity, rate)
self.capacity = capacity
self.rate = rate
end
function TokenBucket.prototype.available(self)
local now = self.clock:uptime()
local tokens = min(self.capacity, (self.tokens or self.capacity) + (now - self.countedAt) * self.rate)
self.tokens = tokens
self.countedAt = now
return tokens
end
function TokenBucket.prototype.take(self, wanted)
local tokens = self:available()
local granted = min(
wanted,
floor(tokens)
)
self.tokens = tokens - granted
return granted
end
function TokenBucket.prototype.fill(self)
self.tokens = nil
end
function TokenBucket.prototype.drain(self)
self.tokens = 0
self.countedAt = self.clock:uptime()
end
function TokenBucket.prototype.secondsUntil(self, tokens)
return max(
0,
(tokens - self:available()) / self.rate
)
end
return ____exports
end,
["link.fragments"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIndexOf = ____lualib.__TS__ArrayIndexOf
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayFindIndex = ____lualib.__TS__ArrayFindIndex
local ____exports = {}
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local readU16 = ____integers.readU16
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local byte = string.byte
local ceil = math.ceil
local char = string.char
local format = string.format
local max = math.max
local sub = string.sub
local HEADER_BYTES = 4
____exports.FRAGMENT_LIMIT = 24
local UNFINISHED_LIMIT = 32
local EXPIRY_SECONDS = 60
local SEQUENCES = 65536
local function decodeFragment(payload, start)
local sequence = readU16(payload, start)
local index, total = byte(payload, start + 2, start + 3)
local isInRange = total ~= nil and total <= ____exports.FRAGMENT_LIMIT and index < total
if sequence == nil or not isInRange or #payload < start + HEADER_BYTES then
return nil
end
local ____temp_0
if start == 1 then
____temp_0 = nil
else
____temp_0 = byte(payload, 1)
end
local ____type = ____temp_0
return {
type = ____type,
sequence = sequence,
index = index,
total = total,
bytes = sub(payload, start + HEADER_BYTES)
}
end
local function describeFragment(____bindingPattern0)
local total
local index
index = ____bindingPattern0.index
total = ____bindingPattern0.total
return format("%.0f of %.0f", index + 1, total)
end
____exports.EVENT_FRAGMENT = {
type = 5,
name = "fragment",
decode = function(payload) return decodeFragment(payload, 1) end,
describe = describeFragment
}
____exports.TYPED_FRAGMENT = {
type = 64,
name = "typedFragment",
decode = function(payload) return decodeFragment(payload, 2) end,
describe = describeFragment
}
function ____exports.wholeBytesOf(payloadBytes)
return ____exports.FRAGMENT_LIMIT * (payloadBytes - HEADER_BYTES - 1)
end
function ____exports.splitFragments(kind, whole, payloadBytes)
local ____kind_1 = kind
local ____type = ____kind_1.type
local fragmentType = ____kind_1.fragmentType
local head = fragmentType == ____exports.EVENT_FRAGMENT.type and "" or char(____type)
local size = payloadBytes - HEADER_BYTES - #head
local sequence = hash32(whole, 0) % SEQUENCES
local total = ceil(#whole / size)
if fragmentType == nil or total > ____exports.FRAGMENT_LIMIT then
return nil
end
local payloads = {}
for index = 0, total - 1 do
local start = index * size + 1
payloads[index + 1] = ((head .. packU16(sequence)) .. char(index, total)) .. sub(whole, start, start + size - 1)
end
return {type = fragmentType, sequence = sequence, payloads = payloads, taken = 0}
end
____exports.FragmentAssembler = __TS__Class()
local FragmentAssembler = ____exports.FragmentAssembler
function FragmentAssembler.prototype.____constructor(self)
self.unfinished = {}
self.wasWhispered = false
end
function FragmentAssembler.prototype.take(self, sender, fragment, now, isWhispered)
if isWhispered == nil then
isWhispered = false
end
local ____fragment_2 = fragment
local index = ____fragment_2.index
local total = ____fragment_2.total
local bytes = ____fragment_2.bytes
self:expire(now)
local whole = self:find(sender, fragment, now)
if index < total - 1 then
if whole.size == nil then
whole.size = #bytes
end
if #bytes ~= whole.size then
return nil
end
end
if not (whole.parts[index] ~= nil) then
whole.parts[index] = bytes
whole.count = whole.count + 1
whole.lastAt = now
whole.isWhispered = whole.isWhispered or isWhispered
end
if whole.count < total then
return nil
end
table.remove(
self.unfinished,
__TS__ArrayIndexOf(self.unfinished, whole) + 1
)
self.wasWhispered = whole.isWhispered
local parts = {}
for part = 0, total - 1 do
parts[part + 1] = whole.parts[part]
end
return table.concat(parts)
end
function FragmentAssembler.prototype.find(self, sender, ____bindingPattern0, now)
local total
local sequence
local ____type
____type = ____bindingPattern0.type
sequence = ____bindingPattern0.sequence
total = ____bindingPattern0.total
for ____, whole in ipairs(self.unfinished) do
local isOfSender = whole.sender == sender and whole.sequence == sequence
if isOfSender and whole.type == ____type and whole.total == total then
return whole
end
end
if #self.unfinished >= UNFINISHED_LIMIT then
self:makeRoom()
end
local parts = {}
local known = {
sender = sender,
type = ____type,
sequence = sequence,
total = total,
parts = parts
}
local whole = __TS__ObjectAssign({}, known, {
count = 0,
lastAt = now,
isWhispered = false,
asks = 0,
askedAt = 0
})
self.unfinished[#self.unfinished + 1] = whole
return whole
end
function FragmentAssembler.prototype.makeRoom(self)
local counts = {}
local most = 0
for ____, ____value in ipairs(self.unfinished) do
local sender = ____value.sender
local count = (counts[sender] or 0) + 1
counts[sender] = count
most = max(most, count)
end
local index = __TS__ArrayFindIndex(
self.unfinished,
function(____, ____bindingPattern0)
local sender
sender = ____bindingPattern0.sender
return counts[sender] == most
end
)
table.remove(self.unfinished, index + 1)
end
function FragmentAssembler.prototype.expire(self, now)
for index = #self.unfinished - 1, 0, -1 do
if now - self.unfinished[index + 1].lastAt > EXPIRY_SECONDS then
table.remove(self.unfinished, index + 1)
end
end
end
return ____exports
end,
["link.message-source"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local takeOf
local ____fragments = require("link.fragments")
local splitFragments = ____fragments.splitFragments
function takeOf(whole)
whole.taken = whole.taken + 1
return whole.type, whole.payloads[whole.taken]
end
____exports.MessageSource = __TS__Class()
local MessageSource = ____exports.MessageSource
function MessageSource.prototype.____constructor(self, produce, hasMore)
if hasMore == nil then
hasMore = function() return false end
end
self.produce = produce
self.hasMore = hasMore
end
function MessageSource.once(self, kind, payload)
local isSaid = false
return __TS__New(
____exports.MessageSource,
function()
if isSaid then
return nil, nil
end
isSaid = true
return kind, payload
end
)
end
function MessageSource.prototype.take(self, payloadBytes, onTooLarge)
local whole = self.whole
if whole ~= nil and whole.taken < #whole.payloads then
return takeOf(whole)
end
self.whole = nil
local kind, payload = self.produce()
if kind == nil then
return nil, nil
end
if #payload <= payloadBytes then
return kind.type, payload
end
local split = splitFragments(kind, payload, payloadBytes)
if split == nil then
if onTooLarge ~= nil then
onTooLarge()
end
return self:take(payloadBytes, onTooLarge)
end
self.whole = split
return takeOf(split)
end
return ____exports
end,
["codec.compare"] = function(...) 
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
["live.object.values"] = function(...) 
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local sort = table.sort
local function newMarker(code)
local marker = {}
marker[false] = code
return marker
end
____exports.NULL = newMarker(0)
____exports.EMPTY_ARRAY = newMarker(1)
local KIND_NAMES = {
"null",
"a number",
"text",
"an object",
"an array",
"a boolean"
}
function ____exports.isArray(value)
return value == ____exports.EMPTY_ARRAY or value[1] ~= nil
end
function ____exports.kindOf(value)
local name = type(value)
if name == "number" then
return 2
end
if name == "string" then
return 3
end
if name == "boolean" then
return 6
end
if value == ____exports.NULL then
return 1
end
return ____exports.isArray(value) and 5 or 4
end
function ____exports.nameKind(value)
return KIND_NAMES[____exports.kindOf(value)]
end
function ____exports.elementsOf(array)
return array == ____exports.EMPTY_ARRAY and ({}) or array
end
function ____exports.arrayOf(elements)
return #elements == 0 and ____exports.EMPTY_ARRAY or elements
end
function ____exports.namesOf(object)
local names = {}
local count = 0
for name in pairs(object) do
names[count + 1] = name
count = count + 1
end
sort(names, bytesLess)
return names
end
return ____exports
end,
["near-names"] = function(...) 
local ____exports = {}
local byte = string.byte
local lower = string.lower
local min = math.min
local MAX_DISTANCE = 2
local MAX_LENGTH = 32
local function distance(one, other)
local columns = #other
local above = {}
for column = 0, columns do
above[column + 1] = column
end
for row = 1, #one do
local line = {row}
for column = 1, columns do
local change = byte(one, row) == byte(other, column) and 0 or 1
line[column + 1] = min(above[column + 1] + 1, line[column] + 1, above[column] + change)
end
above = line
end
return above[columns + 1]
end
function ____exports.nearest(word, known)
if #word > MAX_LENGTH then
return nil
end
local wanted = lower(word)
local found
local least = MAX_DISTANCE + 1
for ____, name in ipairs(known) do
local steps = distance(
wanted,
lower(name)
)
if steps < least and steps < min(#word, #name) then
least = steps
found = name
end
end
return found
end
return ____exports
end,
["numbers"] = function(...) 
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
["misuse"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____near_2Dnames = require("near-names")
local nearest = ____near_2Dnames.nearest
local ____numbers = require("numbers")
local isNumberWithin = ____numbers.isNumberWithin
local isWholeWithin = ____numbers.isWholeWithin
local libraryName = "LibEventLedger"
function ____exports.speakAs(name)
libraryName = name
end
local MAX_LEVEL = 20
function ____exports.show(value)
if type(value) == "string" then
return ("\"" .. value) .. "\""
end
if value == nil or type(value) == "number" or type(value) == "boolean" then
return tostring(value)
end
return "a " .. type(value)
end
function ____exports.mustBe(expected, value)
return (("must be " .. expected) .. ", got ") .. ____exports.show(value)
end
local function fileAt(level)
local ____, position = pcall(error, "", level + 2)
local file = string.match(position, "^(.*):%d+: $")
return file
end
local function outsideLevel()
local own = fileAt(1)
for level = 2, MAX_LEVEL do
local file = fileAt(level)
if file ~= nil and file ~= own then
return level - 1
end
end
return 0
end
function ____exports.raise(method, sentence)
local level = outsideLevel()
error((((libraryName .. ": ") .. method) .. ": ") .. sentence, level)
end
function ____exports.misuse(method, argument, problem)
____exports.raise(method, (("'" .. argument) .. "' ") .. problem)
end
function ____exports.expectTable(method, argument, value)
if type(value) ~= "table" then
____exports.misuse(
method,
argument,
____exports.mustBe("a table", value)
)
end
end
function ____exports.expectList(method, argument, value)
____exports.expectTable(method, argument, value)
local count = 0
for _key in pairs(value) do
count = count + 1
end
if count ~= #value then
____exports.misuse(method, argument, "must be a list, got a table with names or gaps")
end
end
function ____exports.hintAt(name, known)
local near = nearest(name, known)
return near == nil and "known are " .. table.concat(known, ", ") or ("did you mean '" .. near) .. "'?"
end
function ____exports.expectNames(method, given, known)
for key in pairs(given) do
local name = tostring(key)
if not __TS__ArrayIncludes(known, name) then
____exports.misuse(
method,
name,
"is unknown; " .. ____exports.hintAt(name, known)
)
end
end
end
function ____exports.expectFunction(method, argument, value)
if type(value) ~= "function" then
____exports.misuse(
method,
argument,
____exports.mustBe("a function", value)
)
end
end
function ____exports.expectString(method, argument, value, low, high)
if type(value) ~= "string" or #value < low or #value > high then
____exports.misuse(
method,
argument,
____exports.mustBe(
string.format("a string of %.0f to %.0f bytes", low, high),
value
)
)
end
end
function ____exports.expectInteger(method, argument, value, low, high)
if not isWholeWithin(value, low, high) then
____exports.misuse(
method,
argument,
____exports.mustBe(
string.format("a whole number from %.0f to %.0f", low, high),
value
)
)
end
end
function ____exports.expectNumber(method, argument, value, low, high)
if not isNumberWithin(value, low, high) then
____exports.misuse(
method,
argument,
____exports.mustBe(
string.format("a number from %.0f to %.0f", low, high),
value
)
)
end
end
return ____exports
end,
["live.call.constants"] = function(...) 
local ____exports = {}
____exports.CALL_AGAIN_SECONDS = {
0.7,
1,
1.5,
2,
3,
5
}
____exports.REPLY_AGAIN_SECONDS = {1, 1.5, 2, 3}
____exports.REPLY_ON_ITS_WAY_SECONDS = 0.3
____exports.ACCEPT_SECONDS = 0.3
____exports.SWEEP_SECONDS = 0.5
____exports.CALL_SECONDS = 15
____exports.CALL_LIMIT_SECONDS = 300
____exports.CALL_NAME_BYTES = 100
____exports.HANDLER_LIMIT = 256
____exports.CALLEE_LIMIT = 40
____exports.OPEN_CALL_LIMIT = 64
____exports.CALLER_LIMIT = 32
____exports.EXECUTION_LIMIT = 128
____exports.REPLY_BYTES = 8192
____exports.EXECUTED_IDS = 64
return ____exports
end,
["live.call.handlers"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____misuse = require("misuse")
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____constants = require("live.call.constants")
local CALL_NAME_BYTES = ____constants.CALL_NAME_BYTES
local HANDLER_LIMIT = ____constants.HANDLER_LIMIT
local DEPTH_LIMIT = 8
function ____exports.expectCallName(method, argument, value)
if type(value) ~= "string" or value == "" or #value > CALL_NAME_BYTES then
misuse(
method,
argument,
mustBe(
string.format("a string of 1 to %.0f bytes", CALL_NAME_BYTES),
value
)
)
end
end
____exports.Handlers = __TS__Class()
local Handlers = ____exports.Handlers
function Handlers.prototype.____constructor(self)
self.byName = {}
self.list = {}
end
function Handlers.prototype.get(self, name)
return self.byName[name]
end
function Handlers.prototype.names(self)
return self.list
end
function Handlers.prototype.whenChanged(self, listener)
self.onChanged = listener
end
function Handlers.prototype.add(self, name, handler)
____exports.expectCallName("handle", "name", name)
local added = {}
local names = {}
self:collect(
name,
handler,
1,
function(path, each)
names[#names + 1] = path
added[path] = each
end
)
if #self.list + #names > HANDLER_LIMIT then
misuse(
"handle",
"handler",
string.format("is one too many: %.0f are the most", HANDLER_LIMIT)
)
end
for ____, path in ipairs(names) do
self.byName[path] = added[path]
self.list[#self.list + 1] = path
end
table.sort(self.list, bytesLess)
local ____opt_0 = self.onChanged
if ____opt_0 ~= nil then
____opt_0(self.list)
end
return function()
for ____, path in ipairs(names) do
if self.byName[path] == added[path] then
self.byName[path] = nil
end
end
self.list = __TS__ArrayFilter(
self.list,
function(____, path) return self.byName[path] ~= nil end
)
local ____opt_2 = self.onChanged
if ____opt_2 ~= nil then
____opt_2(self.list)
end
end
end
function Handlers.prototype.collect(self, path, handler, depth, visit)
if type(handler) == "function" then
____exports.expectCallName("handle", "name", path)
if self.byName[path] ~= nil then
misuse("handle", "name", ("\"" .. path) .. "\" is handled already")
end
visit(path, handler)
return
end
if type(handler) ~= "table" or depth > DEPTH_LIMIT then
misuse(
"handle",
path,
mustBe("a function, or a table of functions", handler)
)
end
for key, inner in pairs(handler) do
if type(key) ~= "string" then
misuse(
"handle",
path,
mustBe("a table with names as keys", key)
)
end
self:collect((path .. ".") .. key, inner, depth + 1, visit)
end
end
return ____exports
end,
["live.explain"] = function(...) 
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local format = string.format
local CLOSED = {noGuild = "Closed: the character is in no guild.", noGroup = "Closed: the character is in no raid, party or instance group.", unknown = "Closed: the game does not tell yet which guild or group the character is in.", closed = "Closed by the addon."}
function ____exports.explainRoom(status)
local ____status_0 = status
local closedReason = ____status_0.closedReason
local members = ____status_0.members
local lacking = ____status_0.lacking
local overLimit = ____status_0.overLimit
local slots = ____status_0.slots
local bytes = ____status_0.bytes
local waiting = ____status_0.waiting
local prefixProblem = ____status_0.prefixProblem
local lines = {}
local function say(line)
lines[#lines + 1] = line
end
if closedReason ~= nil then
say(CLOSED[closedReason])
end
if prefixProblem ~= nil then
say(("Nothing is heard: " .. prefixProblem) .. ".")
end
if closedReason ~= nil then
return lines
end
say(format("Open with %.0f %s present, this client included.", members, members == 1 and "member" or "members"))
if status.isMuted then
say("This player may not speak in guild chat: nobody sees what this client contributes.")
end
if status.isInLockdown then
say(format("The game refuses addon messages at present; %.0f wait.", waiting))
end
if lacking > 0 then
say(format("Of %.0f members something is lacking here and was asked for.", lacking))
end
for ____, name in ipairs(overLimit) do
say(name .. " says more than a room keeps: nothing of it is shown.")
end
for ____, ____value in ipairs(status.objects) do
local name = ____value.name
local isKnown = ____value.isKnown
local lost = ____value.lost
if not isKnown then
say(("The object \"" .. name) .. "\" is not known yet: patches wait.")
end
if lost > 0 then
say(format("%.0f patches of the object \"%s\" came too late and may be lost.", lost, name))
end
end
if status.isMatchingCut then
say("There are more requests of a rendezvous than are tried in all combinations: a possible group may have been missed.")
end
say(format("This client uses %.0f of 256 slots and %.0f of 16384 bytes.", slots, bytes))
local reasons = {}
for reason in pairs(status.ignored) do
reasons[#reasons + 1] = reason
end
table.sort(reasons, bytesLess)
for ____, reason in ipairs(reasons) do
say(format("%.0f messages were passed over: %s.", status.ignored[reason], reason))
end
return lines
end
return ____exports
end,
["emitter"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
____exports.Emitter = __TS__Class()
local Emitter = ____exports.Emitter
function Emitter.prototype.____constructor(self, guard)
self.guard = guard
self.listeners = {}
end
function Emitter.prototype.on(self, name, listener)
local entry = {listener = listener}
self.listeners[name] = __TS__ArrayConcat(self.listeners[name] or ({}), {entry})
return function()
self.listeners[name] = __TS__ArrayFilter(
self.listeners[name] or ({}),
function(____, other) return other ~= entry end
)
end
end
function Emitter.prototype.clear(self)
for name in pairs(self.listeners) do
self.listeners[name] = nil
end
end
function Emitter.prototype.has(self, name)
local ____opt_0 = self.listeners[name]
return (____opt_0 and #____opt_0 or 0) > 0
end
function Emitter.prototype.emit(self, name, ...)
local entries = self.listeners[name]
if entries == nil then
return
end
for ____, ____value in ipairs(entries) do
local listener = ____value.listener
self.guard:call(listener, ...)
end
end
return ____exports
end,
["codec.varint"] = function(...) 
local ____exports = {}
local decodeLongVarint, byte, MAX_VALUE, LAST_GROUP_WEIGHT, LAST_GROUP_LIMIT
function decodeLongVarint(bytes, position, low)
local value = low
local weight = 16384
for at = position + 2, position + 6 do
local group = byte(bytes, at)
if group == nil or group == 0 then
return nil, nil
end
if group < 128 then
return value + group * weight, at + 1
end
value = value + (group - 128) * weight
weight = weight * 128
end
local last = byte(bytes, position + 7)
if last == nil or last == 0 or last > LAST_GROUP_LIMIT then
return nil, nil
end
if last < LAST_GROUP_LIMIT then
return value + last * LAST_GROUP_WEIGHT, position + 8
end
if value > 0 then
return nil, nil
end
return MAX_VALUE, position + 8
end
byte = string.byte
local char = string.char
local concat = table.concat
MAX_VALUE = 2 ^ 53
LAST_GROUP_WEIGHT = 2 ^ 49
LAST_GROUP_LIMIT = 16
function ____exports.encodeVarint(value)
if value < 128 then
return char(value)
end
local low = value % 128
local rest = (value - low) / 128
if rest < 128 then
return char(low + 128, rest)
end
local parts = {char(low + 128)}
local count = 1
while rest >= 128 do
local group = rest % 128
parts[count + 1] = char(group + 128)
count = count + 1
rest = (rest - group) / 128
end
parts[count + 1] = char(rest)
return concat(parts)
end
function ____exports.decodeVarint(bytes, position)
local b1, b2 = byte(bytes, position, position + 1)
if b1 == nil then
return nil, nil
end
if b1 < 128 then
return b1, position + 1
end
if b2 == nil or b2 == 0 then
return nil, nil
end
if b2 < 128 then
return b1 - 128 + b2 * 128, position + 2
end
return decodeLongVarint(bytes, position, b1 - 128 + (b2 - 128) * 128)
end
return ____exports
end,
["codec.cbor-head"] = function(...) 
local ____exports = {}
local ____integers = require("codec.integers")
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
["codec.cbor-float"] = function(...) 
local ____exports = {}
local ____cbor_2Dhead = require("codec.cbor-head")
local MAX_INTEGER = ____cbor_2Dhead.MAX_INTEGER
local NOT_CANONICAL = ____cbor_2Dhead.NOT_CANONICAL
local NOT_SUPPORTED = ____cbor_2Dhead.NOT_SUPPORTED
local TRUNCATED = ____cbor_2Dhead.TRUNCATED
local ____integers = require("codec.integers")
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
["codec.utf8"] = function(...) 
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
["codec.cbor-decode"] = function(...) 
local ____exports = {}
local decodeInteger, readString, decodeString, decodeArray, decodeMap, decodeItem, byte, sub, NOT_UTF8
local ____cbor_2Dfloat = require("codec.cbor-float")
local readFloat = ____cbor_2Dfloat.readFloat
local ____cbor_2Dhead = require("codec.cbor-head")
local MAX_DEPTH = ____cbor_2Dhead.MAX_DEPTH
local MAX_INTEGER = ____cbor_2Dhead.MAX_INTEGER
local NOT_CANONICAL = ____cbor_2Dhead.NOT_CANONICAL
local NOT_SUPPORTED = ____cbor_2Dhead.NOT_SUPPORTED
local readArgument = ____cbor_2Dhead.readArgument
local TOO_DEEP = ____cbor_2Dhead.TOO_DEEP
local TRUNCATED = ____cbor_2Dhead.TRUNCATED
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____utf8 = require("codec.utf8")
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
["live.bytes"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____integers = require("codec.integers")
local readU16 = ____integers.readU16
local readU24 = ____integers.readU24
local readU32 = ____integers.readU32
local ____cbor_2Ddecode = require("codec.cbor-decode")
local decodeCbor = ____cbor_2Ddecode.decodeCbor
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local byte = string.byte
local sub = string.sub
____exports.ByteReader = __TS__Class()
local ByteReader = ____exports.ByteReader
function ByteReader.prototype.____constructor(self, bytes, position, last)
if position == nil then
position = 1
end
if last == nil then
last = #bytes
end
self.bytes = bytes
self.position = position
self.last = last
self.isBad = false
end
function ByteReader.prototype.isAtEnd(self)
return self.isBad or self.position > self.last
end
function ByteReader.prototype.u8(self)
return self:fixed(
byte(self.bytes, self.position),
1
)
end
function ByteReader.prototype.u16(self)
return self:fixed(
readU16(self.bytes, self.position),
2
)
end
function ByteReader.prototype.u24(self)
return self:fixed(
readU24(self.bytes, self.position),
3
)
end
function ByteReader.prototype.u32(self)
return self:fixed(
readU32(self.bytes, self.position),
4
)
end
function ByteReader.prototype.varint(self)
local value, next = decodeVarint(self.bytes, self.position)
return self:fixed(value, (next or 0) - self.position)
end
function ByteReader.prototype.take(self, count)
local start = self.position
self:fixed(0, count)
return self.isBad and "" or sub(self.bytes, start, start + count - 1)
end
function ByteReader.prototype.text(self, limit)
local length = self:varint()
if length > limit then
self.isBad = true
end
return self:take(length)
end
function ByteReader.prototype.value(self)
local ok, value, next = decodeCbor(self.bytes, self.position)
if not ok then
self.isBad = true
return nil
end
self:fixed(0, next - self.position)
local ____table_isBad_0
if self.isBad then
____table_isBad_0 = nil
else
____table_isBad_0 = value
end
return ____table_isBad_0
end
function ByteReader.prototype.fixed(self, value, count)
if self.isBad or value == nil or self.position + count - 1 > self.last then
self.isBad = true
return 0
end
self.position = self.position + count
return value
end
function ____exports.encodeText(text)
return encodeVarint(#text) .. text
end
return ____exports
end,
["live.board.cells"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local sizeOf, encodeCells, char, CELL_HEAD_BYTES
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local packU32 = ____integers.packU32
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____bytes = require("live.bytes")
local encodeText = ____bytes.encodeText
function sizeOf(____bindingPattern0)
local bytes
bytes = ____bindingPattern0.bytes
return #bytes + CELL_HEAD_BYTES
end
function encodeCells(cells, first, ____end, from)
local parts = {}
local last = from
for index = first, ____end - 1 do
local ____cells_index_2 = cells[index + 1]
local slot = ____cells_index_2.slot
local sequence = ____cells_index_2.sequence
local bytes = ____cells_index_2.bytes
parts[index - first + 1] = (char(slot) .. encodeVarint(sequence - last)) .. encodeText(bytes)
last = sequence
end
return table.concat(parts)
end
char = string.char
local max = math.max
____exports.SLOT_LIMIT = 256
____exports.CELL_BYTES = 4096
____exports.BOARD_BYTES = 16384
local UINT32 = 2 ^ 32
local HEAD_BYTES = 16
CELL_HEAD_BYTES = 5
local RENEWAL = 1
____exports.Cells = __TS__Class()
local Cells = ____exports.Cells
function Cells.prototype.____constructor(self)
self.bySlot = {}
self["end"] = 0
self.bytes = 0
end
function Cells.prototype.get(self, slot)
return self.bySlot[slot]
end
function Cells.prototype.put(self, cell)
local old = self.bySlot[cell.slot]
self["end"] = max(self["end"], cell.slot + 1)
self.bySlot[cell.slot] = cell
local before = old == nil and 0 or #old.bytes
self.bytes = self.bytes + (#cell.bytes - before)
return old
end
function Cells.prototype.remove(self, cell)
self.bySlot[cell.slot] = nil
self.bytes = self.bytes - #cell.bytes
end
function Cells.prototype.freeSlot(self)
for slot = 0, ____exports.SLOT_LIMIT - 1 do
local ____opt_0 = self.bySlot[slot]
if (____opt_0 and ____opt_0.bytes or "") == "" then
return slot
end
end
return nil
end
function Cells.prototype.after(self, from)
local cells = {}
local count = 0
for slot = 0, self["end"] - 1 do
local cell = self.bySlot[slot]
if cell ~= nil and cell.sequence > from then
cells[count + 1] = cell
count = count + 1
end
end
table.sort(
cells,
function(a, b) return a.sequence < b.sequence end
)
return cells
end
function Cells.prototype.each(self, visit)
for slot = 0, self["end"] - 1 do
local cell = self.bySlot[slot]
if cell ~= nil then
visit(cell)
end
end
end
function ____exports.hashCell(____bindingPattern0)
local bytes
local sequence
local slot
slot = ____bindingPattern0.slot
sequence = ____bindingPattern0.sequence
bytes = ____bindingPattern0.bytes
return bytes == "" and 0 or hash32(
(char(slot) .. packU32(sequence % UINT32)) .. bytes,
0
)
end
function ____exports.checkOf(content, incarnation)
return hash32(
packU32(content % UINT32),
incarnation
) % 65536
end
local function encodeHead(____bindingPattern0, from, to)
local check
local top
local isRenewal
local incarnation
incarnation = ____bindingPattern0.incarnation
isRenewal = ____bindingPattern0.isRenewal
top = ____bindingPattern0.top
check = ____bindingPattern0.check
local head = ((packU32(incarnation) .. char(isRenewal and RENEWAL or 0)) .. encodeVarint(top)) .. packU16(check)
return (head .. encodeVarint(from)) .. encodeVarint(to - from)
end
function ____exports.encodeOutline(outline)
return encodeHead(outline, outline.top, outline.top)
end
function ____exports.encodeDelta(cells, outline, from, ____until, room, isFilled)
local left = room - HEAD_BYTES
local first = 0
for ____, cell in ipairs(cells) do
if cell.sequence > from then
break
end
first = first + 1
end
local size = 0
local to = ____until
local ____end = first
while ____end < #cells and cells[____end + 1].sequence <= ____until do
size = size + sizeOf(cells[____end + 1])
if ____end > first and size > left then
size = size - sizeOf(cells[____end + 1])
to = cells[____end + 1].sequence - 1
break
end
____end = ____end + 1
end
while isFilled and first > 0 and size + sizeOf(cells[first]) <= left do
first = first - 1
size = size + sizeOf(cells[first + 1])
end
local begin = first == 0 and 0 or cells[first].sequence
return encodeHead(outline, begin, to) .. encodeCells(cells, first, ____end, begin), to, begin
end
function ____exports.readDelta(reader, isHearsay)
local incarnation = reader:u32()
local isRenewal = reader:u8() % 2 == RENEWAL
local top = reader:varint()
local check = reader:u16()
local from = reader:varint()
local to = from + reader:varint()
local cells = {}
local count = 0
local sequence = from
while not reader:isAtEnd() do
local slot = reader:u8()
local step = reader:varint()
local bytes = reader:text(____exports.CELL_BYTES)
sequence = sequence + step
if step == 0 or sequence > to or count >= ____exports.SLOT_LIMIT then
return nil
end
cells[count + 1] = {
slot = slot,
sequence = sequence,
bytes = bytes,
incarnation = incarnation,
isHearsay = isHearsay
}
count = count + 1
end
local ____temp_3
if reader.isBad or to > top then
____temp_3 = nil
else
____temp_3 = {
incarnation = incarnation,
isRenewal = isRenewal,
top = top,
check = check,
from = from,
to = to,
cells = cells
}
end
return ____temp_3
end
return ____exports
end,
["live.board.kinds"] = function(...) 
local ____exports = {}
local byte = string.byte
function ____exports.kindOf(____bindingPattern0)
local bytes
bytes = ____bindingPattern0.bytes
return byte(bytes, 1)
end
return ____exports
end,
["live.board.own-board"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____cells = require("live.board.cells")
local BOARD_BYTES = ____cells.BOARD_BYTES
local CELL_BYTES = ____cells.CELL_BYTES
local Cells = ____cells.Cells
local checkOf = ____cells.checkOf
local hashCell = ____cells.hashCell
____exports.OwnBoard = __TS__Class()
local OwnBoard = ____exports.OwnBoard
function OwnBoard.prototype.____constructor(self, name, incarnation, changed)
self.name = name
self.incarnation = incarnation
self.changed = changed
self.cells = __TS__New(Cells)
self.top = 0
self.content = 0
end
function OwnBoard.prototype.have(self)
return self.top
end
function OwnBoard.prototype.used(self)
local count = 0
self.cells:each(function(____bindingPattern0)
local bytes
bytes = ____bindingPattern0.bytes
count = count + (bytes == "" and 0 or 1)
end)
return count
end
function OwnBoard.prototype.list(self)
return self.cells:after(0)
end
function OwnBoard.prototype.check(self)
return checkOf(self.content, self.incarnation)
end
function OwnBoard.prototype.reserve(self)
local slot = self.cells:freeSlot()
if slot == nil then
return nil, "full"
end
return slot
end
function OwnBoard.prototype.add(self, bytes)
local slot, why = self:reserve()
if slot == nil then
return nil, why
end
local refusal = self:write(slot, bytes)
if refusal ~= nil then
return nil, refusal
end
return slot
end
function OwnBoard.prototype.write(self, slot, bytes)
local ____opt_0 = self.cells:get(slot)
local old = ____opt_0 and ____opt_0.bytes or ""
local ____temp_2
if bytes == old then
____temp_2 = nil
else
____temp_2 = self:fit(slot, bytes, false)
end
return ____temp_2
end
function OwnBoard.prototype.clear(self, slot)
self:write(slot, "")
end
OwnBoard.prototype["repeat"] = function(self, slot)
local ____opt_3 = self.cells:get(slot)
local bytes = ____opt_3 and ____opt_3.bytes or ""
if bytes ~= "" then
self:put(slot, bytes, true)
end
end
function OwnBoard.prototype.renew(self, slot, bytes)
return self:fit(slot, bytes, true)
end
function OwnBoard.prototype.agrees(self, ____bindingPattern0)
local bytes
local sequence
local slot
slot = ____bindingPattern0.slot
sequence = ____bindingPattern0.sequence
bytes = ____bindingPattern0.bytes
local cell = self.cells:get(slot)
return cell ~= nil and (cell.sequence > sequence or cell.sequence == sequence and cell.bytes == bytes)
end
function OwnBoard.prototype.fit(self, slot, bytes, isRenewal)
local ____opt_5 = self.cells:get(slot)
local old = ____opt_5 and ____opt_5.bytes or ""
if #bytes > CELL_BYTES then
return "tooLarge"
end
if self.cells.bytes + #bytes - #old > BOARD_BYTES then
return "full"
end
self:put(slot, bytes, isRenewal)
return nil
end
function OwnBoard.prototype.put(self, slot, bytes, isRenewal)
self.top = self.top + 1
local cell = {
slot = slot,
sequence = self.top,
bytes = bytes,
incarnation = self.incarnation,
isHearsay = false
}
local old = self.cells:put(cell)
self.content = self.content + (hashCell(cell) - (old == nil and 0 or hashCell(old)))
self.changed(old, cell, isRenewal)
end
return ____exports
end,
["codec.lz4"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local byte = string.byte
local ceil = math.ceil
local char = string.char
local concat = table.concat
local min = math.min
local rep = string.rep
local sub = string.sub
local MIN_MATCH = 4
local LAST_LITERALS = 5
local MATCH_MARGIN = 12
local MAX_OFFSET = 65535
local MORE = 15
local FULL = char(255)
local function encodeMore(length)
if length < MORE then
return ""
end
local rest = length - MORE
return rep(
FULL,
math.floor(rest / 255)
) .. char(rest % 255)
end
local function encodeSequence(literals, offset, length)
local more = length == 0 and 0 or length - MIN_MATCH
local token = char(min(#literals, MORE) * 16 + min(more, MORE))
local head = (token .. encodeMore(#literals)) .. literals
return length == 0 and head or (head .. char(
offset % 256,
math.floor(offset / 256)
)) .. encodeMore(more)
end
local function matchLength(bytes, at, other, limit)
local length = MIN_MATCH
while length < limit and byte(bytes, at + length) == byte(bytes, other + length) do
length = length + 1
end
return length
end
function ____exports.encodeLz4(bytes)
local parts = {}
local count = 0
local seen = {}
local lastStart = #bytes - MATCH_MARGIN + 1
local from = 1
local at = 1
while at <= lastStart do
local four = sub(bytes, at, at + MIN_MATCH - 1)
local other = seen[four]
seen[four] = at
if other == nil or at - other > MAX_OFFSET then
at = at + 1
else
local length = matchLength(bytes, at, other, #bytes - LAST_LITERALS - at + 1)
parts[count + 1] = encodeSequence(
sub(bytes, from, at - 1),
at - other,
length
)
count = count + 1
at = at + length
from = at
end
end
parts[count + 1] = encodeSequence(
sub(bytes, from),
0,
0
)
return concat(parts)
end
local BlockReader = __TS__Class()
function BlockReader.prototype.____constructor(self, block)
self.block = block
self.isBad = false
self.position = 1
end
function BlockReader.prototype.isAtEnd(self)
return self.position > #self.block
end
function BlockReader.prototype.byte(self)
local value = byte(self.block, self.position)
self.isBad = self.isBad or value == nil
self.position = self.position + 1
return value or 0
end
function BlockReader.prototype.take(self, count)
local start = self.position
self.position = self.position + count
self.isBad = self.isBad or self.position > #self.block + 1
return sub(self.block, start, start + count - 1)
end
function BlockReader.prototype.length(self, half)
local length = half
local more = half == MORE and 255 or 0
while more == 255 and not self.isBad do
more = self:byte()
length = length + more
end
return length
end
function ____exports.decodeLz4(block, size)
local reader = __TS__New(BlockReader, block)
local out = ""
while not reader:isAtEnd() do
local token = reader:byte()
local low = token % 16
out = out .. reader:take(reader:length((token - low) / 16))
if reader.isBad or #out > size then
return nil
end
if reader:isAtEnd() then
return low == 0 and #out == size and out or nil
end
local offset = reader:byte() + reader:byte() * 256
local length = reader:length(low) + MIN_MATCH
if reader.isBad or offset == 0 or offset > #out or #out + length > size then
return nil
end
local period = sub(out, -offset, length < offset and length - offset - 1 or -1)
out = out .. (length <= offset and period or sub(
rep(
period,
ceil(length / offset)
),
1,
length
))
end
return nil
end
return ____exports
end,
["live.board.messages"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local packU24 = ____integers.packU24
local packU32 = ____integers.packU32
local readU32 = ____integers.readU32
local ____lz4 = require("codec.lz4")
local decodeLz4 = ____lz4.decodeLz4
local encodeLz4 = ____lz4.encodeLz4
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____fragments = require("link.fragments")
local TYPED_FRAGMENT = ____fragments.TYPED_FRAGMENT
local ____bytes = require("live.bytes")
local ByteReader = ____bytes.ByteReader
local encodeText = ____bytes.encodeText
local ____cells = require("live.board.cells")
local readDelta = ____cells.readDelta
local char = string.char
local format = string.format
local sub = string.sub
local SOME_ROWS = 0
local ALL_ROWS = 1
local NAME_BYTES = 64
____exports.COPIES_BYTES = 8192
function ____exports.ownerId(name)
return hash32(name, 0) % 16777216
end
function ____exports.shareOf(owner, check)
return hash32(
(owner .. "\0") .. packU16(check),
0
)
end
local function realmOf(name)
local dash = string.find(name, "-", 1, true)
return dash == nil and "" or sub(name, dash)
end
function ____exports.withoutRealm(name, sender)
local realm = realmOf(name)
return realm ~= "" and realm == realmOf(sender) and sub(name, 1, #name - #realm + 1) or name
end
function ____exports.withRealm(text, sender)
return sub(text, -1) == "-" and sub(text, 1, -2) .. realmOf(sender) or text
end
function ____exports.encodeCopy(owner, delta)
return encodeText(owner) .. encodeText(delta)
end
function ____exports.packCopies(copies)
return encodeVarint(#copies) .. encodeLz4(copies)
end
local function unpackCopies(payload)
local reader = __TS__New(ByteReader, payload)
local size = reader:varint()
local isBounded = not reader.isBad and size <= ____exports.COPIES_BYTES
local ____isBounded_0
if isBounded then
____isBounded_0 = decodeLz4(
sub(payload, reader.position),
size
)
else
____isBounded_0 = nil
end
return ____isBounded_0
end
local function decodeCopies(payload)
local unpacked = unpackCopies(payload)
if unpacked == nil then
return nil
end
local copies = {}
local count = 0
local reader = __TS__New(ByteReader, unpacked)
while not reader:isAtEnd() do
local owner = reader:text(NAME_BYTES)
local delta = readDelta(
__TS__New(
ByteReader,
reader:text(#unpacked)
),
true
)
if owner == "" or delta == nil then
return nil
end
copies[count + 1] = {owner = owner, delta = delta}
count = count + 1
end
local ____temp_1
if count == 0 or reader.isBad then
____temp_1 = nil
else
____temp_1 = copies
end
return ____temp_1
end
function ____exports.encodeDigestHead(root, first, last)
return packU32(root) .. (first == nil and char(SOME_ROWS) or (char(ALL_ROWS) .. packU24(first)) .. packU24(last))
end
function ____exports.encodeDigestRow(____bindingPattern0)
local have
local check
local owner
owner = ____bindingPattern0.owner
check = ____bindingPattern0.check
have = ____bindingPattern0.have
return (packU24(owner) .. packU16(check)) .. encodeVarint(have)
end
local function decodeDigest(payload)
local reader = __TS__New(ByteReader, payload)
local root = reader:u32()
local isRange = reader:u8() == ALL_ROWS
local first = isRange and reader:u24() or nil
local last = isRange and reader:u24() or nil
local rows = {}
local count = 0
local before = first or 0
while not reader:isAtEnd() do
local row = {
owner = reader:u24(),
check = reader:u16(),
have = reader:varint()
}
if row.owner < before or row.owner > (last or row.owner) then
return nil
end
rows[count + 1] = row
count = count + 1
before = row.owner
end
local ____reader_isBad_2
if reader.isBad then
____reader_isBad_2 = nil
else
____reader_isBad_2 = {root = root, first = first, last = last, rows = rows}
end
return ____reader_isBad_2
end
function ____exports.encodeAskRow(____bindingPattern0)
local ____until
local have
local incarnation
local owner
owner = ____bindingPattern0.owner
incarnation = ____bindingPattern0.incarnation
have = ____bindingPattern0.have
____until = ____bindingPattern0["until"]
return ((packU24(owner) .. packU16(incarnation)) .. encodeVarint(have)) .. encodeVarint(____until)
end
local function decodeAsk(payload)
local reader = __TS__New(ByteReader, payload)
local rows = {}
local count = 0
while not reader:isAtEnd() do
local row = {
owner = reader:u24(),
incarnation = reader:u16(),
have = reader:varint(),
["until"] = reader:varint()
}
if row["until"] > 0 and row["until"] < row.have then
return nil
end
rows[count + 1] = row
count = count + 1
end
local ____reader_isBad_3
if reader.isBad then
____reader_isBad_3 = nil
else
____reader_isBad_3 = rows
end
return ____reader_isBad_3
end
____exports.DELTA = {
type = 32,
name = "delta",
fragmentType = TYPED_FRAGMENT.type,
decode = function(payload) return readDelta(
__TS__New(ByteReader, payload),
false
) end,
describe = function(____bindingPattern0)
local top
local to
local from
local cells
cells = ____bindingPattern0.cells
from = ____bindingPattern0.from
to = ____bindingPattern0.to
top = ____bindingPattern0.top
return format(
"%.0f cells, changes %.0f to %.0f of %.0f",
#cells,
from + 1,
to,
top
)
end
}
____exports.COPIES = {
type = 33,
name = "copies",
fragmentType = TYPED_FRAGMENT.type,
decode = decodeCopies,
describe = function(copies) return format("of %.0f boards", #copies) end
}
____exports.DIGEST = {
type = 34,
name = "digest",
decode = decodeDigest,
describe = function(____bindingPattern0)
local rows
rows = ____bindingPattern0.rows
return format("%.0f rows", #rows)
end
}
____exports.ASK = {
type = 35,
name = "ask",
decode = decodeAsk,
describe = function(rows) return #rows == 0 and "for everything" or format("for %.0f boards", #rows) end
}
____exports.BYE = {
type = 36,
name = "bye",
decode = function(payload)
local ____temp_4
if #payload == 4 then
____temp_4 = readU32(payload, 1)
else
____temp_4 = nil
end
return ____temp_4
end,
describe = function(incarnation) return format("of incarnation %.0f", incarnation) end
}
function ____exports.encodeBye(incarnation)
return packU32(incarnation)
end
return ____exports
end,
["live.board.pieces"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local max = math.max
local min = math.min
local PIECE_LIMIT = 16
____exports.Pieces = __TS__Class()
local Pieces = ____exports.Pieces
function Pieces.prototype.____constructor(self)
self.have = 0
self.pieces = {}
end
function Pieces.prototype.next(self)
return #self.pieces == 0 and 0 or self.pieces[1].from
end
function Pieces.prototype.add(self, from, to)
local kept = {}
local piece = {from = from, to = to}
local isIn = false
for ____, other in ipairs(self.pieces) do
if other.to < piece.from then
kept[#kept + 1] = other
elseif other.from > piece.to then
if not isIn then
kept[#kept + 1] = piece
isIn = true
end
kept[#kept + 1] = other
else
piece = {
from = min(piece.from, other.from),
to = max(piece.to, other.to)
}
end
end
if not isIn then
kept[#kept + 1] = piece
end
while #kept > 0 and kept[1].from <= self.have do
self.have = max(self.have, kept[1].to)
table.remove(kept, 1)
end
if #kept > PIECE_LIMIT then
table.remove(kept)
end
self.pieces = kept
end
function Pieces.prototype.clear(self)
self.have = 0
self.pieces = {}
end
return ____exports
end,
["live.board.board"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local isEntry, isShownAsHearsay, isVisible, visible
local ____cells = require("live.board.cells")
local BOARD_BYTES = ____cells.BOARD_BYTES
local Cells = ____cells.Cells
local checkOf = ____cells.checkOf
local hashCell = ____cells.hashCell
local ____kinds = require("live.board.kinds")
local kindOf = ____kinds.kindOf
local ____messages = require("live.board.messages")
local ownerId = ____messages.ownerId
local shareOf = ____messages.shareOf
local ____pieces = require("live.board.pieces")
local Pieces = ____pieces.Pieces
function isEntry(cell)
local kind = kindOf(cell)
return kind == 0 or kind == 1
end
function isShownAsHearsay(cell)
return isEntry(cell) or kindOf(cell) == 5
end
function isVisible(cell)
return cell.bytes ~= "" and (not cell.isHearsay or isShownAsHearsay(cell))
end
function visible(cell)
return cell ~= nil and isVisible(cell) and cell or nil
end
local max = math.max
local min = math.min
____exports.Board = __TS__Class()
local Board = ____exports.Board
function Board.prototype.____constructor(self, name, onShown)
self.name = name
self.onShown = onShown
self.incarnation = 0
self.top = 0
self.isHeard = false
self.firstTop = 0
self.isDoubted = false
self.isOverLimit = false
self.pieces = __TS__New(Pieces)
self.said = __TS__New(Cells)
self.hearsay = __TS__New(Cells)
self.fading = {}
self.fadesAt = 0
self.isShown = false
self.id = ownerId(name)
end
function Board.prototype.have(self)
return self.pieces.have
end
function Board.prototype.isLacking(self)
return not self.isOverLimit and (self:have() < self.top or self:isInDoubt())
end
function Board.prototype.bytes(self)
return self.said.bytes + self.hearsay.bytes
end
Board.prototype["until"] = function(self)
return self.pieces:next()
end
function Board.prototype.check(self)
if self.known == nil then
local content = 0
local have = self:have()
self:eachCell(function(cell)
content = content + (cell.sequence <= have and hashCell(cell) or 0)
end)
self.known = checkOf(content, self.incarnation)
self.knownShare = nil
end
return self.known
end
function Board.prototype.share(self)
local check = self:check()
if self.knownShare == nil then
self.knownShare = shareOf(self.name, check)
end
return self.knownShare
end
function Board.prototype.isInDoubt(self)
local isInDoubt = false
self.hearsay:each(function(cell)
isInDoubt = isInDoubt or cell.bytes ~= "" and not isShownAsHearsay(cell) and self:at(cell.slot) == cell
end)
return isInDoubt
end
function Board.prototype.assured(self)
local assured = self:have()
self.hearsay:each(function(cell)
if cell.bytes ~= "" and not isShownAsHearsay(cell) then
assured = min(assured, cell.sequence - 1)
end
end)
return assured
end
function Board.prototype.list(self)
local cells = {}
self:eachCell(function(cell)
cells[#cells + 1] = cell
end)
table.sort(
cells,
function(a, b) return a.sequence < b.sequence end
)
return cells
end
function Board.prototype.eachShown(self, visit)
if not self.isShown then
return
end
for ____, cell in ipairs(self.fading) do
visit(cell)
end
self:eachCell(function(cell)
if isVisible(cell) then
visit(cell)
end
end)
end
function Board.prototype.show(self, isShown)
if self.isShown == isShown then
return
end
local cells = {}
self.isShown = true
self:eachShown(function(cell)
cells[#cells + 1] = cell
end)
self.isShown = isShown
for ____, cell in ipairs(cells) do
local ____self_onShown_1 = self.onShown
local ____isShown_0
if isShown then
____isShown_0 = nil
else
____isShown_0 = cell
end
____self_onShown_1(self, ____isShown_0, isShown and cell or nil)
end
end
Board.prototype["end"] = function(self)
for ____, layer in ipairs({self.said, self.hearsay}) do
for ____, cell in ipairs(layer:after(0)) do
if not isEntry(cell) then
self:replace(
cell.slot,
function() return layer:remove(cell) end
)
end
end
end
end
function Board.prototype.forget(self)
self.said = __TS__New(Cells)
self.hearsay = __TS__New(Cells)
self.fading = {}
self.pieces:clear()
end
function Board.prototype.endFading(self)
local fading = self.fading
self.fading = {}
for ____, cell in ipairs(fading) do
self:tell(cell, nil)
end
end
function Board.prototype.hear(self, delta)
local ____delta_2 = delta
local incarnation = ____delta_2.incarnation
local from = ____delta_2.from
local to = ____delta_2.to
local top = ____delta_2.top
local check = ____delta_2.check
self.known = nil
if self.isHeard and incarnation < self.incarnation then
return true
end
if incarnation ~= self.incarnation then
self:begin(incarnation, top)
end
self.firstTop = self.isHeard and self.firstTop or min(self.firstTop, top)
self.top = self.isHeard and max(self.top, top) or top
self.isHeard = true
if self.isOverLimit then
return true
end
self:takeOwn(delta)
self.pieces:add(from, to)
local isOvertaken = self:have() > self.top
local isComplete = self:have() == self.top and top == self.top
local isWrong = isComplete and check ~= self:check()
self:limit()
if isComplete and not isWrong then
self.isDoubted = false
end
if isOvertaken or isWrong then
self.isDoubted = true
self:forgetHearsay()
self.pieces:clear()
self.known = nil
end
if self:have() >= self.fadesAt then
self:endFading()
end
return not isOvertaken and not isWrong
end
function Board.prototype.hearCopy(self, ____bindingPattern0)
local cells
local to
local from
local top
local incarnation
incarnation = ____bindingPattern0.incarnation
top = ____bindingPattern0.top
from = ____bindingPattern0.from
to = ____bindingPattern0.to
cells = ____bindingPattern0.cells
local isOther = incarnation ~= self.incarnation
self.known = nil
if self.isHeard and isOther or isOther and incarnation < self.incarnation then
return false
end
if isOther then
self:begin(incarnation, top)
end
if self.isOverLimit or self.isDoubted then
return false
end
if not self.isHeard then
self.top = max(self.top, top)
end
for ____, cell in ipairs(cells) do
local ____cell_sequence_5 = cell.sequence
local ____opt_3 = self:at(cell.slot)
if ____cell_sequence_5 > (____opt_3 and ____opt_3.sequence or 0) then
self:replace(
cell.slot,
function() return self.hearsay:put(cell) end
)
end
end
self.pieces:add(from, to)
self:limit()
return true
end
function Board.prototype.begin(self, incarnation, top)
local before = self:list()
self:endFading()
self.isHeard = false
self.isDoubted = false
self.isOverLimit = false
self.incarnation = incarnation
self.top = top
self.firstTop = top
self.fadesAt = top
self.said = __TS__New(Cells)
self.hearsay = __TS__New(Cells)
self.pieces:clear()
for ____, cell in ipairs(before) do
if isEntry(cell) then
self.fading[#self.fading + 1] = cell
elseif isVisible(cell) then
self:tell(cell, nil)
end
end
end
function Board.prototype.takeOwn(self, ____bindingPattern0)
local to
local from
local cells
cells = ____bindingPattern0.cells
from = ____bindingPattern0.from
to = ____bindingPattern0.to
local told = {}
for ____, cell in ipairs(cells) do
told[cell.slot] = cell
end
for ____, cell in ipairs(self.hearsay:after(from)) do
local own = told[cell.slot]
if own ~= nil and own.sequence == cell.sequence and own.bytes == cell.bytes then
self:confirm(cell)
elseif cell.sequence <= to then
self:replace(
cell.slot,
function() return self.hearsay:remove(cell) end
)
end
end
for ____, cell in ipairs(cells) do
self:replace(
cell.slot,
function()
local ____cell_sequence_8 = cell.sequence
local ____opt_6 = self.said:get(cell.slot)
if ____cell_sequence_8 > (____opt_6 and ____opt_6.sequence or 0) then
self.said:put(cell)
end
local rumour = self.hearsay:get(cell.slot)
if rumour ~= nil and rumour.sequence <= cell.sequence then
self.hearsay:remove(rumour)
end
end
)
end
end
function Board.prototype.confirm(self, cell)
local before = visible(self:at(cell.slot))
self.hearsay:remove(cell)
cell.isHearsay = false
local ____cell_sequence_11 = cell.sequence
local ____opt_9 = self.said:get(cell.slot)
if ____cell_sequence_11 > (____opt_9 and ____opt_9.sequence or 0) then
self.said:put(cell)
end
local after = visible(self:at(cell.slot))
if before ~= after or not isEntry(cell) then
self:tell(before, after)
end
end
function Board.prototype.forgetHearsay(self)
for ____, cell in ipairs(self.hearsay:after(0)) do
self:replace(
cell.slot,
function() return self.hearsay:remove(cell) end
)
end
end
function Board.prototype.limit(self)
local isComplete = self:have() == self.top
if self:bytes() > BOARD_BYTES * (isComplete and 1 or 2) then
self.isOverLimit = true
for ____, layer in ipairs({self.said, self.hearsay}) do
for ____, cell in ipairs(layer:after(0)) do
self:replace(
cell.slot,
function() return layer:remove(cell) end
)
end
end
end
end
function Board.prototype.at(self, slot)
local said = self.said:get(slot)
local rumour = self.hearsay:get(slot)
return rumour ~= nil and rumour.sequence > (said and said.sequence or 0) and rumour or said
end
function Board.prototype.eachCell(self, visit)
self.said:each(function(cell)
if self:at(cell.slot) == cell then
visit(cell)
end
end)
self.hearsay:each(function(cell)
if self:at(cell.slot) == cell then
visit(cell)
end
end)
end
function Board.prototype.replace(self, slot, change)
local before = visible(self:at(slot))
change()
local after = visible(self:at(slot))
if before ~= after then
self:tell(before, after)
end
end
function Board.prototype.tell(self, old, cell)
if self.isShown then
self.onShown(self, old, cell)
end
end
return ____exports
end,
["live.constants"] = function(...) 
local ____exports = {}
____exports.JOIN_WAIT_SECONDS = 0.3
____exports.PACE_BURST = 3
____exports.DIGEST_SECONDS = 2.5
____exports.DIGEST_LIMIT_SECONDS = 10
____exports.QUIET_SECONDS = 40
____exports.REFUTE_SECONDS = 4
____exports.ON_ITS_WAY_SECONDS = 1.5
____exports.ANSWERED_SECONDS = 0.3
____exports.ASK_WAIT_SECONDS = 0.1
____exports.ASK_WAIT_LIMIT_SECONDS = 0.5
____exports.ASK_AGAIN_SECONDS = 1
____exports.PUT_OFF_LIMIT = 2
____exports.COPY_WAIT_SECONDS = 1.5
____exports.COPY_STEP_SECONDS = 0.3
____exports.COPY_RANK_LIMIT = 8
____exports.ANSWER_BYTES = 40000
____exports.BOARDS_PER_SERVER = 25
____exports.SERVER_MINIMUM = 4
____exports.SERVER_LIMIT = 12
____exports.SERVE_AFTER_SECONDS = 5
____exports.CROWD_SECONDS = 3
____exports.AGAIN_SECONDS = {
0.5,
1.2,
2.2,
3.5,
5
}
____exports.PROMISE_AGAIN_SECONDS = 10
____exports.CALLED_SECONDS = 1
____exports.PROMISE_SECONDS = 6
____exports.UNKNOWN_SECONDS = 60
____exports.VANISHED_SECONDS = 5
____exports.PASS_SECONDS = 2
____exports.PASS_LIMIT_SECONDS = 60
____exports.ROSTER_LAG_SECONDS = 15
____exports.ROSTER_REQUEST_SECONDS = 15
____exports.GRACE_SECONDS = 30
____exports.KEEP_SECONDS = 60
____exports.REMEMBER_SECONDS = 600
____exports.CLOCK_AHEAD_SECONDS = 120
return ____exports
end,
["live.members"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____board = require("live.board.board")
local Board = ____board.Board
local ____constants = require("live.constants")
local CLOCK_AHEAD_SECONDS = ____constants.CLOCK_AHEAD_SECONDS
local GRACE_SECONDS = ____constants.GRACE_SECONDS
local KEEP_SECONDS = ____constants.KEEP_SECONDS
local QUIET_SECONDS = ____constants.QUIET_SECONDS
local REMEMBER_SECONDS = ____constants.REMEMBER_SECONDS
local ROSTER_LAG_SECONDS = ____constants.ROSTER_LAG_SECONDS
local huge = math.huge
local max = math.max
local LOOK_SECONDS = 1
____exports.Members = __TS__Class()
local Members = ____exports.Members
function Members.prototype.____constructor(self, context, listener)
self.context = context
self.listener = listener
self.byName = {}
self.list = {}
context.timers:every(
LOOK_SECONDS,
function() return self:look() end
)
end
function Members.prototype.get(self, name)
return self.byName[name]
end
function Members.prototype.compared(self)
return __TS__ArrayFilter(
self.list,
function(____, ____bindingPattern0)
local board
local byeAt
local isPresent
isPresent = ____bindingPattern0.isPresent
byeAt = ____bindingPattern0.byeAt
board = ____bindingPattern0.board
return isPresent and byeAt == nil and not board.isOverLimit
end
)
end
function Members.prototype.present(self)
return __TS__ArrayFilter(
self.list,
function(____, ____bindingPattern0)
local isPresent
isPresent = ____bindingPattern0.isPresent
return isPresent
end
)
end
function Members.prototype.withId(self, id)
return __TS__ArrayFilter(
self.list,
function(____, ____bindingPattern0)
local board
board = ____bindingPattern0.board
return board.id == id
end
)
end
function Members.prototype.hear(self, name, delta)
local ____self_context_0 = self.context
local clock = ____self_context_0.clock
if self:isBeyond(delta) then
return nil
end
local member = self.byName[name] or self:add(name)
local now = clock:uptime()
local board = member.board
if board.isHeard and delta.incarnation < board.incarnation then
return nil
end
if not board.isHeard or delta.incarnation > board.incarnation then
member.bornAt = now
end
if delta.incarnation > board.incarnation then
member.byeAt = nil
end
member.heardAt = now
member.ended = 0
self:enter(member)
member.hasNews = not board.isHeard or delta.top > board:have()
member.changedAt = self:isChange(board, delta) and now or member.changedAt
board:hear(delta)
return member
end
function Members.prototype.hearCopy(self, name, delta)
local ____self_context_1 = self.context
local scope = ____self_context_1.scope
if self:isBeyond(delta) or scope.isMember(name) == false or scope.isOnline(name) == false then
return nil
end
local known = self.byName[name]
if known ~= nil and (delta.incarnation <= known.ended or known.byeAt ~= nil) then
return nil
end
local member = known or self:add(name)
local board = member.board
local had = board:have()
self:enter(member)
local isOfUse = board:hearCopy(delta)
member.hasNews = board:have() > had
return isOfUse and member or nil
end
function Members.prototype.bye(self, name, incarnation)
local member = self.byName[name]
if member == nil or incarnation < member.board.incarnation then
return
end
member.heardAt = self.context.clock:uptime()
member.byeAt = member.heardAt
member.ended = incarnation
local ____self_2 = member.board
____self_2["end"](____self_2)
end
function Members.prototype.onOffline(self, name)
local member = self.byName[name]
if member ~= nil then
member.wasOnline = false
self:leave(member, "offline")
end
end
function Members.prototype.onRoster(self)
local ____self_context_3 = self.context
local scope = ____self_context_3.scope
local clock = ____self_context_3.clock
local now = clock:uptime()
for ____, member in ipairs(self.list) do
local ____member_board_4 = member.board
local name = ____member_board_4.name
local ____temp_5
if scope.isMember(name) == false then
____temp_5 = false
else
____temp_5 = scope.isOnline(name)
end
local isOnline = ____temp_5
local isNew = now - member.bornAt < ROSTER_LAG_SECONDS
local hasLeft = isOnline == false and member.wasOnline == true and not isNew
local isSilent = isOnline == false and now - member.heardAt >= ROSTER_LAG_SECONDS
if scope.isMember(name) == false or hasLeft or isSilent then
self:leave(member, "offline")
end
local ____isOnline_6 = isOnline
if ____isOnline_6 == nil then
____isOnline_6 = member.wasOnline
end
member.wasOnline = ____isOnline_6
end
end
function Members.prototype.isChange(self, board, ____bindingPattern0)
local top
local incarnation
incarnation = ____bindingPattern0.incarnation
top = ____bindingPattern0.top
local isKnown = board.isHeard and board.incarnation == incarnation and board:have() == board.top
local isYoung = self.context.clock:serverTime() - incarnation < QUIET_SECONDS
return (isKnown or isYoung) and top > board:have()
end
function Members.prototype.isBeyond(self, ____bindingPattern0)
local incarnation
incarnation = ____bindingPattern0.incarnation
return incarnation > self.context.clock:serverTime() + CLOCK_AHEAD_SECONDS
end
function Members.prototype.add(self, name)
local board = __TS__New(Board, name, self.listener.shown)
local never = {heardAt = -huge, changedAt = -huge, bornAt = -huge, goneAt = -huge}
local member = __TS__ObjectAssign({board = board, isPresent = false, hasNews = false, ended = 0}, never)
self.byName[name] = member
self.list[#self.list + 1] = member
return member
end
function Members.prototype.enter(self, member)
if not member.isPresent then
member.isPresent = true
member.wasOnline = self.context.scope.isOnline(member.board.name)
member.board:show(true)
self.listener.joined(member.board.name)
end
end
function Members.prototype.leave(self, member, reason)
local ____member_7 = member
local board = ____member_7.board
member.ended = max(member.ended, board.incarnation)
member.goneAt = self.context.clock:uptime()
if member.isPresent then
member.isPresent = false
board:show(false)
self.listener.left(board.name, reason)
end
end
function Members.prototype.look(self)
local now = self.context.clock:uptime()
local kept = {}
local count = 0
for ____, member in ipairs(self.list) do
local board = member.board
local byeAt = member.byeAt
local bornAt = member.bornAt
local isPresent = member.isPresent
if isPresent and byeAt ~= nil and now - byeAt >= GRACE_SECONDS then
self:leave(member, "bye")
end
if now - bornAt >= GRACE_SECONDS then
board:endFading()
end
if not member.isPresent and now - member.goneAt >= KEEP_SECONDS then
board:forget()
end
if member.isPresent or now - member.goneAt < REMEMBER_SECONDS then
kept[count + 1] = member
count = count + 1
else
self.byName[board.name] = nil
end
end
self.list = kept
end
return ____exports
end,
["live.asker"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local askRowOf, isLacking, max, NOTHING
local ____messages = require("live.board.messages")
local ASK = ____messages.ASK
local encodeAskRow = ____messages.encodeAskRow
local ____constants = require("live.constants")
local ASK_AGAIN_SECONDS = ____constants.ASK_AGAIN_SECONDS
local ASK_WAIT_LIMIT_SECONDS = ____constants.ASK_WAIT_LIMIT_SECONDS
local ASK_WAIT_SECONDS = ____constants.ASK_WAIT_SECONDS
local PUT_OFF_LIMIT = ____constants.PUT_OFF_LIMIT
local QUIET_SECONDS = ____constants.QUIET_SECONDS
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
function askRowOf(board)
local ____board_14 = board
local id = ____board_14.id
local top = ____board_14.top
local incarnation = board.incarnation % 65536
local assured = board.isDoubted and 0 or board:assured()
if assured < board:have() or board:have() >= top or board.isDoubted then
return {
owner = id,
incarnation = incarnation,
have = max(1, assured),
["until"] = max(1, assured)
}
end
return {
owner = id,
incarnation = incarnation,
have = board:have(),
["until"] = board["until"](board)
}
end
function isLacking(board, top)
return board:isLacking() or not board.isOverLimit and board:have() < top
end
max = math.max
local min = math.min
____exports.Asker = __TS__Class()
local Asker = ____exports.Asker
function Asker.prototype.____constructor(self, context, members)
self.context = context
self.members = members
self.lacks = {}
end
function Asker.prototype.check(self, board, top)
if top == nil then
top = board.top
end
if self:find(board.id, board) == nil and isLacking(board, top) then
self:add(board.id, top, board)
end
end
function Asker.prototype.compare(self, board, top)
local lack = self:find(board.id, board)
if lack == nil then
self:check(board, top)
elseif lack.dueAt > self.context.clock:uptime() + ASK_AGAIN_SECONDS then
lack.dueAt = self:drawDue()
self:schedule()
end
end
function Asker.prototype.heardOwner(self, board)
local lack = self:find(board.id, board)
if lack ~= nil then
lack.top = board.top
end
self:check(board)
end
function Asker.prototype.miss(self, id, top)
if self:find(id) == nil then
self:add(id, top)
end
end
function Asker.prototype.askForAll(self)
self:send(
"everything",
function() return "" end
)
end
function Asker.prototype.heard(self, rows)
local now = self.context.clock:uptime()
for ____, ____value in ipairs(rows) do
local owner = ____value.owner
local have = ____value.have
for ____, lack in ipairs(self.lacks) do
local ____temp_3 = lack.id == owner
if ____temp_3 then
local ____have_2 = have
local ____opt_0 = lack.board
____temp_3 = ____have_2 <= (____opt_0 and ____opt_0:assured() or 0)
end
local isCovered = ____temp_3
if isCovered and lack.putOffs < PUT_OFF_LIMIT then
lack.putOffs = lack.putOffs + 1
lack.dueAt = now + ASK_AGAIN_SECONDS
end
end
end
end
function Asker.prototype.find(self, id, board)
return __TS__ArrayFind(
self.lacks,
function(____, lack) return lack.id == id and (board == nil or (lack.board or board) == board) end
)
end
function Asker.prototype.add(self, id, top, board)
local dueAt = self:drawDue()
self.lacks[#self.lacks + 1] = {
id = id,
board = board,
top = top,
dueAt = dueAt,
wait = ASK_AGAIN_SECONDS,
putOffs = 0,
had = 0
}
self:schedule()
end
function Asker.prototype.drawDue(self)
local ____self_context_4 = self.context
local clock = ____self_context_4.clock
local random = ____self_context_4.random
return clock:uptime() + ASK_WAIT_SECONDS + random:fraction() * (ASK_WAIT_LIMIT_SECONDS - ASK_WAIT_SECONDS)
end
function Asker.prototype.schedule(self)
local next
for ____, ____value in ipairs(self.lacks) do
local dueAt = ____value.dueAt
next = min(next or dueAt, dueAt)
end
local ____opt_5 = self.timer
if ____opt_5 ~= nil then
____opt_5:cancel()
end
self.timer = nil
if next ~= nil then
self.timer = self.context.timers:after(
max(
0,
next - self.context.clock:uptime()
),
function()
self:ask()
self:schedule()
end
)
end
end
function Asker.prototype.ask(self)
local now = self.context.clock:uptime()
self.lacks = __TS__ArrayFilter(
self.lacks,
function(____, lack) return self:isStill(lack) end
)
if not __TS__ArraySome(
self.lacks,
function(____, ____bindingPattern0)
local dueAt
dueAt = ____bindingPattern0.dueAt
return dueAt <= now
end
) then
return
end
local due = __TS__ArrayFilter(
self.lacks,
function(____, ____bindingPattern0)
local dueAt
dueAt = ____bindingPattern0.dueAt
return dueAt <= now + ASK_WAIT_LIMIT_SECONDS
end
)
for ____, lack in ipairs(due) do
local ____opt_7 = lack.board
local has = ____opt_7 and ____opt_7:assured() or 0
lack.wait = has > lack.had and ASK_AGAIN_SECONDS or lack.wait
lack.had = has
lack.dueAt = now + lack.wait
lack.wait = min(lack.wait * 2, QUIET_SECONDS)
end
table.sort(
due,
function(a, b) return a.id < b.id end
)
self:send(
"ask",
function() return self:rowsOf(__TS__ArrayFilter(
due,
function(____, lack) return self:isStill(lack) end
)) end
)
end
function Asker.prototype.rowsOf(self, lacks)
local parts = {}
local size = 0
for ____, ____value in ipairs(lacks) do
local id = ____value.id
local board = ____value.board
local row = encodeAskRow(board == nil and __TS__ObjectAssign({}, NOTHING, {owner = id}) or askRowOf(board))
size = size + #row
if size > self.context.port.payloadBytes then
break
end
parts[#parts + 1] = row
end
local ____temp_9
if #parts == 0 then
____temp_9 = nil
else
____temp_9 = table.concat(parts)
end
return ____temp_9
end
function Asker.prototype.isStill(self, lack)
if lack.board == nil then
local member = unpack(
self.members:withId(lack.id),
1,
1
)
lack.board = member and member.board
end
if lack.board == nil then
return lack.wait < QUIET_SECONDS
end
local member = self.members:get(lack.board.name)
return member ~= nil and member.isPresent and isLacking(lack.board, lack.top)
end
function Asker.prototype.send(self, key, payload)
local ____self_context_12 = self.context
local port = ____self_context_12.port
local scope = ____self_context_12.scope
local isSaid = false
local source = __TS__New(
MessageSource,
function()
local ____isSaid_13
if isSaid then
____isSaid_13 = nil
else
____isSaid_13 = payload()
end
local bytes = ____isSaid_13
isSaid = true
if bytes == nil then
return nil, nil
end
return ASK, bytes
end
)
if scope.maySpeak() then
port:broadcast(2, key, source)
elseif self.lastSpeaker ~= nil then
port:whisper(2, self.lastSpeaker, key, source)
end
end
NOTHING = {incarnation = 0, have = 0, ["until"] = 0}
return ____exports
end,
["live.copier"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local pieceFrom, pieceOf, lot, min
local ____messages = require("live.board.messages")
local COPIES = ____messages.COPIES
local COPIES_BYTES = ____messages.COPIES_BYTES
local encodeCopy = ____messages.encodeCopy
local ownerId = ____messages.ownerId
local packCopies = ____messages.packCopies
local withoutRealm = ____messages.withoutRealm
local ____cells = require("live.board.cells")
local encodeDelta = ____cells.encodeDelta
local ____constants = require("live.constants")
local ANSWER_BYTES = ____constants.ANSWER_BYTES
local BOARDS_PER_SERVER = ____constants.BOARDS_PER_SERVER
local COPY_RANK_LIMIT = ____constants.COPY_RANK_LIMIT
local COPY_STEP_SECONDS = ____constants.COPY_STEP_SECONDS
local COPY_WAIT_SECONDS = ____constants.COPY_WAIT_SECONDS
local CROWD_SECONDS = ____constants.CROWD_SECONDS
local SERVE_AFTER_SECONDS = ____constants.SERVE_AFTER_SECONDS
local SERVER_LIMIT = ____constants.SERVER_LIMIT
local SERVER_MINIMUM = ____constants.SERVER_MINIMUM
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____token_2Dbucket = require("link.token-bucket")
local TokenBucket = ____token_2Dbucket.TokenBucket
function pieceFrom(board)
return {
board = board,
incarnation = board.incarnation,
from = 0,
["until"] = board:have()
}
end
function pieceOf(board, ____bindingPattern0)
local ____until
local have
local incarnation
incarnation = ____bindingPattern0.incarnation
have = ____bindingPattern0.have
____until = ____bindingPattern0["until"]
local isKnown = incarnation == board.incarnation % 65536
local from = isKnown and have or 0
local ____end = isKnown and ____until > 0 and min(
____until,
board:have()
) or board:have()
local isOfUse = not board.isDoubted and (____end > from or not isKnown)
return isOfUse and ({board = board, incarnation = board.incarnation, from = from, ["until"] = ____end}) or nil
end
function lot(asker, name)
return hash32((asker .. "\0") .. name, 0)
end
local ceil = math.ceil
local huge = math.huge
local max = math.max
min = math.min
local COPY_HEAD_BYTES = 3
local PACKING_BYTES = 6
____exports.Copier = __TS__Class()
local Copier = ____exports.Copier
function Copier.prototype.____constructor(self, context, members, own)
self.context = context
self.members = members
self.own = own
self.saidAt = {}
self.allowances = {}
self.joinedAt = -huge
self.crowdedUntil = -huge
self.openedAt = context.clock:uptime()
end
function Copier.prototype.heard(self, name)
self.saidAt[name] = self.context.clock:uptime()
end
function Copier.prototype.allow(self, asker, bytes)
local allowance = self.allowances[asker]
if allowance == nil then
allowance = __TS__New(TokenBucket, self.context.clock, ANSWER_BYTES, ANSWER_BYTES / 60)
self.allowances[asker] = allowance
end
return allowance:take(bytes) == bytes
end
function Copier.prototype.answer(self, asker, row)
local ____self_context_0 = self.context
local clock = ____self_context_0.clock
local timers = ____self_context_0.timers
local rank = self:rank(asker)
if rank >= COPY_RANK_LIMIT then
return
end
local askedAt = clock:uptime()
timers:after(
COPY_WAIT_SECONDS + rank * COPY_STEP_SECONDS,
function()
local pieces = {}
for ____, ____value in ipairs(self.members:withId(row.owner)) do
local board = ____value.board
local isPresent = ____value.isPresent
local isSaid = (self.saidAt[board.name] or -huge) > askedAt
local ____temp_1
if isSaid or not isPresent then
____temp_1 = nil
else
____temp_1 = pieceOf(board, row)
end
local piece = ____temp_1
if piece ~= nil and self:allow(
asker,
board:bytes()
) then
pieces[#pieces + 1] = piece
end
end
self:say(pieces, nil)
end
)
end
function Copier.prototype.serve(self, asker)
local ____self_context_2 = self.context
local clock = ____self_context_2.clock
local port = ____self_context_2.port
local scope = ____self_context_2.scope
local ____self = ____self_context_2.self
local now = clock:uptime()
if now - self.joinedAt < CROWD_SECONDS then
self.crowdedUntil = now + CROWD_SECONDS
end
self.joinedAt = now
if now - self.openedAt < SERVE_AFTER_SECONDS then
return
end
local compared = __TS__ArrayFilter(
self.members:compared(),
function(____, ____bindingPattern0)
local board
board = ____bindingPattern0.board
return board.name ~= asker
end
)
local servers = min(
max(
ceil(#compared / BOARDS_PER_SERVER),
SERVER_MINIMUM
),
SERVER_LIMIT
)
local rank = self:rank(asker)
if rank >= servers then
return
end
local isAlone = #compared < servers
local function isShare(name)
local ____isAlone_3
if isAlone then
____isAlone_3 = rank == 0
else
____isAlone_3 = ownerId(name) % servers == rank
end
return ____isAlone_3
end
local pieces = {}
local bytes = 0
if scope.maySpeak() and isShare(____self) then
pieces[1] = pieceFrom(self.own)
bytes = self.own.cells.bytes
end
for ____, ____value in ipairs(compared) do
local board = ____value.board
if isShare(board.name) then
pieces[#pieces + 1] = pieceFrom(board)
bytes = bytes + board:bytes()
end
end
if not self:allow(
asker,
min(bytes, ANSWER_BYTES)
) then
return
end
local isWhispered = port:mayWhisper() and now >= self.crowdedUntil
self:say(
pieces,
(isWhispered or not scope.maySpeak()) and asker or nil
)
end
function Copier.prototype.encode(self, ____bindingPattern0, room)
local ____until
local from
local incarnation
local board
board = ____bindingPattern0.board
incarnation = ____bindingPattern0.incarnation
from = ____bindingPattern0.from
____until = ____bindingPattern0["until"]
if board.incarnation ~= incarnation or board:have() < ____until then
return nil, ____until
end
local name = withoutRealm(board.name, self.context.self)
local outline = {
incarnation = incarnation,
isRenewal = true,
top = board.top,
check = board:check()
}
local left = room - #name - COPY_HEAD_BYTES
local delta, to = encodeDelta(
board:list(),
outline,
from,
____until,
left,
false
)
return encodeCopy(name, delta), to
end
function Copier.prototype.pack(self, pieces, room)
local copies = ""
local packed
while #pieces > 0 do
local piece = pieces[1]
local copy, to = self:encode(piece, room - PACKING_BYTES)
if copy ~= nil then
local longer = packCopies(copies .. copy)
local isTooLong = #longer > room or #copies + #copy > COPIES_BYTES
if isTooLong and packed ~= nil then
return packed
end
copies = copies .. copy
packed = longer
piece.from = to
end
if copy == nil or to >= piece["until"] then
table.remove(pieces, 1)
end
end
return packed
end
function Copier.prototype.rank(self, asker)
local ____self_context_4 = self.context
local ____self = ____self_context_4.self
local own = lot(asker, ____self)
local rank = 0
for ____, ____value in ipairs(self.members:compared()) do
local board = ____value.board
local other = lot(asker, board.name)
local isBefore = other < own or other == own and board.id < ownerId(____self)
rank = rank + (board.name ~= asker and isBefore and 1 or 0)
end
return rank
end
function Copier.prototype.say(self, pieces, target)
local ____self_context_5 = self.context
local port = ____self_context_5.port
local scope = ____self_context_5.scope
if #pieces == 0 or target == nil and not scope.maySpeak() then
return
end
local source = __TS__New(
MessageSource,
function()
local packed = self:pack(pieces, port.payloadBytes)
if packed == nil then
return nil, nil
end
return COPIES, packed
end
)
if target == nil then
port:broadcast(3, "copies " .. pieces[1].board.name, source)
else
port:whisper(3, target, "copies " .. target, source)
end
end
return ____exports
end,
["live.lot"] = function(...) 
local ____exports = {}
local exp = math.exp
local log = math.log
function ____exports.drawWait(random, limit, count)
local steepness = log(count) + 1
return limit / steepness * log(1 + (exp(steepness) - 1) * random:fraction())
end
return ____exports
end,
["live.speaker"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____cells = require("live.board.cells")
local encodeDelta = ____cells.encodeDelta
local encodeOutline = ____cells.encodeOutline
local ____messages = require("live.board.messages")
local BYE = ____messages.BYE
local DELTA = ____messages.DELTA
local encodeBye = ____messages.encodeBye
local ____constants = require("live.constants")
local ANSWERED_SECONDS = ____constants.ANSWERED_SECONDS
local PACE_BURST = ____constants.PACE_BURST
local REFUTE_SECONDS = ____constants.REFUTE_SECONDS
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____token_2Dbucket = require("link.token-bucket")
local TokenBucket = ____token_2Dbucket.TokenBucket
local huge = math.huge
local max = math.max
local min = math.min
____exports.Speaker = __TS__Class()
local Speaker = ____exports.Speaker
function Speaker.prototype.____constructor(self, context, own)
self.context = context
self.own = own
self.said = 0
self.saidAt = -huge
self.freshTop = 0
self.isDue = false
self.isSaying = false
self.isAnswering = false
self.last = {from = 0, to = 0, at = -huge}
self.outlinedAt = -huge
self.onSent = {}
self.pace = __TS__New(TokenBucket, context.clock, PACE_BURST, 1)
self.told = {
top = own.top,
check = own:check()
}
end
function Speaker.prototype.whenSent(self, listener)
self.onSent[#self.onSent + 1] = listener
end
function Speaker.prototype.changed(self, isRenewal)
if not isRenewal then
self.freshTop = self.own.top
end
self:saySoon()
end
function Speaker.prototype.open(self)
self.outlinedAt = self.context.clock:uptime()
if self.own.top == 0 then
self:sayOutline()
else
self:say()
end
end
function Speaker.prototype.refute(self)
if self.context.clock:uptime() - self.outlinedAt >= REFUTE_SECONDS then
self:sayOutline()
end
end
function Speaker.prototype.answer(self, from, ____until)
if ____until <= from then
self:refute()
return
end
local asked = self.asked
local last = self.last
local isOnItsWay = self.context.clock:uptime() - last.at < ANSWERED_SECONDS
if isOnItsWay and last.from <= from and last.to >= ____until then
return
end
self.asked = {
from = min(from, asked and asked.from or from),
["until"] = max(____until, asked and asked["until"] or ____until)
}
if self.isAnswering then
return
end
self.isAnswering = true
local before = self.said
local source = __TS__New(
MessageSource,
function()
local range = self.asked
if range == nil or range["until"] <= range.from then
self.asked = nil
return nil, nil
end
before = self.said
range["until"] = before < self.own.top and self.own.top or range["until"]
local bytes, to = self:delta(range.from, range["until"])
self.said = range.from <= before and max(before, to) or before
range.from = to
return DELTA, bytes
end
)
self.context.port:broadcast(
3,
"answer",
source,
function(settlement)
self.isAnswering = false
self:unsay(settlement, before)
end
)
end
function Speaker.prototype.bye(self)
local source = MessageSource:once(
BYE,
encodeBye(self.own.incarnation)
)
self.context.port:broadcast(1, "bye", source)
end
function Speaker.prototype.saySoon(self)
if self.isDue then
return
end
self.isDue = true
self.context.timers:after(
self.pace:secondsUntil(1),
function()
self.isDue = false
self:say()
end
)
end
function Speaker.prototype.sayOutline(self)
local context = self.context
local own = self.own
self.outlinedAt = context.clock:uptime()
if self.said < own.top then
self:saySoon()
return
end
local source = MessageSource:once(
DELTA,
encodeOutline(self:outline(true))
)
context.port:broadcast(2, "outline", source)
end
function Speaker.prototype.outline(self, isRenewal)
local own = self.own
self.told = {
top = own.top,
check = own:check()
}
return __TS__ObjectAssign({incarnation = own.incarnation, isRenewal = isRenewal}, self.told)
end
function Speaker.prototype.say(self)
local own = self.own
local context = self.context
if self.isSaying then
return
end
self.isSaying = true
local before = self.said
local source = __TS__New(
MessageSource,
function()
if self.said >= own.top then
return nil, nil
end
self.pace:take(1)
before = self.said
local bytes, to = self:delta(before, own.top)
self.said = to
self.saidAt = context.clock:uptime()
return DELTA, bytes
end
)
context.port:broadcast(
2,
"board",
source,
function(settlement)
self.isSaying = false
if settlement == "sent" then
for ____, listener in ipairs(self.onSent) do
listener(self.said)
end
else
self:unsay(settlement, before)
end
end
)
end
function Speaker.prototype.unsay(self, settlement, before)
if settlement ~= "sent" and settlement ~= "closed" then
self.said = min(self.said, before)
end
end
function Speaker.prototype.delta(self, from, ____until)
local own = self.own
local context = self.context
local outline = self:outline(from >= self.freshTop)
local bytes, to, begin = encodeDelta(
own:list(),
outline,
from,
____until,
context.port.payloadBytes,
true
)
self.last = {
from = begin,
to = to,
at = context.clock:uptime()
}
return bytes, to
end
return ____exports
end,
["live.digester"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__New = ____lualib.__TS__New
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local isInRange, compare, rootOf, coded, latest, countIn, bytesOf, UINT32
local ____messages = require("live.board.messages")
local DIGEST = ____messages.DIGEST
local encodeDigestHead = ____messages.encodeDigestHead
local encodeDigestRow = ____messages.encodeDigestRow
local ownerId = ____messages.ownerId
local shareOf = ____messages.shareOf
local ____constants = require("live.constants")
local DIGEST_LIMIT_SECONDS = ____constants.DIGEST_LIMIT_SECONDS
local DIGEST_SECONDS = ____constants.DIGEST_SECONDS
local ON_ITS_WAY_SECONDS = ____constants.ON_ITS_WAY_SECONDS
local QUIET_SECONDS = ____constants.QUIET_SECONDS
local ____lot = require("live.lot")
local drawWait = ____lot.drawWait
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
function isInRange(id, first, last)
return first ~= nil and last ~= nil and id >= first and id <= last
end
function compare(____bindingPattern0, boards, now)
local rows
local last
local first
local root
root = ____bindingPattern0.root
first = ____bindingPattern0.first
last = ____bindingPattern0.last
rows = ____bindingPattern0.rows
local told = {}
for ____, row in ipairs(rows) do
told[row.owner] = row
end
local count = 0
local sum = 0
local isOnItsWay = true
local isUnsure = first ~= nil
for ____, ____value in ipairs(boards) do
local own = ____value.row
local name = ____value.name
local share = ____value.share
local changedAt = ____value.changedAt
local row = told[own.owner]
local isNew = now - changedAt < DIGEST_SECONDS
local isTold = row ~= nil or isInRange(own.owner, first, last)
count = count + (row == nil and 0 or 1)
if not isTold or (row and row.check) == own.check then
sum = sum + share
isUnsure = isUnsure or not isTold and isNew
else
sum = sum + (row == nil and 0 or shareOf(name, row.check))
isOnItsWay = isOnItsWay and isNew
end
end
if count < #rows then
return 1
end
if sum % UINT32 ~= root then
return isUnsure and 3 or 2
end
return isOnItsWay and 0 or 1
end
function rootOf(boards)
local sum = 0
for ____, ____value in ipairs(boards) do
local share = ____value.share
sum = sum + share
end
return sum % UINT32
end
function coded(boards)
local rows = __TS__ArrayMap(
boards,
function(____, ____bindingPattern0)
local row
row = ____bindingPattern0.row
return row
end
)
table.sort(
rows,
function(a, b) return a.owner < b.owner or a.owner == b.owner and a.check < b.check end
)
return __TS__ArrayMap(
rows,
function(____, row) return {
owner = row.owner,
bytes = encodeDigestRow(row)
} end
)
end
function latest(boards, since, room)
local changed = __TS__ArrayFilter(
boards,
function(____, ____bindingPattern0)
local changedAt
changedAt = ____bindingPattern0.changedAt
return changedAt >= since
end
)
table.sort(
changed,
function(a, b) return a.changedAt > b.changedAt or a.changedAt == b.changedAt and a.row.owner < b.row.owner end
)
local rows = __TS__ArrayMap(
changed,
function(____, ____bindingPattern0)
local row
row = ____bindingPattern0.row
return {
owner = row.owner,
bytes = encodeDigestRow(row)
}
end
)
return coded(__TS__ArraySlice(
changed,
0,
countIn(rows, 0, room)
))
end
function countIn(rows, index, room)
local count = 0
local left = room
while index + count < #rows and #rows[index + count + 1].bytes <= left do
left = left - #rows[index + count + 1].bytes
count = count + 1
end
return count
end
function bytesOf(rows, index, count)
return table.concat(
__TS__ArrayMap(
__TS__ArraySlice(rows, index, index + count),
function(____, ____bindingPattern0)
local bytes
bytes = ____bindingPattern0.bytes
return bytes
end
),
""
)
end
local max = math.max
local min = math.min
UINT32 = 2 ^ 32
local LAST_OWNER = 2 ^ 24 - 1
local HEAD_BYTES = 11
local ROWS_WAIT_SECONDS = 1
____exports.Digester = __TS__Class()
local Digester = ____exports.Digester
function Digester.prototype.____constructor(self, context, members, speaker, asker)
self.context = context
self.members = members
self.speaker = speaker
self.asker = asker
self.interval = DIGEST_SECONDS
self.dueAt = math.huge
self.comparedAt = -math.huge
self.putOffBy = {}
self.owesRows = false
end
function Digester.prototype.changed(self)
local now = self.context.clock:uptime()
if self.changedAt == nil then
self.changedAt = now
end
local wait = self:draw()
self.interval = DIGEST_SECONDS
self:wait(min(now + wait, self.changedAt + DIGEST_LIMIT_SECONDS + wait - DIGEST_SECONDS))
end
function Digester.prototype.heard(self, digest, sender)
local difference = compare(
digest,
self:boards(),
self.context.clock:uptime()
)
if difference == 0 then
self:agree()
return
end
if difference ~= 3 then
self:disagree(sender)
end
self.owesRows = self.owesRows and digest.first == nil
if difference == 2 then
self:answerWithRows()
end
self:compareOwn(digest)
self:compareOthers(digest, sender)
end
function Digester.prototype.agree(self)
local ____self_context_0 = self.context
local clock = ____self_context_0.clock
local random = ____self_context_0.random
local now = clock:uptime()
self.owesRows = false
self.changedAt = nil
self.comparedAt = now
self.putOffBy = {}
self.interval = min(self.interval * 2, QUIET_SECONDS)
self:wait(now + self.interval + 1 + random:fraction() * self.interval / 2)
end
function Digester.prototype.disagree(self, sender)
self.interval = DIGEST_SECONDS
local isOther = not (self.putOffBy[sender] ~= nil)
self.putOffBy[sender] = true
local ____isOther_1
if isOther then
____isOther_1 = nil
else
____isOther_1 = self.changedAt
end
self.changedAt = ____isOther_1
local next = self.context.clock:uptime() + self:draw()
self:wait(isOther and next or min(self.dueAt, next))
end
function Digester.prototype.draw(self)
return DIGEST_SECONDS + self:lot(DIGEST_SECONDS)
end
function Digester.prototype.lot(self, limit)
return drawWait(
self.context.random,
limit,
#self.members:compared() + 1
)
end
function Digester.prototype.answerWithRows(self)
if self.owesRows then
return
end
self.owesRows = true
self.context.timers:after(
self:lot(ROWS_WAIT_SECONDS),
function()
if self.owesRows then
self.owesRows = false
self:say(true)
end
end
)
end
function Digester.prototype.compareOwn(self, ____bindingPattern0)
local rows
local last
local first
first = ____bindingPattern0.first
last = ____bindingPattern0.last
rows = ____bindingPattern0.rows
local context = self.context
local speaker = self.speaker
local id = ownerId(context.self)
local isOnItsWay = context.clock:uptime() - speaker.saidAt < ON_ITS_WAY_SECONDS
local ownRows = __TS__ArrayFilter(
rows,
function(____, ____bindingPattern0)
local owner
owner = ____bindingPattern0.owner
return owner == id
end
)
local row = ownRows[1]
if isOnItsWay or row == nil and not isInRange(id, first, last) then
return
end
local ____speaker_told_2 = speaker.told
local top = ____speaker_told_2.top
local check = ____speaker_told_2.check
if row == nil then
speaker:answer(0, top)
elseif row.have < top then
speaker:answer(row.have, top)
elseif not __TS__ArraySome(
ownRows,
function(____, other) return other.have == top and other.check == check end
) then
speaker:refute()
end
end
function Digester.prototype.compareOthers(self, ____bindingPattern0, sender)
local rows
rows = ____bindingPattern0.rows
local now = self.context.clock:uptime()
local ownId = ownerId(self.context.self)
for ____, ____value in ipairs(rows) do
local owner = ____value.owner
local have = ____value.have
local known = self.members:withId(owner)
for ____, ____value in ipairs(known) do
local board = ____value.board
local isPresent = ____value.isPresent
local heardAt = ____value.heardAt
if isPresent and have > board:have() and now - heardAt >= DIGEST_SECONDS then
self.asker:compare(board, have)
end
end
if #known == 0 and owner ~= ownId then
self.asker:miss(owner, have)
end
end
self.asker.lastSpeaker = sender
end
function Digester.prototype.boards(self)
local context = self.context
local speaker = self.speaker
local boards = __TS__ArrayMap(
self.members:compared(),
function(____, ____bindingPattern0)
local changedAt
local board
board = ____bindingPattern0.board
changedAt = ____bindingPattern0.changedAt
return {
row = {
owner = board.id,
check = board:check(),
have = board:have()
},
name = board.name,
share = board:share(),
changedAt = changedAt
}
end
)
if context.scope.maySpeak() then
local ____speaker_told_3 = speaker.told
local top = ____speaker_told_3.top
local check = ____speaker_told_3.check
local row = {
owner = ownerId(context.self),
check = check,
have = top
}
local share = shareOf(context.self, check)
boards[#boards + 1] = {row = row, name = context.self, share = share, changedAt = speaker.saidAt}
end
return boards
end
function Digester.prototype.wait(self, ____until)
local ____opt_4 = self.timer
if ____opt_4 ~= nil then
____opt_4:cancel()
end
self.dueAt = ____until
self.timer = self.context.timers:after(
max(
0,
____until - self.context.clock:uptime()
),
function() return self:speak() end
)
end
function Digester.prototype.speak(self)
local now = self.context.clock:uptime()
if self:isPremature(now) then
self.changedAt = now
self:wait(now + self:draw())
return
end
self.comparedAt = now
self.changedAt = nil
self.putOffBy = {}
if self.context.scope.maySpeak() then
self:say(false)
end
self:wait(now + self.interval)
self.interval = min(self.interval * 2, QUIET_SECONDS)
end
function Digester.prototype.isPremature(self, now)
local isBusy = false
local isSettled = false
for ____, ____value in ipairs(self:boards()) do
local changedAt = ____value.changedAt
local isMoving = now - changedAt < DIGEST_SECONDS
isBusy = isBusy or isMoving
isSettled = isSettled or not isMoving and changedAt >= self.comparedAt - DIGEST_SECONDS
end
return isBusy and not isSettled and now - self.comparedAt < QUIET_SECONDS
end
function Digester.prototype.say(self, isAsked)
local ____self_context_6 = self.context
local port = ____self_context_6.port
local clock = ____self_context_6.clock
local room = port.payloadBytes - HEAD_BYTES
local rows
local index = 0
local first = 0
local source = __TS__New(
MessageSource,
function()
local boards = self:boards()
if rows == nil then
rows = coded(boards)
if not isAsked and countIn(rows, 0, room) < #rows then
first = LAST_OWNER + 1
local some = latest(
boards,
clock:uptime() - QUIET_SECONDS,
room
)
return DIGEST, encodeDigestHead(rootOf(boards)) .. bytesOf(some, 0, #some)
end
end
if first > LAST_OWNER then
return nil, nil
end
local count = countIn(rows, index, room)
local bytes = bytesOf(rows, index, count)
index = index + count
local last = index >= #rows and LAST_OWNER or rows[index].owner
local head = encodeDigestHead(
rootOf(boards),
first,
last
)
first = last + 1
return DIGEST, head .. bytes
end
)
port:broadcast(2, "digest", source)
end
return ____exports
end,
["live.gossip"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local ____exports = {}
local ____asker = require("live.asker")
local Asker = ____asker.Asker
local ____messages = require("live.board.messages")
local ASK = ____messages.ASK
local BYE = ____messages.BYE
local COPIES = ____messages.COPIES
local DELTA = ____messages.DELTA
local DIGEST = ____messages.DIGEST
local ownerId = ____messages.ownerId
local withRealm = ____messages.withRealm
local ____constants = require("live.constants")
local JOIN_WAIT_SECONDS = ____constants.JOIN_WAIT_SECONDS
local ____copier = require("live.copier")
local Copier = ____copier.Copier
local ____digester = require("live.digester")
local Digester = ____digester.Digester
local ____speaker = require("live.speaker")
local Speaker = ____speaker.Speaker
local min = math.min
____exports.Gossip = __TS__Class()
local Gossip = ____exports.Gossip
function Gossip.prototype.____constructor(self, context, own, members)
self.context = context
self.own = own
self.members = members
self.speaker = __TS__New(Speaker, context, own)
self.asker = __TS__New(Asker, context, members)
self.copier = __TS__New(Copier, context, members, own)
self.digester = __TS__New(
Digester,
context,
members,
self.speaker,
self.asker
)
self.handlers = {
self:handler(
DELTA,
function(delta, peer) return self:receiveDelta(delta, peer) end
),
self:handler(
COPIES,
function(copies, peer) return self:receiveCopies(copies, peer) end
),
self:handler(
DIGEST,
function(digest, peer) return self.digester:heard(digest, peer.name) end
),
self:handler(
ASK,
function(rows, peer) return self:receiveAsk(rows, peer) end
),
self:handler(
BYE,
function(incarnation, peer) return members:bye(peer.name, incarnation) end
)
}
context.timers:after(
0,
function() return self:ask() end
)
context.timers:after(
JOIN_WAIT_SECONDS,
function() return self:join() end
)
end
function Gossip.prototype.changed(self, isRenewal)
self.speaker:changed(isRenewal)
if not isRenewal then
self.digester:changed()
end
end
function Gossip.prototype.join(self)
if self.context.scope.maySpeak() then
self.speaker:open()
else
self.asker:askForAll()
end
self.digester:changed()
end
function Gossip.prototype.ask(self)
if self.context.scope.maySpeak() then
self.asker:askForAll()
end
end
function Gossip.prototype.handler(self, kind, receive)
local ____self_context_0 = self.context
local scope = ____self_context_0.scope
local port = ____self_context_0.port
return {
kind = kind,
receive = function(message, peer)
if scope.isMember(peer.name) == false then
port:ignore("stranger")
else
receive(message, peer)
end
end,
isAwaited = function() return true end
}
end
function Gossip.prototype.receiveDelta(self, delta, ____bindingPattern0)
local name
name = ____bindingPattern0.name
self.copier:heard(name)
local member = self.members:hear(name, delta)
if member == nil then
self.context.port:ignore("outdated")
return
end
self.asker:heardOwner(member.board)
if not delta.isRenewal and member.hasNews then
self.digester:changed()
end
end
function Gossip.prototype.receiveCopies(self, copies, peer)
local ____self_context_1 = self.context
local ____self = ____self_context_1.self
local port = ____self_context_1.port
for ____, ____value in ipairs(copies) do
local owner = ____value.owner
local delta = ____value.delta
do
local __continue26
repeat
local name = withRealm(owner, peer.name)
self.copier:heard(name)
if name == ____self then
self:checkOwn(delta)
__continue26 = true
break
end
if name == peer.name then
for ____, cell in ipairs(delta.cells) do
cell.isHearsay = false
end
self:receiveDelta(delta, peer)
__continue26 = true
break
end
local member = self.members:hearCopy(name, delta)
if member == nil then
port:ignore("copy")
else
self.asker:check(member.board)
if member.hasNews then
self.digester:changed()
end
end
__continue26 = true
until true
if not __continue26 then
break
end
end
end
end
function Gossip.prototype.checkOwn(self, ____bindingPattern0)
local cells
local to
local incarnation
incarnation = ____bindingPattern0.incarnation
to = ____bindingPattern0.to
cells = ____bindingPattern0.cells
local own = self.own
local speaker = self.speaker
local isOf = incarnation == own.incarnation and to <= own.top
if incarnation >= own.incarnation and not (isOf and __TS__ArrayEvery(
cells,
function(____, cell) return own:agrees(cell) end
)) then
speaker:refute()
end
end
function Gossip.prototype.receiveAsk(self, rows, ____bindingPattern0)
local name
name = ____bindingPattern0.name
local own = self.own
local copier = self.copier
local speaker = self.speaker
local context = self.context
if #rows == 0 then
copier:serve(name)
return
end
self.asker:heard(rows)
local id = ownerId(context.self)
for ____, row in ipairs(rows) do
if row.owner ~= id then
if row.have == 0 or row.have ~= row["until"] then
copier:answer(name, row)
end
elseif context.scope.maySpeak() and copier:allow(name, own.cells.bytes) then
local isOfThis = row.incarnation == own.incarnation % 65536
local ____until = isOfThis and row["until"] > row.have and row["until"] or own.top
local isForAll = not isOfThis or row.have == 1 and row["until"] == 1
speaker:answer(
isForAll and 0 or row.have,
min(____until, own.top)
)
end
end
end
return ____exports
end,
["live.stamp"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____constants = require("live.constants")
local CLOCK_AHEAD_SECONDS = ____constants.CLOCK_AHEAD_SECONDS
local BEFORE_SECONDS = 600
local max = math.max
local COUNTER_LIMIT = 2 ^ 53 - 1
____exports.StampClock = __TS__Class()
local StampClock = ____exports.StampClock
function StampClock.prototype.____constructor(self, clock)
self.clock = clock
self.seconds = 0
self.counter = 0
end
function StampClock.prototype.issue(self)
local now = self.clock:serverTime()
if now > self.seconds then
self.seconds = now
self.counter = 0
elseif self.counter < COUNTER_LIMIT then
self.counter = self.counter + 1
else
self.seconds = self.seconds + 1
self.counter = 0
end
return {seconds = self.seconds, counter = self.counter}
end
function StampClock.prototype.see(self, ____bindingPattern0)
local counter
local seconds
seconds = ____bindingPattern0.seconds
counter = ____bindingPattern0.counter
if self:secondsUntil(seconds) > 0 then
return
end
if seconds > self.seconds then
self.seconds = seconds
self.counter = counter
elseif seconds == self.seconds then
self.counter = max(self.counter, counter)
end
end
function StampClock.prototype.secondsUntil(self, seconds)
return max(
0,
seconds - self.clock:serverTime() - CLOCK_AHEAD_SECONDS
)
end
function ____exports.isBefore(a, aName, b, bName)
if a.seconds ~= b.seconds then
return a.seconds < b.seconds
end
local ____temp_0
if a.counter == b.counter then
____temp_0 = bytesLess(aName, bName)
else
____temp_0 = a.counter < b.counter
end
return ____temp_0
end
function ____exports.encodeStamp(____bindingPattern0, incarnation)
local counter
local seconds
seconds = ____bindingPattern0.seconds
counter = ____bindingPattern0.counter
return encodeVarint(max(0, seconds - incarnation + BEFORE_SECONDS)) .. encodeVarint(counter)
end
function ____exports.readStamp(reader, incarnation)
local seconds = incarnation - BEFORE_SECONDS + reader:varint()
return {
seconds = seconds,
counter = reader:varint()
}
end
return ____exports
end,
["live.session"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local written
local ____kinds = require("live.board.kinds")
local kindOf = ____kinds.kindOf
local ____own_2Dboard = require("live.board.own-board")
local OwnBoard = ____own_2Dboard.OwnBoard
local ____gossip = require("live.gossip")
local Gossip = ____gossip.Gossip
local ____members = require("live.members")
local Members = ____members.Members
local ____stamp = require("live.stamp")
local StampClock = ____stamp.StampClock
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
function written(cell)
local ____temp_3
if cell == nil or cell.bytes == "" then
____temp_3 = nil
else
____temp_3 = cell
end
return ____temp_3
end
____exports.RoomSession = __TS__Class()
local RoomSession = ____exports.RoomSession
function RoomSession.prototype.____constructor(self, context, incarnation, listener)
self.context = context
self.listeners = {}
self.leaveListeners = {}
self.stamps = __TS__New(StampClock, context.clock)
self.members = __TS__New(
Members,
context,
{
joined = listener.joined,
left = function(name, reason)
for ____, heard in ipairs(self.leaveListeners) do
heard(name)
end
listener.left(name, reason)
end,
shown = function(board, old, cell) return self:shown(board.name, old, cell) end
}
)
self.own = __TS__New(
OwnBoard,
context.self,
incarnation,
function(old, cell, isRenewal)
self.gossip:changed(isRenewal)
self:shown(
context.self,
written(old),
written(cell)
)
end
)
self.gossip = __TS__New(Gossip, context, self.own, self.members)
end
function RoomSession.prototype.whenShown(self, kind, listener)
local listeners = self.listeners[kind] or ({})
listeners[#listeners + 1] = listener
self.listeners[kind] = listeners
end
function RoomSession.prototype.whenLeft(self, listener)
self.leaveListeners[#self.leaveListeners + 1] = listener
end
function RoomSession.prototype.incarnationOf(self, name)
if name == self.context.self then
return self.own.incarnation
end
local member = self.members:get(name)
local ____temp_0
if member == nil or not member.isPresent or member.byeAt ~= nil then
____temp_0 = nil
else
____temp_0 = member.board.incarnation
end
return ____temp_0
end
function RoomSession.prototype.names(self)
local names = __TS__ArrayMap(
self.members:present(),
function(____, ____bindingPattern0)
local board
board = ____bindingPattern0.board
return board.name
end
)
names[#names + 1] = self.context.self
table.sort(names, bytesLess)
return names
end
function RoomSession.prototype.shown(self, owner, old, cell)
local ____temp_1
if old == nil then
____temp_1 = nil
else
____temp_1 = kindOf(old)
end
local before = ____temp_1
local ____temp_2
if cell == nil then
____temp_2 = nil
else
____temp_2 = kindOf(cell)
end
local after = ____temp_2
if before == after then
self:tell(before, owner, old, cell)
return
end
self:tell(before, owner, old, nil)
self:tell(after, owner, nil, cell)
end
function RoomSession.prototype.tell(self, kind, owner, old, cell)
for ____, listener in ipairs(kind == nil and ({}) or (self.listeners[kind] or ({}))) do
listener(owner, old, cell)
end
end
return ____exports
end,
["live.lease.cells"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local isWhole
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____bytes = require("live.bytes")
local ByteReader = ____bytes.ByteReader
local encodeText = ____bytes.encodeText
local ____stamp = require("live.stamp")
local encodeStamp = ____stamp.encodeStamp
local readStamp = ____stamp.readStamp
function isWhole(reader)
return not reader.isBad and reader:isAtEnd()
end
local char = string.char
____exports.NAME_BYTES = 64
local PLAYER_BYTES = 128
local AFTER_KIND = 2
local HELD = 1
function ____exports.encodeClaim(____bindingPattern0, incarnation)
local electors
local round
local isHeld
local term
local stamp
local lease
lease = ____bindingPattern0.lease
stamp = ____bindingPattern0.stamp
term = ____bindingPattern0.term
isHeld = ____bindingPattern0.isHeld
round = ____bindingPattern0.round
electors = ____bindingPattern0.electors
local head = ((char(5) .. encodeText(lease)) .. encodeStamp(stamp, incarnation)) .. encodeVarint(term)
return ((head .. char(isHeld and HELD or 0)) .. encodeVarint(round)) .. packU32(electors)
end
function ____exports.readClaim(____bindingPattern0)
local incarnation
local bytes
bytes = ____bindingPattern0.bytes
incarnation = ____bindingPattern0.incarnation
local reader = __TS__New(ByteReader, bytes, AFTER_KIND)
local lease = reader:text(____exports.NAME_BYTES)
local stamp = readStamp(reader, incarnation)
local term = reader:varint()
local isHeld = reader:u8() % 2 == HELD
local round = reader:varint()
local electors = reader:u32()
return isWhole(reader) and ({
lease = lease,
stamp = stamp,
term = term,
isHeld = isHeld,
round = round,
electors = electors
}) or nil
end
function ____exports.encodeVote(____bindingPattern0)
local electors
local round
local incarnation
local holder
local lease
lease = ____bindingPattern0.lease
holder = ____bindingPattern0.holder
incarnation = ____bindingPattern0.incarnation
round = ____bindingPattern0.round
electors = ____bindingPattern0.electors
local head = ((char(6) .. encodeText(lease)) .. encodeText(holder)) .. packU32(incarnation)
return (head .. encodeVarint(round)) .. packU32(electors)
end
function ____exports.readVote(____bindingPattern0)
local bytes
bytes = ____bindingPattern0.bytes
local reader = __TS__New(ByteReader, bytes, AFTER_KIND)
local lease = reader:text(____exports.NAME_BYTES)
local holder = reader:text(PLAYER_BYTES)
local incarnation = reader:u32()
local round = reader:varint()
local electors = reader:u32()
return isWhole(reader) and ({
lease = lease,
holder = holder,
incarnation = incarnation,
round = round,
electors = electors
}) or nil
end
return ____exports
end,
["live.lease.book"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local isAfter
function isAfter(a, b)
return a.incarnation > b.incarnation or a.incarnation == b.incarnation and a.sequence > b.sequence
end
____exports.LeaseBook = __TS__Class()
local LeaseBook = ____exports.LeaseBook
function LeaseBook.prototype.____constructor(self, name)
self.name = name
self.claims = {}
self.votes = {}
end
function LeaseBook.prototype.claim(self, seen)
local known = self.claims[seen.owner]
if known ~= nil and isAfter(known.cell, seen.cell) then
return false
end
self.claims[seen.owner] = seen
return true
end
function LeaseBook.prototype.vote(self, seen)
local known = self.votes[seen.elector]
if known ~= nil and isAfter(known.cell, seen.cell) then
return false
end
self.votes[seen.elector] = seen
return true
end
function LeaseBook.prototype.forgetClaim(self, owner, cell)
local ____opt_0 = self.claims[owner]
if (____opt_0 and ____opt_0.cell) == cell then
self.claims[owner] = nil
end
end
function LeaseBook.prototype.forgetVote(self, elector)
self.votes[elector] = nil
end
function LeaseBook.prototype.isEmpty(self)
return (next(self.claims)) == nil and (next(self.votes)) == nil
end
function LeaseBook.prototype.allClaims(self)
local all = {}
local count = 0
for ____, seen in pairs(self.claims) do
all[count + 1] = seen
count = count + 1
end
return all
end
return ____exports
end,
["live.lease.constants"] = function(...) 
local ____exports = {}
____exports.CLAIM_SECONDS = 3
____exports.RENEW_SECONDS = 20
____exports.ROUND_SECONDS = 60
____exports.ROUND_AGAIN_SECONDS = 5
____exports.ROUNDS_OF_A_TERM = 3
____exports.VOTE_WAIT_SECONDS = 4
____exports.HOLD_SECONDS = 84
____exports.LEASE_SECONDS = 104
____exports.TURN_SECONDS = 20
____exports.CONTRADICT_SECONDS = 4
____exports.TERM_SLACK_SECONDS = 2
____exports.AWAY_SECONDS = 5
____exports.ELECTION_SECONDS = 15
return ____exports
end,
["live.lease.electorate"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local floor = math.floor
____exports.Electorate = __TS__Class()
local Electorate = ____exports.Electorate
function Electorate.prototype.____constructor(self, given, electorsOf)
self.given = given
self.electorsOf = electorsOf
self.majority = 1
self.hash = 0
self.names = {}
self:refresh()
end
function Electorate.prototype.has(self, name)
return self.names[name] ~= nil
end
function Electorate.prototype.count(self, isCounted)
local count = 0
for name in pairs(self.names) do
count = count + (isCounted(name) and 1 or 0)
end
return count
end
function Electorate.prototype.refresh(self)
local list = self:resolve()
local hash = math.max(
1,
hash32(
table.concat(list, "\0"),
0
)
)
if hash == self.hash then
return false
end
self.hash = hash
self.majority = floor(#list / 2) + 1
self.names = {}
for ____, name in ipairs(list) do
self.names[name] = true
end
return true
end
function Electorate.prototype.resolve(self)
local ranks = __TS__ArrayFilter(
self.given,
function(____, one) return type(one) == "number" end
)
local named = __TS__ArrayFilter(
self.given,
function(____, one) return type(one) == "string" end
)
local ranked = #ranks == 0 and ({}) or self.electorsOf(ranks)
local seen = {}
local list = {}
for ____, name in ipairs(__TS__ArrayConcat(named, ranked)) do
if not (seen[name] ~= nil) then
seen[name] = true
list[#list + 1] = name
end
end
table.sort(list, bytesLess)
return list
end
return ____exports
end,
["live.lease.ballot"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____constants = require("live.lease.constants")
local HOLD_SECONDS = ____constants.HOLD_SECONDS
local huge = math.huge
local max = math.max
local KEPT_ROUNDS = 32
____exports.Ballot = __TS__Class()
local Ballot = ____exports.Ballot
function Ballot.prototype.____constructor(self, electorate)
self.electorate = electorate
self.round = 0
self.first = 1
self.starts = {}
self.answered = {}
end
function Ballot.prototype.begin(self, now)
self.round = self.round + 1
self.starts[self.round] = now
self.starts[self.round - KEPT_ROUNDS] = nil
end
function Ballot.prototype.drop(self)
self.first = self.round + 1
self.starts = {}
self.answered = {}
end
function Ballot.prototype.answer(self, elector, round)
local ____temp_0
if round >= self.first then
____temp_0 = self.starts[round]
else
____temp_0 = nil
end
local start = ____temp_0
if start ~= nil and self.electorate:has(elector) then
self.answered[elector] = max(start, self.answered[elector] or start)
end
end
function Ballot.prototype.count(self)
local count = 0
for _elector in pairs(self.answered) do
count = count + 1
end
return count
end
Ballot.prototype["until"] = function(self)
local ____self_electorate_1 = self.electorate
local majority = ____self_electorate_1.majority
local starts = {}
local count = 0
for ____, start in pairs(self.answered) do
starts[count + 1] = start
count = count + 1
end
if count < majority then
return -huge
end
table.sort(
starts,
function(a, b) return a > b end
)
return starts[majority] + HOLD_SECONDS
end
function Ballot.prototype.isAnswered(self)
local start = self.starts[self.round]
return start ~= nil and self["until"](self) >= start + HOLD_SECONDS
end
return ____exports
end,
["live.lease.view"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local highestTerm, isEarlier, max
local ____stamp = require("live.stamp")
local isBefore = ____stamp.isBefore
local ____constants = require("live.constants")
local CLOCK_AHEAD_SECONDS = ____constants.CLOCK_AHEAD_SECONDS
local ____constants = require("live.lease.constants")
local LEASE_SECONDS = ____constants.LEASE_SECONDS
local TURN_SECONDS = ____constants.TURN_SECONDS
function highestTerm(claims)
local highest = 0
for ____, ____value in ipairs(claims) do
local term = ____value.term
highest = max(highest, term)
end
return highest
end
function isEarlier(a, b)
return isBefore(a.stamp, a.owner, b.stamp, b.owner)
end
max = math.max
____exports.LeaseView = __TS__Class()
local LeaseView = ____exports.LeaseView
function LeaseView.prototype.____constructor(self, session, book, rules)
self.session = session
self.book = book
self.rules = rules
self.held = {}
self.line = {}
self.term = 0
self.awakeAt = -math.huge
self.allowed = {}
end
function LeaseView.prototype.isAllowed(self, member)
local answer = self.allowed[member]
if answer == nil then
answer = self.rules.isAllowed(member)
self.allowed[member] = answer
end
return answer
end
function LeaseView.prototype.onRoster(self)
self.allowed = {}
end
function LeaseView.prototype.wake(self, now)
self.awakeAt = now
end
function LeaseView.prototype.update(self, now)
local held = {}
local line = {}
for ____, seen in ipairs(self.book:allClaims()) do
local isOver = seen.isHeld and now >= self:heardAt(seen) + LEASE_SECONDS
if not isOver and seen.owner ~= self.session.context.self and self:counts(seen) then
local list = seen.isHeld and self:isElected(seen) and held or line
list[#list + 1] = seen
end
end
table.sort(held, isEarlier)
table.sort(line, isEarlier)
self.held = held
self.line = line
local others = self.rules.electorate == nil and line or ({})
self.term = max(
self.term,
highestTerm(held),
highestTerm(others)
)
local ____temp_0
if #held >= self.rules.max then
____temp_0 = nil
else
____temp_0 = self.vacantAt or now
end
self.vacantAt = ____temp_0
end
function LeaseView.prototype.counts(self, ____bindingPattern0)
local electors
local term
local stamp
local cell
local owner
owner = ____bindingPattern0.owner
cell = ____bindingPattern0.cell
stamp = ____bindingPattern0.stamp
term = ____bindingPattern0.term
electors = ____bindingPattern0.electors
local session = self.session
local rules = self.rules
local ____electors_3 = electors
local ____opt_1 = rules.electorate
return ____electors_3 == (____opt_1 and ____opt_1.hash or 0) and term <= session.context.clock:serverTime() + CLOCK_AHEAD_SECONDS and session.stamps:secondsUntil(stamp.seconds) <= 0 and session:incarnationOf(owner) == cell.incarnation and self:isAllowed(owner)
end
function LeaseView.prototype.isTurn(self, stamp, now)
local waiting = __TS__ArrayFilter(
self.line,
function(____, seen) return self:isAhead(seen, stamp) and now < self:actsUntil(seen, now) end
)
return #self.held + #waiting < self.rules.max
end
function LeaseView.prototype.isStalled(self, stamp, now)
local ahead = __TS__ArrayFilter(
self.line,
function(____, seen) return self:isAhead(seen, stamp) and now < self:actsUntil(seen, now) end
)
return self.vacantAt ~= nil and #ahead > 0 and now > self:actsUntil(ahead[1], now) - TURN_SECONDS / 2
end
function LeaseView.prototype.isOverridden(self, stamp)
local before = __TS__ArrayFilter(
self.held,
function(____, seen) return not seen.cell.isHearsay and self:isAhead(seen, stamp) end
)
return #before >= self.rules.max
end
function LeaseView.prototype.termBehind(self, stamp)
local places = self.rules.max - 1
local term = highestTerm(self.line)
for index, seen in ipairs(self.held) do
if index > places and not self:isAhead(seen, stamp) then
term = max(term, seen.term)
end
end
return term
end
function LeaseView.prototype.hasElectors(self)
local ____self_rules_4 = self.rules
local electorate = ____self_rules_4.electorate
local function isHere(name)
return self.session:incarnationOf(name) ~= nil
end
return electorate == nil or electorate:count(isHere) >= electorate.majority
end
function LeaseView.prototype.isAhead(self, seen, stamp)
return isBefore(seen.stamp, seen.owner, stamp, self.session.context.self)
end
function LeaseView.prototype.actsUntil(self, seen, now)
return max(
self:heardAt(seen),
self.vacantAt or now
) + TURN_SECONDS
end
function LeaseView.prototype.heardAt(self, ____bindingPattern0)
local heardAt
heardAt = ____bindingPattern0.heardAt
return max(heardAt, self.awakeAt)
end
function LeaseView.prototype.isElected(self, ____bindingPattern0)
local cell
local owner
owner = ____bindingPattern0.owner
cell = ____bindingPattern0.cell
local ____self_rules_5 = self.rules
local electorate = ____self_rules_5.electorate
if electorate == nil then
return true
end
local count = 0
for elector, vote in pairs(self.book.votes) do
local isHere = self.session:incarnationOf(elector) == vote.cell.incarnation
local isFor = isHere and vote.holder == owner and vote.incarnation == cell.incarnation
if isFor and vote.electors == electorate.hash and electorate:has(elector) then
count = count + 1
end
end
return count >= electorate.majority
end
return ____exports
end,
["live.lease.claimant"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____constants = require("live.constants")
local CLOCK_AHEAD_SECONDS = ____constants.CLOCK_AHEAD_SECONDS
local ____ballot = require("live.lease.ballot")
local Ballot = ____ballot.Ballot
local ____cells = require("live.lease.cells")
local encodeClaim = ____cells.encodeClaim
local ____constants = require("live.lease.constants")
local CLAIM_SECONDS = ____constants.CLAIM_SECONDS
local CONTRADICT_SECONDS = ____constants.CONTRADICT_SECONDS
local HOLD_SECONDS = ____constants.HOLD_SECONDS
local RENEW_SECONDS = ____constants.RENEW_SECONDS
local ROUND_AGAIN_SECONDS = ____constants.ROUND_AGAIN_SECONDS
local ROUND_SECONDS = ____constants.ROUND_SECONDS
local ROUNDS_OF_A_TERM = ____constants.ROUNDS_OF_A_TERM
local TERM_SLACK_SECONDS = ____constants.TERM_SLACK_SECONDS
local huge = math.huge
local max = math.max
local REPEAT_SHARE = 0.3
____exports.Claimant = __TS__Class()
local Claimant = ____exports.Claimant
function Claimant.prototype.____constructor(self, session, rules, view, onGranted)
self.session = session
self.rules = rules
self.view = view
self.onGranted = onGranted
self.state = "idle"
self.term = 0
self.slot = 0
self.stamp = {seconds = 0, counter = 0}
self.writtenAt = -huge
self.sinceAt = -huge
self.roundAt = -huge
self.rounds = 0
local ____temp_0
if rules.electorate == nil then
____temp_0 = nil
else
____temp_0 = __TS__New(Ballot, rules.electorate)
end
self.ballot = ____temp_0
end
function Claimant.prototype.claim(self)
local session = self.session
self.stamp = session.stamps:issue()
local slot, refusal = session.own:add(self:bytes())
if slot == nil then
return refusal
end
self.slot = slot
self.writtenAt = session.context.clock:uptime()
self:enter("line")
return nil
end
function Claimant.prototype.release(self)
if self.state ~= "idle" then
self:enter("idle")
self.session.own:clear(self.slot)
end
end
Claimant.prototype["until"] = function(self)
if self.state ~= "taken" then
return -huge
end
local ____temp_2
if self.ballot == nil then
____temp_2 = (self.heldAt or -huge) + HOLD_SECONDS
else
local ____self_1 = self.ballot
____temp_2 = ____self_1["until"](____self_1)
end
return ____temp_2
end
function Claimant.prototype.isBehind(self, now)
local state = self.state
local sentAt = self.sentAt
local stamp = self.stamp
local view = self.view
return state == "line" and now >= (sentAt or huge) + CLAIM_SECONDS and not view:isTurn(stamp, now)
end
function Claimant.prototype.onSent(self, top, now)
local cell = self.session.own.cells:get(self.slot)
if self.state == "idle" or cell == nil or cell.sequence > top then
return
end
if self.sentAt == nil then
self.sentAt = now
end
if self.state == "taken" then
local isFirst = self.heldAt == nil
self.heldAt = now
if isFirst and self.ballot == nil then
self.onGranted()
end
end
end
function Claimant.prototype.look(self, now)
local state = self.state
if state == "line" then
self:wait(now)
elseif state == "seeking" then
self:seek(now)
elseif state == "taken" then
self:keep(now)
end
end
function Claimant.prototype.contradict(self, now)
if self.state == "taken" and now >= self.writtenAt + CONTRADICT_SECONDS then
self["repeat"](self, now)
end
end
function Claimant.prototype.onElectors(self)
if self.state ~= "idle" then
self:lose()
end
end
function Claimant.prototype.wait(self, now)
local view = self.view
local stamp = self.stamp
local sentAt = self.sentAt
if sentAt == nil then
return
end
if not view:isTurn(stamp, now) then
local isLate = now >= self.writtenAt + CONTRADICT_SECONDS and view:isStalled(stamp, now)
if isLate and self.session.context.random:fraction() < REPEAT_SHARE then
self["repeat"](self, now)
end
elseif now < sentAt + CLAIM_SECONDS then
if self.writtenAt <= sentAt and now >= sentAt + CLAIM_SECONDS / 3 then
self["repeat"](self, now)
end
elseif self:nextTerm() ~= nil and view:hasElectors() then
self:take(now)
end
end
function Claimant.prototype.take(self, now)
self.term = self:nextTerm() or self.term
if self.ballot == nil then
self:enter("taken")
if not self:write(now, false) then
self:enter("line")
end
else
self:enter("seeking")
self.rounds = 0
self:beginRound(now, false)
end
end
function Claimant.prototype.seek(self, now)
local ballot = self.ballot
local view = self.view
local ____self_3 = ballot
if ____self_3["until"](____self_3) > now then
self:enter("taken")
self:write(now, false)
self.onGranted()
elseif not view:isTurn(self.stamp, now) or not view:hasElectors() then
self:enter("line")
self:write(now, false)
elseif now >= self.roundAt + ROUND_AGAIN_SECONDS then
local isOld = self.rounds % ROUNDS_OF_A_TERM == 0 or ballot:count() <= 1
local ____isOld_4
if isOld then
____isOld_4 = self:nextTerm()
else
____isOld_4 = nil
end
local term = ____isOld_4
if term ~= nil then
self.term = term
ballot:drop()
end
self:beginRound(now, true)
end
end
function Claimant.prototype.keep(self, now)
local ballot = self.ballot
local since = ballot == nil and (self.heldAt or self.sinceAt) + HOLD_SECONDS or ballot["until"](ballot)
if now >= since or ballot == nil and self.view:isOverridden(self.stamp) then
self:lose()
elseif ballot == nil then
self:rise(now)
if now >= self.writtenAt + RENEW_SECONDS then
self["repeat"](self, now)
end
elseif now >= self.roundAt + (ballot:isAnswered() and ROUND_SECONDS or ROUND_AGAIN_SECONDS) then
self:beginRound(now, true)
end
end
function Claimant.prototype.rise(self, now)
local isDue = now >= self.writtenAt + CONTRADICT_SECONDS and self.view:termBehind(self.stamp) >= self.term
local ____isDue_5
if isDue then
____isDue_5 = self:nextTerm()
else
____isDue_5 = nil
end
local term = ____isDue_5
if term ~= nil then
self.term = term
self:write(now, false)
end
end
function Claimant.prototype.lose(self)
self.stamp = self.session.stamps:issue()
self:enter("line")
if not self:write(
self.session.context.clock:uptime(),
false
) then
self:release()
end
end
function Claimant.prototype.enter(self, state)
local old = self.state
self.state = state
self.sinceAt = self.session.context.clock:uptime()
self.heldAt = nil
if state == "idle" or state == "line" then
local ____opt_6 = self.ballot
if ____opt_6 ~= nil then
____opt_6:drop()
end
end
if state == "idle" or old == "taken" then
self.sentAt = nil
end
end
function Claimant.prototype.beginRound(self, now, isRenewal)
self.rounds = self.rounds + 1
self.roundAt = now
self.ballot:begin(now)
self:write(now, isRenewal)
end
function Claimant.prototype.write(self, now, isRenewal)
local ____self_session_8 = self.session
local own = ____self_session_8.own
local bytes = self:bytes()
self.writtenAt = now
local ____isRenewal_9
if isRenewal then
____isRenewal_9 = own:renew(self.slot, bytes)
else
____isRenewal_9 = own:write(self.slot, bytes)
end
local refusal = ____isRenewal_9
return refusal == nil
end
Claimant.prototype["repeat"] = function(self, now)
self.writtenAt = now
local ____self_10 = self.session.own
____self_10["repeat"](____self_10, self.slot)
end
function Claimant.prototype.bytes(self)
local rules = self.rules
local state = self.state
local stamp = self.stamp
local term = self.term
local ballot = self.ballot
local session = self.session
local isAsking = state == "seeking" or state == "taken"
local ____rules_name_15 = rules.name
local ____stamp_16 = stamp
local ____term_17 = term
local ____temp_18 = state == "taken"
local ____temp_19 = isAsking and (ballot and ballot.round or 0) or 0
local ____opt_13 = rules.electorate
local claim = {
lease = ____rules_name_15,
stamp = ____stamp_16,
term = ____term_17,
isHeld = ____temp_18,
round = ____temp_19,
electors = ____opt_13 and ____opt_13.hash or 0
}
return encodeClaim(claim, session.own.incarnation)
end
function Claimant.prototype.nextTerm(self)
local now = self.session.context.clock:serverTime()
local term = max(now, self.term + 1, self.view.term + 1)
return term <= now + CLOCK_AHEAD_SECONDS - TERM_SLACK_SECONDS and term or nil
end
return ____exports
end,
["live.lease.elector"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local isPreferred
local ____stamp = require("live.stamp")
local isBefore = ____stamp.isBefore
local ____cells = require("live.lease.cells")
local encodeVote = ____cells.encodeVote
local ____constants = require("live.lease.constants")
local LEASE_SECONDS = ____constants.LEASE_SECONDS
local ROUND_SECONDS = ____constants.ROUND_SECONDS
local VOTE_WAIT_SECONDS = ____constants.VOTE_WAIT_SECONDS
function isPreferred(a, b)
local ____temp_7
if a.isHeld == b.isHeld then
____temp_7 = isBefore(a.stamp, a.owner, b.stamp, b.owner)
else
____temp_7 = a.isHeld
end
return ____temp_7
end
local max = math.max
____exports.Elector = __TS__Class()
local Elector = ____exports.Elector
function Elector.prototype.____constructor(self, session, rules, book, view, soon)
self.session = session
self.rules = rules
self.book = book
self.view = view
self.soon = soon
self.term = 0
self.freeAt = session.context.clock:uptime() + LEASE_SECONDS
end
function Elector.prototype.onElectors(self, now)
self.freeAt = now + LEASE_SECONDS
self.bond = nil
end
function Elector.prototype.look(self, now)
local ____self_rules_0 = self.rules
local electorate = ____self_rules_0.electorate
if electorate == nil or not electorate:has(self.session.context.self) then
return
end
self:follow(now)
if self.bond == nil and now >= self.freeAt then
local seen = self:choice(now)
if seen ~= nil then
self.bond = {seen = seen, heardAt = now, answered = 0, dueAt = now}
end
end
local bond = self.bond
if (bond and bond.dueAt) ~= nil and now >= bond.dueAt then
bond.dueAt = nil
self:answer(bond)
end
end
function Elector.prototype.follow(self, now)
local bond = self.bond
if bond == nil then
return
end
local seen = self.book.claims[bond.seen.owner]
local isSame = seen ~= nil and seen.cell.incarnation == bond.seen.cell.incarnation
if isSame and not seen.cell.isHearsay and seen.electors == bond.seen.electors then
if seen.round == 0 then
self.bond = nil
return
end
if seen.round > bond.seen.round then
local wait = self:wait(seen, now - bond.heardAt)
bond.dueAt = now + wait
bond.heardAt = now
self.session.context.timers:after(wait, self.soon)
end
bond.seen = seen
self.term = max(self.term, seen.term)
elseif not isSame and self:isReleased(bond.seen) then
self.bond = nil
return
end
if now >= bond.heardAt + LEASE_SECONDS then
self.bond = nil
end
end
function Elector.prototype.wait(self, ____bindingPattern0, sinceLast)
local isHeld
local owner
owner = ____bindingPattern0.owner
isHeld = ____bindingPattern0.isHeld
local isHurried = not isHeld or sinceLast < ROUND_SECONDS / 2 or owner == self.session.context.self
return isHurried and 0 or self.session.context.random:fraction() * VOTE_WAIT_SECONDS
end
function Elector.prototype.isReleased(self, ____bindingPattern0)
local cell
local owner
owner = ____bindingPattern0.owner
cell = ____bindingPattern0.cell
local session = self.session
if owner == session.context.self then
return true
end
local member = session.members:get(owner)
if member == nil then
return false
end
local board = member.board
local byeAt = member.byeAt
if board.incarnation ~= cell.incarnation then
return board.incarnation > cell.incarnation and board.isHeard
end
local isEmptied = __TS__ArraySome(
board:list(),
function(____, ____bindingPattern0)
local isHearsay
local sequence
local slot
slot = ____bindingPattern0.slot
sequence = ____bindingPattern0.sequence
isHearsay = ____bindingPattern0.isHearsay
return slot == cell.slot and sequence > cell.sequence and not isHearsay
end
)
return byeAt ~= nil or isEmptied
end
function Elector.prototype.choice(self, now)
local best
for ____, seen in ipairs(self.book:allClaims()) do
local isFresh = seen.round > 0 and not seen.cell.isHearsay and now < seen.heardAt + LEASE_SECONDS
if isFresh and seen.term > self.term and self.view:counts(seen) then
best = (best == nil or isPreferred(seen, best)) and seen or best
end
end
return best
end
function Elector.prototype.answer(self, bond)
local ____bond_3 = bond
local seen = ____bond_3.seen
local isFirst = bond.answered == 0
bond.answered = seen.round
self.term = max(self.term, seen.term)
if not isFirst and self:isAnswered(seen) then
return
end
local ____self_session_4 = self.session
local own = ____self_session_4.own
local ____seen_5 = seen
local lease = ____seen_5.lease
local owner = ____seen_5.owner
local round = ____seen_5.round
local electors = ____seen_5.electors
local cell = ____seen_5.cell
local bytes = encodeVote({
lease = lease,
holder = owner,
incarnation = cell.incarnation,
round = round,
electors = electors
})
if self.slot == nil then
local slot = own:add(bytes)
self.slot = slot
elseif isFirst then
own:write(self.slot, bytes)
else
own:renew(self.slot, bytes)
end
end
function Elector.prototype.isAnswered(self, ____bindingPattern0)
local cell
local electors
local round
local owner
owner = ____bindingPattern0.owner
round = ____bindingPattern0.round
electors = ____bindingPattern0.electors
cell = ____bindingPattern0.cell
local ____self_rules_6 = self.rules
local electorate = ____self_rules_6.electorate
local count = 0
for elector, vote in pairs(self.book.votes) do
local isFor = vote.holder == owner and vote.incarnation == cell.incarnation and vote.round == round
if isFor and vote.electors == electors and electorate:has(elector) then
count = count + 1
end
end
return count >= electorate.majority
end
return ____exports
end,
["live.lease.contest"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____claimant = require("live.lease.claimant")
local Claimant = ____claimant.Claimant
local ____constants = require("live.lease.constants")
local ELECTION_SECONDS = ____constants.ELECTION_SECONDS
local ____elector = require("live.lease.elector")
local Elector = ____elector.Elector
local ____view = require("live.lease.view")
local LeaseView = ____view.LeaseView
local max = math.max
____exports.Contest = __TS__Class()
local Contest = ____exports.Contest
function Contest.prototype.____constructor(self, session, rules, book, onChanged, soon)
self.session = session
self.rules = rules
self.onChanged = onChanged
self.soon = soon
self.requests = {}
self.told = ""
self.isWanted = false
self.wasGranted = false
self.hasEnded = false
self.view = __TS__New(LeaseView, session, book, rules)
self.claimant = __TS__New(
Claimant,
session,
rules,
self.view,
function() return self["end"](self, true) end
)
self.elector = __TS__New(
Elector,
session,
rules,
book,
self.view,
soon
)
for ____, vote in pairs(book.votes) do
self:onVote(vote)
end
end
function Contest.prototype.acquire(self, callback, isPatient)
local now = self:now()
self.requests[#self.requests + 1] = {callback = callback, isPatient = isPatient, since = now}
self.isWanted = true
self.soon()
end
function Contest.prototype.release(self)
self.isWanted = false
self.claimant:release()
self["end"](self, false, "released")
self.soon()
end
function Contest.prototype.isHeld(self)
local ____temp_2 = not self.hasEnded
if ____temp_2 then
local ____temp_1 = self:now()
local ____self_0 = self.claimant
____temp_2 = ____temp_1 < ____self_0["until"](____self_0)
end
return ____temp_2
end
function Contest.prototype.holders(self)
local view = self.view
local rules = self.rules
local session = self.session
local names = self:isHeld() and ({session.context.self}) or ({})
for ____, ____value in ipairs(view.held) do
local owner = ____value.owner
if #names < rules.max then
names[#names + 1] = owner
end
end
return names
end
function Contest.prototype.term(self)
if self:isHeld() then
return self.claimant.term
end
local term
for ____, seen in ipairs(self.view.held) do
term = max(term or 0, seen.term)
end
return term
end
function Contest.prototype.onClaim(self, seen)
if not seen.cell.isHearsay and self.view:counts(seen) and seen.owner ~= self.session.context.self then
self.claimant:contradict(self:now())
end
end
function Contest.prototype.onVote(self, ____bindingPattern0)
local electors
local round
local incarnation
local holder
local elector
elector = ____bindingPattern0.elector
holder = ____bindingPattern0.holder
incarnation = ____bindingPattern0.incarnation
round = ____bindingPattern0.round
electors = ____bindingPattern0.electors
local session = self.session
local rules = self.rules
local claimant = self.claimant
local isForThis = holder == session.context.self and incarnation == session.own.incarnation
local ____isForThis_6 = isForThis
if ____isForThis_6 then
local ____electors_5 = electors
local ____opt_3 = rules.electorate
____isForThis_6 = ____electors_5 == (____opt_3 and ____opt_3.hash)
end
if ____isForThis_6 then
local ____opt_7 = claimant.ballot
if ____opt_7 ~= nil then
____opt_7:answer(elector, round)
end
end
end
function Contest.prototype.onRoster(self)
self.view:onRoster()
local ____opt_9 = self.rules.electorate
if (____opt_9 and ____opt_9:refresh()) == true then
self.elector:onElectors(self:now())
self.claimant:onElectors()
end
self.soon()
end
function Contest.prototype.look(self)
if self.hasEnded then
return
end
local now = self:now()
self.view:update(now)
self.elector:look(now)
self:pursue(now)
self:tell()
end
function Contest.prototype.close(self)
self.hasEnded = true
self["end"](self, false, "closed")
end
function Contest.prototype.pursue(self, now)
local session = self.session
local view = self.view
local claimant = self.claimant
if not self.isWanted then
return
end
if not view:isAllowed(session.context.self) then
self:refuse("unauthorized")
elseif not session.context.scope.maySpeak() then
self:refuse("mute")
elseif self:isHeld() then
self["end"](self, true)
else
self:dismiss(now)
end
local ____temp_11
if self.isWanted and claimant.state == "idle" then
____temp_11 = claimant:claim()
else
____temp_11 = nil
end
local refusal = ____temp_11
if refusal ~= nil then
self:refuse(refusal)
end
claimant:look(now)
end
function Contest.prototype.dismiss(self, now)
local rest = {}
local dismissed = {}
local why = self:obstacle(now)
for ____, request in ipairs(self.requests) do
local isOver = not request.isPatient and (why ~= nil or now >= request.since + ELECTION_SECONDS)
local list = isOver and dismissed or rest
list[#list + 1] = request
end
if #dismissed == 0 then
return
end
self.requests = rest
if #rest == 0 and not self.wasGranted then
self.isWanted = false
self.claimant:release()
end
self:settle(dismissed, false, why or (self.rules.electorate == nil and "unheard" or "noElectors"))
end
function Contest.prototype.obstacle(self, now)
local view = self.view
local rules = self.rules
local claimant = self.claimant
return (#view.held >= rules.max or claimant:isBehind(now)) and "maxHolders" or nil
end
function Contest.prototype.refuse(self, why)
self.isWanted = false
self.claimant:release()
self["end"](self, false, why)
end
Contest.prototype["end"] = function(self, granted, why)
local requests = self.requests
self.requests = {}
self.wasGranted = granted
self:settle(requests, granted, why)
end
function Contest.prototype.settle(self, requests, granted, why)
for ____, ____value in ipairs(requests) do
local callback = ____value.callback
self.session.context.guard:call(callback, granted, why)
end
end
function Contest.prototype.tell(self)
local holders, term = self:holders(), self:term()
local state = string.format(
"%.0f %s",
term or -1,
table.concat(holders, " ")
)
if state ~= self.told then
self.told = state
self.onChanged(holders, term)
end
end
function Contest.prototype.now(self)
return self.session.context.clock:uptime()
end
return ____exports
end,
["live.lease.options"] = function(...) 
local ____exports = {}
local expectElectors, RANK_LIMIT
local ____misuse = require("misuse")
local expectInteger = ____misuse.expectInteger
local expectList = ____misuse.expectList
local expectNames = ____misuse.expectNames
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local ____numbers = require("numbers")
local isWholeWithin = ____numbers.isWholeWithin
function expectElectors(electors, hasRanks)
expectList("lease", "electors", electors)
if #electors == 0 then
misuse("lease", "electors", "must have one at least, got none")
end
for ____, elector in ipairs(electors) do
local isRank = hasRanks and isWholeWithin(elector, 0, RANK_LIMIT)
if not isRank and (type(elector) ~= "string" or elector == "") then
local expected = hasRanks and "names, or ranks from 0 to 9" or "names"
misuse(
"lease",
"electors",
mustBe("a list of " .. expected, elector)
)
end
end
end
local HOLDER_LIMIT = 40
RANK_LIMIT = 9
function ____exports.checkLeaseOptions(options, hasRanks)
expectTable("lease", "options", options)
expectNames("lease", options, {"max", "electors"})
local ____options_0 = options
local max = ____options_0.max
local electors = ____options_0.electors
if max ~= nil then
expectInteger(
"lease",
"max",
max,
1,
HOLDER_LIMIT
)
end
if electors ~= nil then
expectElectors(electors, hasRanks)
if max ~= nil and max > 1 then
misuse(
"lease",
"max",
mustBe("1 with electors", max)
)
end
end
return {max = max or 1, electors = electors}
end
return ____exports
end,
["live.lease.lease"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____emitter = require("emitter")
local Emitter = ____emitter.Emitter
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local expectNames = ____misuse.expectNames
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
____exports.Lease = __TS__Class()
local Lease = ____exports.Lease
function Lease.prototype.____constructor(self, name, options, guard)
self.name = name
self.options = options
self.guard = guard
self.emitter = __TS__New(Emitter, guard)
end
function Lease.prototype.attach(self, contest)
self.contest = contest
end
function Lease.prototype.detach(self)
self.contest = nil
self:changed({}, nil)
end
function Lease.prototype.changed(self, holders, term)
self.emitter:emit("changed", holders, term)
end
function Lease.prototype.acquire(self, callback, options)
if options == nil then
options = {}
end
expectFunction("acquire", "callback", callback)
expectTable("acquire", "options", options)
expectNames("acquire", options, {"wait"})
local ____options_0 = options
local wait = ____options_0.wait
if wait ~= nil and type(wait) ~= "boolean" then
misuse(
"acquire",
"wait",
mustBe("a boolean", wait)
)
end
if self.contest == nil then
self.guard:call(callback, false, "closed")
else
local ____self_3 = self.contest
local ____self_3_acquire_4 = ____self_3.acquire
local ____callback_2 = callback
local ____wait_1 = wait
if ____wait_1 == nil then
____wait_1 = true
end
____self_3_acquire_4(____self_3, ____callback_2, ____wait_1)
end
end
function Lease.prototype.release(self)
local ____opt_5 = self.contest
if ____opt_5 ~= nil then
____opt_5:release()
end
end
function Lease.prototype.isHeld(self)
local ____opt_7 = self.contest
local ____temp_9 = ____opt_7 and ____opt_7:isHeld()
if ____temp_9 == nil then
____temp_9 = false
end
return ____temp_9
end
function Lease.prototype.holders(self)
local ____opt_10 = self.contest
return ____opt_10 and ____opt_10:holders() or ({})
end
function Lease.prototype.term(self)
local ____opt_12 = self.contest
return ____opt_12 and ____opt_12:term()
end
function Lease.prototype.on(self, name, listener)
if name ~= "changed" then
misuse(
"on",
"name",
mustBe("\"changed\"", name)
)
end
expectFunction("on", "listener", listener)
return self.emitter:on("changed", listener)
end
return ____exports
end,
["codec.cbor-encode"] = function(...) 
local ____exports = {}
local pathStep, encodeNumber, encodeString, encodeKey, measure, encodeArray, encodeMap, encodeItem, concat, find, floor, sort, UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, FALSE, TRUE, NOT_FINITE, NOT_A_KEY
local ____cbor_2Dfloat = require("codec.cbor-float")
local encodeFloat = ____cbor_2Dfloat.encodeFloat
local ____cbor_2Dhead = require("codec.cbor-head")
local encodeHead = ____cbor_2Dhead.encodeHead
local MAX_DEPTH = ____cbor_2Dhead.MAX_DEPTH
local MAX_INTEGER = ____cbor_2Dhead.MAX_INTEGER
local TOO_DEEP = ____cbor_2Dhead.TOO_DEEP
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____numbers = require("numbers")
local isFiniteNumber = ____numbers.isFiniteNumber
local ____utf8 = require("codec.utf8")
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
["live.meet.label-scanner"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local byte = string.byte
local find = string.find
local gsub = string.gsub
local sub = string.sub
local WORD_BYTES = 63
local PREFIX_BYTES = 253
____exports.VALUE_BYTES = 255
local SHOWN_BYTES = 24
local SPACE = "^[ \t\r\n]*"
local WORD = "^[^ \t\r\n=!(),<>\"]+"
local NAME = "^[A-Za-z0-9][A-Za-z0-9_.-]*$"
local NAME_END = "[A-Za-z0-9]$"
local DNS_LABEL = "^[a-z0-9][a-z0-9-]*$"
local DNS_LABEL_END = "[a-z0-9]$"
local QUOTE = 34
local SIGNS = {
"==",
"!=",
"=",
"!",
"(",
")",
",",
"<",
">"
}
local function isName(text)
return #text <= WORD_BYTES and (find(text, NAME)) ~= nil and (find(text, NAME_END)) ~= nil
end
local function isSubdomain(text)
if #text > PREFIX_BYTES then
return false
end
for part in string.gmatch(text .. ".", "([^.]*)[.]") do
if (find(part, DNS_LABEL)) == nil or (find(part, DNS_LABEL_END)) == nil then
return false
end
end
return true
end
function ____exports.isKey(text)
local slash = find(text, "/", 1, true)
local ____temp_0
if slash == nil then
____temp_0 = isName(text)
else
____temp_0 = isSubdomain(sub(text, 1, slash - 1)) and isName(sub(text, slash + 1))
end
return ____temp_0
end
function ____exports.isPlainValue(text)
return text == "" or isName(text)
end
function ____exports.quoteValue(value)
if ____exports.isPlainValue(value) then
return value
end
local escaped = gsub(value, "[\"\\]", "\\%0")
return ("\"" .. escaped) .. "\""
end
____exports.LabelScanner = __TS__Class()
local LabelScanner = ____exports.LabelScanner
function LabelScanner.prototype.____constructor(self, text)
self.text = text
self.kind = "end"
self.value = ""
self.at = 1
self.wanted = ""
self.next = 1
self:advance()
end
function LabelScanner.prototype.advance(self)
local ____, space = find(self.text, SPACE, self.next)
self.at = space + 1
if self.at > #self.text then
self:take("end", "", self.at)
return
end
if byte(self.text, self.at) == QUOTE then
self:readQuoted()
return
end
local ____, last = find(self.text, WORD, self.at)
if last ~= nil then
self:take(
"word",
sub(self.text, self.at, last),
last + 1
)
return
end
for ____, sign in ipairs(SIGNS) do
if sub(self.text, self.at, self.at + #sign - 1) == sign then
self:take(sign, sign, self.at + #sign)
return
end
end
end
function LabelScanner.prototype.isAtEnd(self)
return self.kind == "end"
end
function LabelScanner.prototype.accept(self, kind)
if self.kind ~= kind then
return false
end
self:advance()
return true
end
function LabelScanner.prototype.takeKey(self)
local key = self.value
if self.kind ~= "word" or not ____exports.isKey(key) then
return nil
end
self:advance()
return key
end
function LabelScanner.prototype.takeValue(self)
local kind = self.kind
local value = self.value
if kind ~= "word" and kind ~= "quoted" then
local ____temp_1
if kind == "bad" then
____temp_1 = nil
else
____temp_1 = ""
end
return ____temp_1
end
if kind == "word" and not ____exports.isPlainValue(value) then
return nil
end
self:advance()
return value
end
function LabelScanner.prototype.expected(self, what)
local where = string.format("at byte %.0f", self.at)
local got = self.at > #self.text and "ends" or ("has \"" .. self:shown()) .. "\""
return ((((got .. " ") .. where) .. " where ") .. (self.kind == "bad" and self.wanted or what)) .. " is expected"
end
function LabelScanner.prototype.shown(self)
local ____end = self.kind == "word" and self.at + #self.value or #self.text + 1
local last = math.min(____end, self.at + SHOWN_BYTES) - 1
local printable = gsub(
sub(self.text, self.at, last),
"[^ -~]",
"?"
)
return last < ____end - 1 and printable .. "..." or printable
end
function LabelScanner.prototype.take(self, kind, value, next)
self.kind = kind
self.value = value
self.next = next
end
function LabelScanner.prototype.readQuoted(self)
local parts = {}
local count = 0
local from = self.at + 1
while true do
local mark = find(self.text, "[\"\\]", from)
if mark == nil then
self:refuse("a closing quote", #self.text + 1)
return
end
parts[count + 1] = sub(self.text, from, mark - 1)
count = count + 1
if byte(self.text, mark) == QUOTE then
self:takeQuoted(
table.concat(parts),
mark + 1
)
return
end
local escaped = sub(self.text, mark + 1, mark + 1)
if escaped ~= "\"" and escaped ~= "\\" then
self:refuse("\\\" or \\\\", mark)
return
end
parts[count + 1] = escaped
count = count + 1
from = mark + 2
end
end
function LabelScanner.prototype.takeQuoted(self, value, next)
if #value > ____exports.VALUE_BYTES then
self:refuse(
string.format("a value of at most %.0f bytes", ____exports.VALUE_BYTES),
self.at
)
else
self:take("quoted", value, next)
end
end
function LabelScanner.prototype.refuse(self, wanted, at)
self.wanted = wanted
self.at = at
self:take("bad", "", #self.text + 1)
end
return ____exports
end,
["live.meet.labels"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____misuse = require("misuse")
local mustBe = ____misuse.mustBe
local show = ____misuse.show
local ____label_2Dscanner = require("live.meet.label-scanner")
local isKey = ____label_2Dscanner.isKey
local LabelScanner = ____label_2Dscanner.LabelScanner
local quoteValue = ____label_2Dscanner.quoteValue
local VALUE_BYTES = ____label_2Dscanner.VALUE_BYTES
function ____exports.formatLabels(labels)
local keys = {}
local count = 0
for key in pairs(labels) do
keys[count + 1] = key
count = count + 1
end
table.sort(keys, bytesLess)
local parts = {}
for index = 0, count - 1 do
local key = keys[index + 1]
parts[index + 1] = (key .. "=") .. quoteValue(labels[key])
end
return table.concat(parts, ",")
end
local LABEL_LIMIT = 32
local LABELS_BYTES = 2048
local STRING = string.format("a string of at most %.0f bytes", VALUE_BYTES)
local TOO_MANY = string.format("must have at most %.0f labels", LABEL_LIMIT)
local TOO_LONG = string.format("must take at most %.0f bytes", LABELS_BYTES)
function ____exports.parseLabels(text)
if #text > LABELS_BYTES then
return nil, TOO_LONG
end
local labels = {}
local scanner = __TS__New(LabelScanner, text)
if scanner:isAtEnd() then
return labels
end
local count = 0
while true do
count = count + 1
if count > LABEL_LIMIT then
return nil, TOO_MANY
end
local isTwice = labels[scanner.value] ~= nil
local ____isTwice_0
if isTwice then
____isTwice_0 = nil
else
____isTwice_0 = scanner:takeKey()
end
local key = ____isTwice_0
if key == nil then
return nil, scanner:expected(isTwice and "another key" or "a key")
end
if not scanner:accept("=") then
return nil, scanner:expected("\"=\"")
end
local value = scanner:takeValue()
if value == nil then
return nil, scanner:expected("a value")
end
labels[key] = value
if scanner:isAtEnd() then
return labels
end
if not scanner:accept(",") then
return nil, scanner:expected("\",\" or the end")
end
end
end
function ____exports.readLabels(given)
if type(given) == "string" then
return ____exports.parseLabels(given)
end
if type(given) ~= "table" then
return nil, mustBe("a table or a text", given)
end
local labels = {}
local count = 0
for key, value in pairs(given) do
if type(key) ~= "string" or not isKey(key) then
return nil, "must have keys of Kubernetes labels, got " .. show(key)
end
if type(value) ~= "string" or #value > VALUE_BYTES then
return nil, (("has '" .. key) .. "', which ") .. mustBe(STRING, value)
end
labels[key] = value
count = count + 1
end
if count > LABEL_LIMIT then
return nil, TOO_MANY
end
if #____exports.formatLabels(labels) > LABELS_BYTES then
return nil, TOO_LONG
end
return labels
end
return ____exports
end,
["live.meet.selector"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____label_2Dscanner = require("live.meet.label-scanner")
local LabelScanner = ____label_2Dscanner.LabelScanner
local find = string.find
local SELECTOR_BYTES = 1024
local REQUIREMENT_LIMIT = 32
local VALUE_LIMIT = 64
local NUMBER_BOUND = 2 ^ 53
local function wholeNumber(value)
local digits = find(value, "^[+-]?[0-9]+$")
local ____temp_0
if digits == nil then
____temp_0 = nil
else
____temp_0 = tonumber(value)
end
local number = ____temp_0
return number ~= nil and math.abs(number) < NUMBER_BOUND and number or nil
end
local SelectorParser = __TS__Class()
function SelectorParser.prototype.____constructor(self, text)
self.scanner = __TS__New(LabelScanner, text)
end
function SelectorParser.prototype.parse(self)
local selector = {}
if self.scanner:isAtEnd() then
return selector
end
for index = 0, REQUIREMENT_LIMIT - 1 do
local requirement = self:parseRequirement()
if requirement == nil then
return nil
end
selector[index + 1] = requirement
if self.scanner:isAtEnd() then
return selector
end
if not self.scanner:accept(",") then
return self:fail("\",\" or the end")
end
end
return self:fail(string.format("the end after %.0f requirements", REQUIREMENT_LIMIT))
end
function SelectorParser.prototype.fail(self, expected)
self.problem = self.scanner:expected(expected)
end
function SelectorParser.prototype.parseRequirement(self)
local scanner = self.scanner
local isAbsent = scanner:accept("!")
local key = scanner:takeKey()
if key == nil then
return self:fail(isAbsent and "a key" or "a key or \"!\"")
end
if isAbsent then
return {key = key, operator = "absent"}
end
local ____scanner_1 = scanner
local kind = ____scanner_1.kind
local value = ____scanner_1.value
if kind == "end" or kind == "," then
return {key = key, operator = "exists"}
end
if kind == "=" or kind == "==" or kind == "!=" then
scanner:advance()
return self:parseEqual(key, kind == "!=" and "notin" or "in")
end
if kind == "<" or kind == ">" then
scanner:advance()
return self:parseBound(key, kind)
end
if kind == "word" and (value == "in" or value == "notin") then
scanner:advance()
return self:parseSet(key, value)
end
return self:fail("an operator")
end
function SelectorParser.prototype.parseEqual(self, key, operator)
local value = self.scanner:takeValue()
if value == nil then
return self:fail("a value")
end
local values = {}
values[value] = true
return {key = key, operator = operator, values = values}
end
function SelectorParser.prototype.parseBound(self, key, operator)
local ____self_scanner_2 = self.scanner
local kind = ____self_scanner_2.kind
local value = ____self_scanner_2.value
local ____temp_3
if kind == "word" or kind == "quoted" then
____temp_3 = wholeNumber(value)
else
____temp_3 = nil
end
local bound = ____temp_3
if bound == nil or self.scanner:takeValue() == nil then
return self:fail("a whole number")
end
return {key = key, operator = operator, bound = bound}
end
function SelectorParser.prototype.parseSet(self, key, operator)
local scanner = self.scanner
if not scanner:accept("(") then
return self:fail("\"(\"")
end
local values = {}
for _ = 1, VALUE_LIMIT do
local value = scanner:takeValue()
if value == nil then
return self:fail("a value")
end
values[value] = true
if scanner:accept(")") then
return {key = key, operator = operator, values = values}
end
if not scanner:accept(",") then
return self:fail("\",\" or \")\"")
end
end
return self:fail(string.format("\")\" after %.0f values", VALUE_LIMIT))
end
function ____exports.parseSelector(text)
if #text > SELECTOR_BYTES then
return nil, string.format("must take at most %.0f bytes", SELECTOR_BYTES)
end
local parser = __TS__New(SelectorParser, text)
local selector = parser:parse()
if selector == nil then
return nil, parser.problem
end
return selector
end
local function meets(requirement, value)
local ____requirement_4 = requirement
local operator = ____requirement_4.operator
if value == nil then
return operator == "absent" or operator == "notin"
end
if operator == "in" or operator == "notin" then
return requirement.values[value] ~= nil == (operator == "in")
end
if operator == "exists" or operator == "absent" then
return operator == "exists"
end
local number = wholeNumber(value)
if number == nil then
return false
end
local ____temp_5
if operator == ">" then
____temp_5 = number > requirement.bound
else
____temp_5 = number < requirement.bound
end
return ____temp_5
end
function ____exports.matches(selector, labels)
for ____, requirement in ipairs(selector) do
if not meets(requirement, labels[requirement.key]) then
return false
end
end
return true
end
return ____exports
end,
["live.meet.request-graph"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____selector = require("live.meet.selector")
local matches = ____selector.matches
local LOOK_STEPS = 2
local FIRST_LOOK_STEPS = 6
____exports.RequestGraph = __TS__Class()
local RequestGraph = ____exports.RequestGraph
function RequestGraph.prototype.____constructor(self, requests, limit)
self.requests = requests
self.limit = limit
self.steps = 0
self.known = {}
for index = 0, #requests - 1 do
self.known[index + 1] = {}
end
end
function RequestGraph.prototype.spend(self, steps)
self.steps = self.steps + steps
end
function RequestGraph.prototype.isExhausted(self)
return self.steps > self.limit
end
function RequestGraph.prototype.joined(self, request, list, from)
local found = {}
local count = 0
for index = from, #list - 1 do
if self:isExhausted() then
break
end
if self:isJoined(request, list[index + 1]) then
found[count + 1] = list[index + 1]
count = count + 1
end
end
return found
end
function RequestGraph.prototype.isJoined(self, older, younger)
self.steps = self.steps + LOOK_STEPS
local known = self.known[older + 1][younger]
if known ~= nil then
return known
end
local one = self.requests[older + 1]
local other = self.requests[younger + 1]
self.steps = self.steps + (FIRST_LOOK_STEPS + #one.selector + #other.selector)
local isJoined = matches(one.selector, other.labels) and matches(other.selector, one.labels)
self.known[older + 1][younger] = isJoined
return isJoined
end
return ____exports
end,
["live.meet.cells"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local ____exports = {}
local ____cbor_2Ddecode = require("codec.cbor-decode")
local decodeCbor = ____cbor_2Ddecode.decodeCbor
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____bytes = require("live.bytes")
local ByteReader = ____bytes.ByteReader
local encodeText = ____bytes.encodeText
local ____stamp = require("live.stamp")
local encodeStamp = ____stamp.encodeStamp
local readStamp = ____stamp.readStamp
local ____labels = require("live.meet.labels")
local parseLabels = ____labels.parseLabels
local ____selector = require("live.meet.selector")
local parseSelector = ____selector.parseSelector
function ____exports.indexOfRow(rows, ____bindingPattern0)
local request
local incarnation
local owner
owner = ____bindingPattern0.owner
incarnation = ____bindingPattern0.incarnation
request = ____bindingPattern0.request
for index = 0, #rows - 1 do
local row = rows[index + 1]
if row.owner == owner and row.request == request and row.incarnation == incarnation then
return index
end
end
return nil
end
local char = string.char
local sub = string.sub
____exports.EVENT_BYTES = 255
____exports.ACTOR_BYTES = 255
____exports.MATES_LIMIT = 39
local NAME_BYTES = 64
local TEXT_BYTES = 4096
function ____exports.encodeRequest(request, owner)
local ____request_0 = request
local id = ____request_0.id
local event = ____request_0.event
local actor = ____request_0.actor
local labelsText = ____request_0.labelsText
local selectorText = ____request_0.selectorText
local mates = ____request_0.mates
local stamp = ____request_0.stamp
local incarnation = ____request_0.incarnation
local payload = ____request_0.payload
return table.concat({
char(2),
encodeVarint(id),
encodeText(event),
encodeText(actor == owner and "" or actor),
encodeText(labelsText),
encodeText(selectorText),
encodeVarint(mates),
encodeStamp(stamp, incarnation),
payload
})
end
function ____exports.readRequest(owner, cell)
local ____cell_1 = cell
local bytes = ____cell_1.bytes
local incarnation = ____cell_1.incarnation
local reader = __TS__New(ByteReader, bytes, 2)
local id = reader:varint()
local event = reader:text(____exports.EVENT_BYTES)
local actor = reader:text(____exports.ACTOR_BYTES)
local labelsText = reader:text(TEXT_BYTES)
local selectorText = reader:text(TEXT_BYTES)
local mates = reader:varint()
local stamp = readStamp(reader, incarnation)
local payload = sub(bytes, reader.position)
if not reader:isAtEnd() then
reader:value()
end
if reader.isBad or not reader:isAtEnd() or id < 1 or event == "" or mates < 1 or mates > ____exports.MATES_LIMIT then
return nil
end
local labels = parseLabels(labelsText)
local selector = parseSelector(selectorText)
if labels == nil or selector == nil then
return nil
end
return {
owner = owner,
id = id,
cell = cell,
incarnation = incarnation,
event = event,
actor = actor == "" and owner or actor,
labels = labels,
labelsText = labelsText,
selector = selector,
selectorText = selectorText,
mates = mates,
stamp = stamp,
payload = payload
}
end
function ____exports.payloadOf(____bindingPattern0)
local payload
payload = ____bindingPattern0.payload
if payload == "" then
return nil
end
local ok, value = decodeCbor(payload, 1)
local ____ok_2
if ok then
____ok_2 = value
else
____ok_2 = nil
end
return ____ok_2
end
function ____exports.encodePromise(request, ____bindingPattern0)
local match
local incarnation
local coordinator
coordinator = ____bindingPattern0.coordinator
incarnation = ____bindingPattern0.incarnation
match = ____bindingPattern0.match
local head = (char(3) .. encodeVarint(request)) .. encodeText(coordinator)
return (head .. packU32(incarnation)) .. encodeVarint(match)
end
function ____exports.readPromise(owner, cell)
local reader = __TS__New(ByteReader, cell.bytes, 2)
local id = reader:varint()
local coordinator = reader:text(NAME_BYTES)
local incarnation = reader:u32()
local match = reader:varint()
local isOf = not reader.isBad and reader:isAtEnd() and id > 0 and match > 0
return isOf and ({
owner = owner,
id = id,
cell = cell,
coordinator = coordinator,
incarnation = incarnation,
match = match
}) or nil
end
function ____exports.encodeMatch(id, state, rows)
local parts = {
char(4),
encodeVarint(id),
char(state)
}
for ____, ____value in ipairs(rows) do
local owner = ____value.owner
local incarnation = ____value.incarnation
local request = ____value.request
parts[#parts + 1] = (encodeText(owner) .. packU32(incarnation)) .. encodeVarint(request)
end
return table.concat(parts)
end
function ____exports.readMatch(owner, cell)
local reader = __TS__New(ByteReader, cell.bytes, 2)
local id = reader:varint()
local state = reader:u8()
local rows = {}
local count = 0
while not reader:isAtEnd() and count <= ____exports.MATES_LIMIT + 1 do
local row = {
owner = reader:text(NAME_BYTES),
incarnation = reader:u32(),
request = reader:varint()
}
if ____exports.indexOfRow(rows, row) ~= nil then
return nil
end
rows[count + 1] = row
count = count + 1
end
if reader.isBad or id < 1 or state > 2 or count < 2 or count > ____exports.MATES_LIMIT + 1 then
return nil
end
local ____cell_3 = cell
local incarnation = ____cell_3.incarnation
local isOwn = rows[1].owner == owner and rows[1].incarnation == incarnation
return isOwn and ({
owner = owner,
id = id,
cell = cell,
incarnation = incarnation,
state = state,
rows = rows
}) or nil
end
function ____exports.isSameRows(one, other)
return #one == #other and __TS__ArrayEvery(
one,
function(____, row) return ____exports.indexOfRow(other, row) ~= nil end
)
end
function ____exports.rowOf(____bindingPattern0)
local id
local incarnation
local owner
owner = ____bindingPattern0.owner
incarnation = ____bindingPattern0.incarnation
id = ____bindingPattern0.id
return {owner = owner, incarnation = incarnation, request = id}
end
return ____exports
end,
["live.meet.options"] = function(...) 
local ____exports = {}
local checkLabels, checkSelector, checkPayload, METHOD
local ____cbor_2Dencode = require("codec.cbor-encode")
local encodeCbor = ____cbor_2Dencode.encodeCbor
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local expectInteger = ____misuse.expectInteger
local expectNames = ____misuse.expectNames
local expectNumber = ____misuse.expectNumber
local expectString = ____misuse.expectString
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local ____cells = require("live.meet.cells")
local ACTOR_BYTES = ____cells.ACTOR_BYTES
local EVENT_BYTES = ____cells.EVENT_BYTES
local MATES_LIMIT = ____cells.MATES_LIMIT
local ____label_2Dscanner = require("live.meet.label-scanner")
local quoteValue = ____label_2Dscanner.quoteValue
local ____labels = require("live.meet.labels")
local formatLabels = ____labels.formatLabels
local readLabels = ____labels.readLabels
local ____selector = require("live.meet.selector")
local parseSelector = ____selector.parseSelector
function checkLabels(____bindingPattern0, actor)
local given
given = ____bindingPattern0.labels
local labels, problem = readLabels(given or ({actor = actor}))
return labels or misuse(METHOD, "labels", problem)
end
function checkSelector(____bindingPattern0, actor)
local given
given = ____bindingPattern0.selector
local text = given or "actor!=" .. quoteValue(actor)
expectString(
METHOD,
"selector",
text,
0,
math.huge
)
local selector, problem = parseSelector(text)
return text, selector or misuse(METHOD, "selector", problem)
end
function checkPayload(____bindingPattern0)
local payload
payload = ____bindingPattern0.payload
if payload == nil then
return ""
end
local bytes, reason, path = encodeCbor(payload)
return bytes or misuse(METHOD, "payload" .. path, "must be what an event can carry, got " .. reason)
end
METHOD = "meet"
local NAMES = {
"event",
"mates",
"actor",
"labels",
"selector",
"payload",
"timeout"
}
local TIMEOUT_SECONDS = 60
local TIMEOUT_LIMIT_SECONDS = 86400
function ____exports.checkOptions(options, callback, ____self)
expectTable(METHOD, "options", options)
expectNames(METHOD, options, NAMES)
expectFunction(METHOD, "callback", callback)
local ____options_0 = options
local event = ____options_0.event
local mates = ____options_0.mates
if mates == nil then
mates = 1
end
local actor = ____options_0.actor
if actor == nil then
actor = ____self
end
local timeout = ____options_0.timeout
if timeout == nil then
timeout = TIMEOUT_SECONDS
end
expectString(
METHOD,
"event",
event,
1,
EVENT_BYTES
)
expectInteger(
METHOD,
"mates",
mates,
0,
MATES_LIMIT
)
expectString(
METHOD,
"actor",
actor,
1,
ACTOR_BYTES
)
if timeout ~= false then
expectNumber(
METHOD,
"timeout",
timeout,
0,
TIMEOUT_LIMIT_SECONDS
)
end
local labels = checkLabels(options, actor)
local selectorText, selector = checkSelector(options, actor)
local ____event_2 = event
local ____mates_3 = mates
local ____actor_4 = actor
local ____labels_5 = labels
local ____formatLabels_result_6 = formatLabels(labels)
local ____selector_7 = selector
local ____selectorText_8 = selectorText
local ____checkPayload_result_9 = checkPayload(options)
local ____temp_1
if timeout == false then
____temp_1 = nil
else
____temp_1 = timeout
end
return {
event = ____event_2,
mates = ____mates_3,
actor = ____actor_4,
labels = ____labels_5,
labelsText = ____formatLabels_result_6,
selector = ____selector_7,
selectorText = ____selectorText_8,
payload = ____checkPayload_result_9,
timeout = ____temp_1
}
end
return ____exports
end,
["live.meet.shelf"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.Shelf = __TS__Class()
local Shelf = ____exports.Shelf
function Shelf.prototype.____constructor(self, session, kind, read, changed, repeated)
if repeated == nil then
repeated = function()
end
end
self.session = session
self.read = read
self.changed = changed
self.repeated = repeated
self.byCell = {}
self.byOwner = {}
session:whenShown(
kind,
function(owner, old, cell) return self:shown(owner, old, cell) end
)
end
function Shelf.prototype.get(self, owner, id)
local ____opt_0 = self.byOwner[owner]
return ____opt_0 and ____opt_0[id]
end
function Shelf.prototype.shown(self, owner, old, cell)
local ____temp_2
if old == nil then
____temp_2 = nil
else
____temp_2 = self.byCell[old]
end
local before = ____temp_2
if old ~= nil and before ~= nil then
if cell ~= nil and cell.bytes == old.bytes and cell.incarnation == old.incarnation then
self.byCell[old] = nil
self.byCell[cell] = before
before.cell = cell
self.repeated(before)
return
end
self:remove(before)
end
local ____temp_3
if cell == nil then
____temp_3 = nil
else
____temp_3 = self.read(owner, cell)
end
local item = ____temp_3
if cell ~= nil and item == nil then
self.session.context.port:ignore("malformedCell")
end
local ____temp_4
if item == nil then
____temp_4 = nil
else
____temp_4 = self:get(owner, item.id)
end
local moved = ____temp_4
if moved ~= nil then
self:remove(moved)
self.changed(moved, nil)
end
if item ~= nil then
self:add(item)
end
if before ~= nil or item ~= nil then
self.changed(before, item)
end
end
function Shelf.prototype.add(self, item)
local items = self.byOwner[item.owner] or ({})
self.byOwner[item.owner] = items
items[item.id] = item
self.byCell[item.cell] = item
end
function Shelf.prototype.remove(self, ____bindingPattern0)
local cell
local id
local owner
owner = ____bindingPattern0.owner
id = ____bindingPattern0.id
cell = ____bindingPattern0.cell
self.byCell[cell] = nil
local items = self.byOwner[owner]
if items ~= nil then
items[id] = nil
end
if items ~= nil and (next(items)) == nil then
self.byOwner[owner] = nil
end
end
return ____exports
end,
["live.meet.view"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____stamp = require("live.stamp")
local isBefore = ____stamp.isBefore
local ____cells = require("live.meet.cells")
local readMatch = ____cells.readMatch
local readPromise = ____cells.readPromise
local readRequest = ____cells.readRequest
local ____shelf = require("live.meet.shelf")
local Shelf = ____shelf.Shelf
local floor = math.floor
local OPEN_LIMIT = 200
local OWNER_LIMIT = 8
function ____exports.isOlder(a, b)
local ____temp_0
if a.owner == b.owner and a.stamp.seconds == b.stamp.seconds and a.stamp.counter == b.stamp.counter then
____temp_0 = a.id < b.id
else
____temp_0 = isBefore(a.stamp, a.owner, b.stamp, b.owner)
end
return ____temp_0
end
____exports.MeetView = __TS__Class()
local MeetView = ____exports.MeetView
function MeetView.prototype.____constructor(self, session, isAllowed, listener)
self.session = session
self.isAllowed = isAllowed
self.listener = listener
self.byEvent = {}
self.leading = {}
self.hidden = {}
self.early = {}
self.requests = __TS__New(
Shelf,
session,
2,
readRequest,
function(old, request)
self:requestChanged(old, request)
end
)
self.promises = __TS__New(
Shelf,
session,
3,
readPromise,
function(old, promise)
local ____temp_1 = promise or old
local owner = ____temp_1.owner
local id = ____temp_1.id
local ____listener_changed_4 = listener.changed
local ____opt_2 = self.requests:get(owner, id)
____listener_changed_4(____opt_2 and ____opt_2.event)
end,
listener.promisedAgain
)
self.matches = __TS__New(
Shelf,
session,
4,
readMatch,
function(old, match)
self:matchChanged(old, match)
end
)
end
function MeetView.prototype.isPending(self, request)
return self.session:incarnationOf(request.owner) == request.incarnation and not (self.hidden[request] ~= nil) and not (self.early[request] ~= nil)
end
function MeetView.prototype.matchOf(self, ____bindingPattern0)
local match
local incarnation
local coordinator
coordinator = ____bindingPattern0.coordinator
incarnation = ____bindingPattern0.incarnation
match = ____bindingPattern0.match
local found = self.matches:get(coordinator, match)
return found ~= nil and found.incarnation == incarnation and found or nil
end
function MeetView.prototype.isBound(self, ____bindingPattern0)
local id
local owner
owner = ____bindingPattern0.owner
id = ____bindingPattern0.id
local ____opt_5 = self.leading[owner]
if (____opt_5 and ____opt_5[id] or 0) > 0 then
return true
end
local promise = self.promises:get(owner, id)
local ____temp_9 = promise ~= nil
if ____temp_9 then
local ____opt_7 = self:matchOf(promise)
____temp_9 = (____opt_7 and ____opt_7.state) ~= 2
end
return ____temp_9
end
function MeetView.prototype.open(self, event, isLeftOut)
local open = {}
local looked = {}
local count = 0
for ____, request in ipairs(self.byEvent[event] or ({})) do
local owner = request.owner
local before = looked[owner] or 0
looked[owner] = before + 1
local isIn = before < OWNER_LIMIT and self:isPending(request) and not self:isBound(request)
if isIn and not isLeftOut(request) then
open[count + 1] = request
count = count + 1
if count == OPEN_LIMIT then
break
end
end
end
return open
end
function MeetView.prototype.pending(self)
local pending = {}
local count = 0
for _event, requests in pairs(self.byEvent) do
for ____, request in ipairs(requests) do
if self:isPending(request) then
pending[count + 1] = request
count = count + 1
end
end
end
table.sort(pending, ____exports.isOlder)
return pending
end
function MeetView.prototype.refilter(self)
for event, requests in pairs(self.byEvent) do
for ____, request in ipairs(requests) do
self:filter(request)
end
self.listener.changed(event)
end
end
function MeetView.prototype.ripen(self)
for request in pairs(self.early) do
if self.session.stamps:secondsUntil(request.stamp.seconds) == 0 then
self.early[request] = nil
self.listener.changed(request.event)
end
end
end
function MeetView.prototype.requestChanged(self, old, request)
if old ~= nil then
self.hidden[old] = nil
self.early[old] = nil
self:unlist(old)
self.listener.changed(old.event)
end
if request ~= nil then
local ____self_session_10 = self.session
local stamps = ____self_session_10.stamps
stamps:see(request.stamp)
if stamps:secondsUntil(request.stamp.seconds) > 0 then
self.early[request] = true
end
self:filter(request)
self:list(request)
self.listener.changed(request.event)
end
end
function MeetView.prototype.filter(self, request)
local ____request_11 = request
local event = ____request_11.event
local owner = ____request_11.owner
if owner == self.session.context.self or self.isAllowed(event, owner) then
self.hidden[request] = nil
else
self.hidden[request] = true
end
end
function MeetView.prototype.list(self, request)
local list = self.byEvent[request.event] or ({})
self.byEvent[request.event] = list
table.insert(
list,
self:placeOf(list, request) + 1,
request
)
end
function MeetView.prototype.unlist(self, request)
local list = self.byEvent[request.event]
table.remove(
list,
self:placeOf(list, request) + 1
)
if #list == 0 then
self.byEvent[request.event] = nil
end
end
function MeetView.prototype.placeOf(self, list, request)
local low = 0
local high = #list
while low < high do
local middle = floor((low + high) / 2)
if ____exports.isOlder(list[middle + 1], request) then
low = middle + 1
else
high = middle
end
end
return low
end
function MeetView.prototype.matchChanged(self, old, match)
if old ~= nil then
self:lead(old, -1)
end
if match ~= nil then
self:lead(match, 1)
self.listener.heard(match)
end
local ____opt_15 = match or old
for ____, ____value in ipairs(____opt_15 and ____opt_15.rows or ({})) do
local owner = ____value.owner
local request = ____value.request
local ____self_listener_changed_14 = self.listener.changed
local ____opt_12 = self.requests:get(owner, request)
____self_listener_changed_14(____opt_12 and ____opt_12.event)
end
end
function MeetView.prototype.lead(self, ____bindingPattern0, change)
local rows
local state
local owner
owner = ____bindingPattern0.owner
state = ____bindingPattern0.state
rows = ____bindingPattern0.rows
if state == 2 then
return
end
local ____rows__1_17 = rows[1]
local request = ____rows__1_17.request
local counts = self.leading[owner] or ({})
self.leading[owner] = counts
local count = (counts[request] or 0) + change
if count > 0 then
counts[request] = count
else
counts[request] = nil
end
end
return ____exports
end,
["live.meet.group"] = function(...) 
local ____exports = {}
local ____selector = require("live.meet.selector")
local matches = ____selector.matches
local ____view = require("live.meet.view")
local isOlder = ____view.isOlder
local max = math.max
function ____exports.isGroupFor(own, group)
local mates = 0
for ____, request in ipairs(group) do
mates = max(mates, request.mates)
local isAccepted = request == own or matches(own.selector, request.labels) and matches(request.selector, own.labels)
local isInOrder = request == group[1] or isOlder(group[1], request)
if request.event ~= own.event or not isAccepted or not isInOrder then
return false
end
end
return #group == mates + 1
end
return ____exports
end,
["live.meet.called"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____constants = require("live.constants")
local CALLED_SECONDS = ____constants.CALLED_SECONDS
local PROMISE_SECONDS = ____constants.PROMISE_SECONDS
local ____group = require("live.meet.group")
local isGroupFor = ____group.isGroupFor
____exports.Called = __TS__Class()
local Called = ____exports.Called
function Called.prototype.____constructor(self, session, view, ended)
self.session = session
self.view = view
self.ended = ended
self.calls = setmetatable({}, {__mode = "k"})
end
function Called.prototype.heard(self, match)
local ____self_session_context_0 = self.session.context
local clock = ____self_session_context_0.clock
local timers = ____self_session_context_0.timers
local ____temp_1
if match.state == 0 then
____temp_1 = self:groupOf(match)
else
____temp_1 = nil
end
local group = ____temp_1
if group == nil then
return
end
local since = clock:uptime()
for index = 1, #group - 1 do
local known = self.calls[group[index + 1]]
if known == nil or known.match.owner ~= match.owner or since - known.since >= PROMISE_SECONDS then
self.calls[group[index + 1]] = {match = match, since = since}
end
end
timers:after(
CALLED_SECONDS,
function() return self.ended(group[1].event) end
)
end
function Called.prototype.has(self, request)
local call = self.calls[request]
if call == nil then
return false
end
local match = call.match
local since = call.since
return self.session.context.clock:uptime() - since < CALLED_SECONDS and self.view.matches:get(match.owner, match.id) == match
end
function Called.prototype.groupOf(self, ____bindingPattern0)
local rows
rows = ____bindingPattern0.rows
local group = {}
for index = 0, #rows - 1 do
local ____rows_index_2 = rows[index + 1]
local owner = ____rows_index_2.owner
local incarnation = ____rows_index_2.incarnation
local id = ____rows_index_2.request
local request = self.view.requests:get(owner, id)
if request == nil or request.incarnation ~= incarnation or not self.view:isPending(request) then
return nil
end
group[index + 1] = request
end
return isGroupFor(group[1], group) and group or nil
end
return ____exports
end,
["live.meet.say-again"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____constants = require("live.constants")
local AGAIN_SECONDS = ____constants.AGAIN_SECONDS
local HEAD_BYTES = 24
____exports.SayAgain = __TS__Class()
local SayAgain = ____exports.SayAgain
function SayAgain.prototype.____constructor(self, session, slot, interval)
if interval == nil then
interval = 0
end
self.session = session
self.slot = slot
self.interval = interval
local ____opt_0 = session.own.cells:get(slot)
local bytes = ____opt_0 and ____opt_0.bytes or ""
local isLarge = #bytes + HEAD_BYTES > session.context.port.payloadBytes
self:wait(isLarge and #AGAIN_SECONDS - 1 or 0, 0)
end
function SayAgain.prototype.cancel(self)
local ____opt_2 = self.timer
if ____opt_2 ~= nil then
____opt_2:cancel()
end
self.timer = nil
end
function SayAgain.prototype.wait(self, step, passed)
local isEarly = step < #AGAIN_SECONDS
local seconds = isEarly and AGAIN_SECONDS[step + 1] - passed or self.interval
if seconds <= 0 then
return
end
self.timer = self.session.context.timers:after(
seconds,
function()
self:wait(step + 1, isEarly and AGAIN_SECONDS[step + 1] or 0)
local ____self_4 = self.session.own
____self_4["repeat"](____self_4, self.slot)
end
)
end
return ____exports
end,
["live.meet.own-request"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____constants = require("live.constants")
local PROMISE_AGAIN_SECONDS = ____constants.PROMISE_AGAIN_SECONDS
local PROMISE_SECONDS = ____constants.PROMISE_SECONDS
local ____cells = require("live.meet.cells")
local encodePromise = ____cells.encodePromise
local payloadOf = ____cells.payloadOf
local ____say_2Dagain = require("live.meet.say-again")
local SayAgain = ____say_2Dagain.SayAgain
function ____exports.idOf(____bindingPattern0)
local incarnation
local id
local owner
owner = ____bindingPattern0.owner
id = ____bindingPattern0.id
incarnation = ____bindingPattern0.incarnation
return string.format("%s/%.0f/%.0f", owner, incarnation, id)
end
function ____exports.tableOf(____bindingPattern0)
local labels
labels = ____bindingPattern0.labels
local ____table = {}
for key, value in pairs(labels) do
____table[key] = value
end
return ____table
end
local function resultOf(group)
local requests = {}
local payloads = {}
for index = 0, #group - 1 do
local request = group[index + 1]
local owner = request.owner
local actor = request.actor
local payload = payloadOf(request)
requests[index + 1] = {
id = ____exports.idOf(request),
owner = owner,
actor = actor,
labels = ____exports.tableOf(request),
payload = payload
}
payloads[actor] = payload
end
return {requests = requests, payloads = payloads}
end
____exports.OwnRequest = __TS__Class()
local OwnRequest = ____exports.OwnRequest
function OwnRequest.prototype.____constructor(self, session, request, slot, callback)
self.session = session
self.request = request
self.slot = slot
self.callback = callback
self.state = "open"
self.isOverdue = false
self.awaitedSince = 0
self:sayAgain()
end
function OwnRequest.prototype.isOver(self)
return self.state ~= "open" and self.state ~= "promised"
end
function OwnRequest.prototype.awaits(self, coordinator)
if coordinator ~= self.awaited then
self.awaited = coordinator
self.awaitedSince = self.session.context.clock:uptime()
self:sayAgain()
end
end
function OwnRequest.prototype.answered(self)
self.awaited = nil
local ____opt_0 = self.again
if ____opt_0 ~= nil then
____opt_0:cancel()
end
self.again = nil
end
function OwnRequest.prototype.defaulter(self)
local passed = self.session.context.clock:uptime() - self.awaitedSince
return self.awaited ~= nil and passed >= PROMISE_SECONDS and self.awaited or nil
end
function OwnRequest.prototype.bind(self, name, rows, group)
local session = self.session
local request = self.request
local ____name_2 = name
local coordinator = ____name_2.coordinator
local incarnation = ____name_2.incarnation
local match = ____name_2.match
local slot = session.own:add(encodePromise(request.id, name))
if slot == nil then
return false
end
self:answered()
local since = session.context.clock:uptime()
local again = __TS__New(SayAgain, session, slot, PROMISE_AGAIN_SECONDS)
self.promise = {
coordinator = coordinator,
incarnation = incarnation,
match = match,
slot = slot,
since = since,
rows = rows,
group = group,
again = again
}
self.state = "promised"
return true
end
function OwnRequest.prototype.release(self)
self:dropPromise()
self.state = "open"
end
function OwnRequest.prototype.match(self, group)
self:leave("matched")
self.session.context.guard:call(
self.callback,
resultOf(group),
nil
)
end
function OwnRequest.prototype.fail(self, why)
self:leave(why == "unknown" and "unknown" or "aborted")
self.session.context.guard:call(self.callback, nil, why)
end
function OwnRequest.prototype.sayAgain(self)
local ____opt_3 = self.again
if ____opt_3 ~= nil then
____opt_3:cancel()
end
local ____temp_5
if self.slot == nil then
____temp_5 = nil
else
____temp_5 = __TS__New(SayAgain, self.session, self.slot)
end
self.again = ____temp_5
end
function OwnRequest.prototype.leave(self, state)
local ____opt_6 = self.timer
if ____opt_6 ~= nil then
____opt_6:cancel()
end
self:answered()
self:dropPromise()
if self.slot ~= nil then
self.session.own:clear(self.slot)
end
self.state = state
end
function OwnRequest.prototype.dropPromise(self)
if self.promise ~= nil then
self.promise.again:cancel()
self.session.own:clear(self.promise.slot)
self.promise = nil
end
end
return ____exports
end,
["live.meet.passed-over"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____constants = require("live.constants")
local PASS_LIMIT_SECONDS = ____constants.PASS_LIMIT_SECONDS
local PASS_SECONDS = ____constants.PASS_SECONDS
local REMEMBER_SECONDS = ____constants.REMEMBER_SECONDS
local huge = math.huge
local min = math.min
local SUSPICION_LIMIT = 3
____exports.PassedOver = __TS__Class()
local PassedOver = ____exports.PassedOver
function PassedOver.prototype.____constructor(self, clock)
self.clock = clock
self.byName = {}
self.suspicions = {}
self.nextEnd = huge
end
function PassedOver.prototype.has(self, name)
local failures = self.byName[name]
return failures ~= nil and self.clock:uptime() < failures["until"]
end
function PassedOver.prototype.fail(self, name, isGrave)
if isGrave == nil then
isGrave = false
end
local now = self.clock:uptime()
local failures = self.byName[name]
if failures ~= nil and now < failures["until"] then
return
end
local next = failures == nil and PASS_SECONDS or failures.seconds * 2
local seconds = isGrave and PASS_LIMIT_SECONDS or min(next, PASS_LIMIT_SECONDS)
self.byName[name] = {seconds = seconds, ["until"] = now + seconds}
self.nextEnd = min(self.nextEnd, now + seconds)
end
function PassedOver.prototype.suspect(self, name)
local now = self.clock:uptime()
local known = self.suspicions[name]
local suspicion = known ~= nil and now < known["until"] and known or ({count = 0, ["until"] = now + PASS_LIMIT_SECONDS})
suspicion.count = suspicion.count + 1
self.suspicions[name] = suspicion
if suspicion.count >= SUSPICION_LIMIT then
self.suspicions[name] = nil
self:fail(name)
end
end
function PassedOver.prototype.forgive(self, name)
self.byName[name] = nil
self.suspicions[name] = nil
end
function PassedOver.prototype.hasEnded(self)
local now = self.clock:uptime()
if now < self.nextEnd then
return false
end
self.nextEnd = huge
for name, ____temp_0 in pairs(self.byName) do
local ____until
____until = ____temp_0["until"]
if now >= ____until + REMEMBER_SECONDS then
self.byName[name] = nil
elseif now < ____until then
self.nextEnd = min(self.nextEnd, ____until)
end
end
return true
end
return ____exports
end,
["live.meet.coordinator"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____constants = require("live.constants")
local PROMISE_SECONDS = ____constants.PROMISE_SECONDS
local UNKNOWN_SECONDS = ____constants.UNKNOWN_SECONDS
local VANISHED_SECONDS = ____constants.VANISHED_SECONDS
local ____cells = require("live.meet.cells")
local encodeMatch = ____cells.encodeMatch
local rowOf = ____cells.rowOf
local ____say_2Dagain = require("live.meet.say-again")
local SayAgain = ____say_2Dagain.SayAgain
local ANSWER_SECONDS = 0.7
____exports.Coordinator = __TS__Class()
local Coordinator = ____exports.Coordinator
function Coordinator.prototype.____constructor(self, session, view, passedOver)
self.session = session
self.view = view
self.passedOver = passedOver
self.matches = {}
self.lastId = 0
end
function Coordinator.prototype.isIdle(self)
return #self.matches == 0
end
function Coordinator.prototype.propose(self, own, group)
local session = self.session
local rows = __TS__ArrayMap(
group,
function(____, request) return rowOf(request) end
)
local id = self.lastId + 1
local slot = self:write(encodeMatch(id, 0, rows))
if slot == nil then
return
end
self.lastId = id
own:answered()
local since = session.context.clock:uptime()
local again = __TS__New(SayAgain, session, slot)
local state = 0
self.matches[#self.matches + 1] = {
id = id,
slot = slot,
own = own,
group = group,
rows = rows,
state = state,
since = since,
saidAt = since,
again = again
}
end
function Coordinator.prototype.withdraw(self, own)
for ____, match in ipairs(self.matches) do
if match.own == own and match.state == 0 then
self:decide(match, 2)
end
end
end
function Coordinator.prototype.look(self)
local now = self.session.context.clock:uptime()
for ____, match in ipairs({unpack(self.matches)}) do
if match.state == 0 then
self:judge(match, now)
elseif self:isDone(match, now) then
self:empty(match)
end
end
end
function Coordinator.prototype.promisedAgain(self, ____bindingPattern0)
local id
local incarnation
local coordinator
coordinator = ____bindingPattern0.coordinator
incarnation = ____bindingPattern0.incarnation
id = ____bindingPattern0.match
local ____self_session_0 = self.session
local own = ____self_session_0.own
local context = ____self_session_0.context
local now = context.clock:uptime()
if coordinator ~= context.self or incarnation ~= own.incarnation then
return
end
for ____, match in ipairs(self.matches) do
local isDue = match.state ~= 0 and now - match.saidAt >= ANSWER_SECONDS
if match.id == id and isDue then
match.saidAt = now
own["repeat"](own, match.slot)
end
end
end
function Coordinator.prototype.write(self, bytes)
while true do
local slot = self.session.own:add(bytes)
local aborted = __TS__ArrayFind(
self.matches,
function(____, ____bindingPattern0)
local state
state = ____bindingPattern0.state
return state == 2
end
)
if slot ~= nil or aborted == nil then
return slot
end
self:empty(aborted)
end
end
function Coordinator.prototype.judge(self, match, now)
local ____match_1 = match
local group = ____match_1.group
local missing = {}
for index = 1, #group - 1 do
local request = group[index + 1]
local isPromised = self:isPromised(match, request)
if not self:isThere(request) or not isPromised and self.view:isBound(request) then
self:decide(match, 2)
return
end
if not isPromised then
missing[#missing + 1] = request.owner
end
end
if #missing == 0 then
self:complete(match)
elseif now - match.since >= PROMISE_SECONDS then
for ____, name in ipairs(missing) do
self.passedOver:fail(name)
end
self:decide(match, 2)
end
end
function Coordinator.prototype.complete(self, match)
self:decide(match, 1)
for ____, ____value in ipairs(match.group) do
local owner = ____value.owner
self.passedOver:forgive(owner)
end
match.own:match(match.group)
end
function Coordinator.prototype.decide(self, match, state)
local session = self.session
match.state = state
match.since = session.context.clock:uptime()
match.saidAt = match.since
match.again:cancel()
session.own:write(
match.slot,
encodeMatch(match.id, state, match.rows)
)
match.again = __TS__New(SayAgain, session, match.slot)
end
function Coordinator.prototype.isThere(self, ____bindingPattern0)
local id
local incarnation
local owner
owner = ____bindingPattern0.owner
incarnation = ____bindingPattern0.incarnation
id = ____bindingPattern0.id
local ____temp_4 = self.session:incarnationOf(owner) == incarnation
if ____temp_4 then
local ____opt_2 = self.view.requests:get(owner, id)
____temp_4 = (____opt_2 and ____opt_2.incarnation) == incarnation
end
return ____temp_4
end
function Coordinator.prototype.isPromised(self, ____bindingPattern0, request)
local id
id = ____bindingPattern0.id
local ____self_session_5 = self.session
local own = ____self_session_5.own
local context = ____self_session_5.context
local promise = self.view.promises:get(request.owner, request.id)
return promise ~= nil and promise.match == id and promise.coordinator == context.self and promise.incarnation == own.incarnation and promise.cell.incarnation == request.incarnation
end
function Coordinator.prototype.isDone(self, match, now)
local seconds = match.state == 2 and UNKNOWN_SECONDS or VANISHED_SECONDS
local isAwaited = __TS__ArraySome(
match.group,
function(____, request) return self.session:incarnationOf(request.owner) == request.incarnation and self:isPromised(match, request) end
)
if not isAwaited then
match.again:cancel()
end
return not isAwaited and now - match.since >= seconds
end
function Coordinator.prototype.empty(self, match)
match.again:cancel()
self.session.own:clear(match.slot)
self.matches = __TS__ArrayFilter(
self.matches,
function(____, other) return other ~= match end
)
end
return ____exports
end,
["live.meet.clique-search"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local band = bit.band
____exports.CliqueSearch = __TS__Class()
local CliqueSearch = ____exports.CliqueSearch
function CliqueSearch.prototype.____constructor(self, graph, candidates, mates)
self.graph = graph
self.candidates = candidates
self.mates = mates
self.joined = {}
self.places = {}
self.wanting = 0
self.members = {}
local last = #mates - 1
for place = 0, last do
self.places[2 ^ place] = place
local joined = 0
for other = place + 1, last do
if not graph:isExhausted() and graph:isJoined(candidates[place + 1], candidates[other + 1]) then
joined = joined + 2 ^ other
end
end
self.joined[place + 1] = joined
end
end
function CliqueSearch.prototype.find(self, oldest, mates, isWanted)
if mates > #self.mates then
return nil
end
local among = 0
self.wanting = 0
for place = 0, #self.mates - 1 do
local wish = self.mates[place + 1]
among = among + (wish <= mates and 2 ^ place or 0)
self.wanting = self.wanting + (wish == mates and 2 ^ place or 0)
end
self.members[1] = oldest
if not self:complete(1, among, mates, isWanted) then
return nil
end
local found = {}
for index = 0, mates do
found[index + 1] = self.members[index + 1]
end
return found
end
function CliqueSearch.prototype.complete(self, size, among, missing, isWanted)
if missing == 0 then
return isWanted
end
local left = among
while self:hasColours(left, missing) and (isWanted or band(left, self.wanting) > 0) do
if self.graph:isExhausted() then
return false
end
local ____bit = left - band(left, left - 1)
local place = self.places[____bit]
self.members[size + 1] = self.candidates[place + 1]
local next = band(left, self.joined[place + 1])
if self:complete(
size + 1,
next,
missing - 1,
isWanted or band(____bit, self.wanting) > 0
) then
return true
end
left = left - ____bit
end
return false
end
function CliqueSearch.prototype.hasColours(self, set, wanted)
local left = set
local count = 0
while left > 0 and count < wanted do
count = count + 1
local free = left
while free > 0 do
local ____bit = free - band(free, free - 1)
left = left - ____bit
free = free - ____bit - band(free, self.joined[self.places[____bit] + 1])
self.graph:spend(1)
end
end
return count >= wanted
end
return ____exports
end,
["live.meet.matching"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local isEarlier
local ____clique_2Dsearch = require("live.meet.clique-search")
local CliqueSearch = ____clique_2Dsearch.CliqueSearch
local ____request_2Dgraph = require("live.meet.request-graph")
local RequestGraph = ____request_2Dgraph.RequestGraph
function isEarlier(members, found)
for place = 0, math.min(#members, #found) - 1 do
if members[place + 1] ~= found[place + 1] then
return members[place + 1] < found[place + 1]
end
end
return false
end
local EXACT_SIZE = 20
local STEP_LIMIT = 25000
local GroupSearch = __TS__Class()
function GroupSearch.prototype.____constructor(self, requests, limit)
self.requests = requests
self.isCut = false
self.taken = {}
self.graph = __TS__New(RequestGraph, requests, limit)
end
function GroupSearch.prototype.isExhausted(self)
return self.graph:isExhausted()
end
function GroupSearch.prototype.groupOf(self, oldest)
if self.taken[oldest] ~= nil then
return nil
end
local others = self.graph:joined(
oldest,
self:later(oldest),
0
)
self.isCut = self.isCut or #others >= EXACT_SIZE
local wishes = {}
for place = 0, math.min(#others, EXACT_SIZE - 1) - 1 do
wishes[place + 1] = self.requests[others[place + 1] + 1].mates
end
local exact = __TS__New(CliqueSearch, self.graph, others, wishes)
local own = self.requests[oldest + 1].mates
local best
for ____, mates in ipairs(self:sizes(oldest, others)) do
local isWanted = own == mates
local found = exact:find(oldest, mates, isWanted) or self:greedy(oldest, others, mates, isWanted)
if found ~= nil and (best == nil or isEarlier(found, best)) then
best = found
end
end
local ____temp_0
if best == nil then
____temp_0 = nil
else
____temp_0 = self:take(best)
end
return ____temp_0
end
function GroupSearch.prototype.sizes(self, oldest, others)
local least = math.max(self.requests[oldest + 1].mates, 1)
local seen = {}
local sizes = {}
local count = 0
for index = -1, #others - 1 do
local ____self_requests_index_1 = self.requests[(index < 0 and oldest or others[index + 1]) + 1]
local mates = ____self_requests_index_1.mates
if mates >= least and mates <= #others and not (seen[mates] ~= nil) then
seen[mates] = true
sizes[count + 1] = mates
count = count + 1
end
end
return sizes
end
function GroupSearch.prototype.greedy(self, oldest, others, mates, isWanted)
if #others < EXACT_SIZE then
return nil
end
local members = {oldest}
local count = 1
local isNowWanted = isWanted
local left = others
local place = 0
while place < #left and not self:isExhausted() do
self.graph:spend(1)
local next = left[place + 1]
local wish = self.requests[next + 1].mates
place = place + 1
if wish == mates or wish < mates and (count < mates or isNowWanted) then
members[count + 1] = next
count = count + 1
isNowWanted = isNowWanted or wish == mates
if count == mates + 1 then
return members
end
left = self.graph:joined(next, left, place)
place = 0
end
end
return nil
end
function GroupSearch.prototype.later(self, oldest)
local later = {}
local count = 0
for index = oldest + 1, #self.requests - 1 do
if not (self.taken[index] ~= nil) then
later[count + 1] = index
count = count + 1
end
end
return later
end
function GroupSearch.prototype.take(self, members)
local group = {}
for place = 0, #members - 1 do
self.taken[members[place + 1]] = true
group[place + 1] = self.requests[members[place + 1] + 1]
end
return group
end
function ____exports.findGroups(requests, limit)
if limit == nil then
limit = STEP_LIMIT
end
local search = __TS__New(GroupSearch, requests, limit)
local groups = {}
local count = 0
for oldest = 0, #requests - 2 do
if search:isExhausted() then
break
end
local group = search:groupOf(oldest)
if group ~= nil then
groups[count + 1] = group
count = count + 1
end
end
return {
groups = groups,
isCut = search.isCut,
isExhausted = search:isExhausted()
}
end
return ____exports
end,
["live.meet.participant"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____constants = require("live.constants")
local PROMISE_SECONDS = ____constants.PROMISE_SECONDS
local UNKNOWN_SECONDS = ____constants.UNKNOWN_SECONDS
local VANISHED_SECONDS = ____constants.VANISHED_SECONDS
local ____cells = require("live.meet.cells")
local isSameRows = ____cells.isSameRows
local ____group = require("live.meet.group")
local isGroupFor = ____group.isGroupFor
local ____view = require("live.meet.view")
local isOlder = ____view.isOlder
____exports.Participant = __TS__Class()
local Participant = ____exports.Participant
function Participant.prototype.____constructor(self, session, view, passedOver, findOwn)
self.session = session
self.view = view
self.passedOver = passedOver
self.findOwn = findOwn
self.proposals = {}
self.callers = {}
end
function Participant.prototype.heard(self, match)
local ____self_session_0 = self.session
local context = ____self_session_0.context
local own = ____self_session_0.own
local isAsked = __TS__ArraySome(
match.rows,
function(____, ____bindingPattern0, index)
local incarnation
local owner
owner = ____bindingPattern0.owner
incarnation = ____bindingPattern0.incarnation
return index > 0 and owner == context.self and incarnation == own.incarnation
end
)
if isAsked and match.state == 0 then
self.proposals[#self.proposals + 1] = {
match = match,
since = context.clock:uptime()
}
end
end
function Participant.prototype.resolve(self, own)
local ____own_1 = own
local promise = ____own_1.promise
if promise == nil then
return false
end
local now = self.session.context.clock:uptime()
local match = self.view:matchOf(promise)
local isSame = match ~= nil and isSameRows(match.rows, promise.rows)
if (match and match.state) == 1 and isSame then
self.passedOver:forgive(promise.coordinator)
own:match(promise.group)
return false
end
if (match and match.state) == 2 then
self:blame(promise)
own:release()
return true
end
promise.missingSince = match == nil and (promise.missingSince or now) or nil
local isGone = self.session:incarnationOf(promise.coordinator) ~= promise.incarnation
local isMissing = promise.missingSince ~= nil and now - promise.missingSince >= VANISHED_SECONDS
if isGone or isMissing or now - promise.since >= UNKNOWN_SECONDS then
self.passedOver:fail(promise.coordinator, true)
own:fail("unknown")
end
return false
end
function Participant.prototype.answer(self)
local now = self.session.context.clock:uptime()
self.proposals = __TS__ArrayFilter(
self.proposals,
function(____, ____bindingPattern0)
local since
local match
match = ____bindingPattern0.match
since = ____bindingPattern0.since
return now - since < PROMISE_SECONDS and self.view.matches:get(match.owner, match.id) == match
end
)
self.callers = {}
local groups = {}
for ____, ____value in ipairs(self.proposals) do
local match = ____value.match
local group = self:groupOf(match)
if group ~= nil then
groups[#groups + 1] = {match = match, group = group}
end
end
table.sort(
groups,
function(a, b) return a.group[1] ~= b.group[1] and isOlder(a.group[1], b.group[1]) end
)
for ____, ____value in ipairs(groups) do
local match = ____value.match
local group = ____value.group
self:promiseTo(match, group)
end
end
function Participant.prototype.groupOf(self, match)
local ____match_6 = match
local owner = ____match_6.owner
local rows = ____match_6.rows
if self.passedOver:has(owner) then
return nil
end
local group = {}
for index = 0, #rows - 1 do
local ____rows_index_7 = rows[index + 1]
local name = ____rows_index_7.owner
local incarnation = ____rows_index_7.incarnation
local id = ____rows_index_7.request
local request = self.view.requests:get(name, id)
if request == nil or request.incarnation ~= incarnation or not self.view:isPending(request) then
self:noteCaller(match)
return nil
end
group[index + 1] = request
end
return group
end
function Participant.prototype.callerOf(self, own)
return self.callers[own.request.id]
end
function Participant.prototype.noteCaller(self, ____bindingPattern0)
local rows
local coordinator
coordinator = ____bindingPattern0.owner
rows = ____bindingPattern0.rows
local ____self_session_8 = self.session
local context = ____self_session_8.context
local own = ____self_session_8.own
for ____, ____value in ipairs(rows) do
local owner = ____value.owner
local incarnation = ____value.incarnation
local request = ____value.request
if owner == context.self and incarnation == own.incarnation then
self.callers[request] = coordinator
end
end
end
function Participant.prototype.promiseTo(self, match, group)
local ____self_session_9 = self.session
local context = ____self_session_9.context
local board = ____self_session_9.own
local name = {coordinator = match.owner, incarnation = match.incarnation, match = match.id}
for index = 1, #group - 1 do
local request = group[index + 1]
local isOwn = request.owner == context.self and request.incarnation == board.incarnation
local ____isOwn_10
if isOwn then
____isOwn_10 = self.findOwn(request.id)
else
____isOwn_10 = nil
end
local own = ____isOwn_10
if own ~= nil and not self.view:isBound(request) and isGroupFor(request, group) then
own:bind(name, match.rows, group)
end
end
end
function Participant.prototype.blame(self, ____bindingPattern0)
local group
local match
local coordinator
coordinator = ____bindingPattern0.coordinator
match = ____bindingPattern0.match
group = ____bindingPattern0.group
local isExcused = __TS__ArraySome(
group,
function(____, request, index)
local promise = self.view.promises:get(request.owner, request.id)
local isElsewhere = promise ~= nil and (promise.coordinator ~= coordinator or promise.match ~= match)
local isThere = self.view.requests:get(request.owner, request.id) == request
return index > 0 and (not isThere or isElsewhere)
end
)
if not isExcused then
self.passedOver:suspect(coordinator)
end
end
return ____exports
end,
["live.meet.rendezvous"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ObjectRest = ____lualib.__TS__ObjectRest
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local groupAround
local ____called = require("live.meet.called")
local Called = ____called.Called
local ____cells = require("live.meet.cells")
local encodeRequest = ____cells.encodeRequest
local payloadOf = ____cells.payloadOf
local ____coordinator = require("live.meet.coordinator")
local Coordinator = ____coordinator.Coordinator
local ____matching = require("live.meet.matching")
local findGroups = ____matching.findGroups
local ____options = require("live.meet.options")
local checkOptions = ____options.checkOptions
local ____own_2Drequest = require("live.meet.own-request")
local idOf = ____own_2Drequest.idOf
local OwnRequest = ____own_2Drequest.OwnRequest
local tableOf = ____own_2Drequest.tableOf
local ____participant = require("live.meet.participant")
local Participant = ____participant.Participant
local ____passed_2Dover = require("live.meet.passed-over")
local PassedOver = ____passed_2Dover.PassedOver
local ____selector = require("live.meet.selector")
local matches = ____selector.matches
local ____view = require("live.meet.view")
local MeetView = ____view.MeetView
function groupAround(request, open)
local near = __TS__ArrayFilter(
open,
function(____, other) return other == request or matches(request.selector, other.labels) and matches(other.selector, request.labels) end
)
return __TS__ArrayFind(
findGroups(near).groups,
function(____, members) return __TS__ArrayIncludes(members, request) end
)
end
local LOOK_SECONDS = 0.5
local function ended(state)
return {
id = "",
cancel = function() return false end,
state = function() return state end
}
end
____exports.NEVER_SAID = ended("aborted")
____exports.Rendezvous = __TS__Class()
local Rendezvous = ____exports.Rendezvous
function Rendezvous.prototype.____constructor(self, session, isShown)
if isShown == nil then
isShown = function() return true end
end
self.session = session
self.own = {}
self.lastId = 0
self.changedEvents = {}
self.isDue = false
self.isCut = false
self.isClosed = false
local ____session_context_0 = session.context
local timers = ____session_context_0.timers
local clock = ____session_context_0.clock
self.passedOver = __TS__New(PassedOver, clock)
self.view = __TS__New(
MeetView,
session,
isShown,
{
changed = function(event) return self:changed(event) end,
heard = function(match)
self.participant:heard(match)
self.called:heard(match)
end,
promisedAgain = function(promise) return self.coordinator:promisedAgain(promise) end
}
)
self.called = __TS__New(
Called,
session,
self.view,
function(event) return self:changed(event) end
)
self.coordinator = __TS__New(Coordinator, session, self.view, self.passedOver)
self.participant = __TS__New(
Participant,
session,
self.view,
self.passedOver,
function(id) return __TS__ArrayFind(
self.own,
function(____, ____bindingPattern0)
local state
local request
request = ____bindingPattern0.request
state = ____bindingPattern0.state
return request.id == id and state == "open"
end
) end
)
session:whenLeft(function() return self:changed(nil) end)
timers:every(
LOOK_SECONDS,
function() return self:tick() end
)
end
function Rendezvous.prototype.meet(self, options, callback)
local session = self.session
local ____session_context_1 = session.context
local ____self = ____session_context_1.self
local timers = ____session_context_1.timers
local ____checkOptions_result_2 = checkOptions(options, callback, ____self)
local timeout = ____checkOptions_result_2.timeout
local checked = __TS__ObjectRest(____checkOptions_result_2, {timeout = true})
local ____session_own_3 = session.own
local incarnation = ____session_own_3.incarnation
local stamp = session.stamps:issue()
local id = self.lastId + 1
local body = __TS__ObjectAssign({}, checked, {id = id, incarnation = incarnation, stamp = stamp})
if self.isClosed then
return self:refuse(callback, "closed")
end
local bytes = encodeRequest(body, ____self)
if checked.mates == 0 then
local cell = {
slot = 0,
sequence = 0,
bytes = bytes,
incarnation = incarnation,
isHearsay = false
}
local own = __TS__New(
OwnRequest,
session,
__TS__ObjectAssign({}, body, {owner = ____self, cell = cell}),
nil,
callback
)
own:match({own.request})
return ended("matched")
end
local slot, refusal = session.own:add(bytes)
if slot == nil then
return self:refuse(callback, refusal)
end
self.lastId = id
local own = __TS__New(
OwnRequest,
session,
self.view.requests:get(____self, id),
slot,
callback
)
self.own[#self.own + 1] = own
self:changed(checked.event)
if timeout ~= nil then
own.timer = timers:after(
timeout,
function() return self:overdue(own) end
)
end
return {
id = idOf(own.request),
cancel = function() return self:cancel(own) end,
state = function() return own.state end
}
end
function Rendezvous.prototype.pending(self)
return __TS__ArrayMap(
self.view:pending(),
function(____, request)
local ____request_4 = request
local owner = ____request_4.owner
local event = ____request_4.event
local actor = ____request_4.actor
local selector = ____request_4.selectorText
local mates = ____request_4.mates
local stamp = ____request_4.stamp
local payload = payloadOf(request)
local labels = tableOf(request)
local id = idOf(request)
return {
id = id,
owner = owner,
event = event,
actor = actor,
labels = labels,
selector = selector,
mates = mates,
payload = payload,
createdAt = stamp.seconds
}
end
)
end
function Rendezvous.prototype.status(self)
local promised = #__TS__ArrayFilter(
self.own,
function(____, ____bindingPattern0)
local state
state = ____bindingPattern0.state
return state == "promised"
end
)
return {open = #self.own - promised, promised = promised, isCut = self.isCut}
end
function Rendezvous.prototype.refilter(self)
self.view:refilter()
end
function Rendezvous.prototype.close(self)
self.isClosed = true
local own = self.own
self.own = {}
for ____, request in ipairs(own) do
self.coordinator:withdraw(request)
request:fail("closed")
end
end
function Rendezvous.prototype.refuse(self, callback, why)
self.session.context.guard:call(callback, nil, why)
return ended("aborted")
end
function Rendezvous.prototype.cancel(self, own)
if own.state ~= "open" then
return false
end
self:fail(own, "cancelled")
return true
end
function Rendezvous.prototype.overdue(self, own)
own.isOverdue = true
if own.state == "open" then
self:fail(own, "timeout")
end
end
function Rendezvous.prototype.fail(self, own, why)
self.coordinator:withdraw(own)
own:fail(why)
self:forgetOver()
end
function Rendezvous.prototype.forgetOver(self)
self.own = __TS__ArrayFilter(
self.own,
function(____, own) return not own:isOver() end
)
end
function Rendezvous.prototype.changed(self, event)
if event ~= nil and __TS__ArraySome(
self.own,
function(____, ____bindingPattern0)
local request
request = ____bindingPattern0.request
return request.event == event
end
) then
self.changedEvents[event] = true
end
if not self.isDue and not self.isClosed and (#self.own > 0 or not self.coordinator:isIdle()) then
self.isDue = true
self.session.context.timers:after(
0,
function()
self.isDue = false
self:look()
end
)
end
end
function Rendezvous.prototype.tick(self)
self.view:ripen()
local isPassEnded = self.passedOver:hasEnded()
for ____, own in ipairs(self.own) do
local defaulter = own:defaulter()
if defaulter ~= nil then
own:awaits(nil)
self.passedOver:fail(defaulter)
end
if isPassEnded or defaulter ~= nil then
self:changed(own.request.event)
end
end
self:changed(nil)
end
function Rendezvous.prototype.look(self)
for ____, own in ipairs(self.own) do
if self.participant:resolve(own) then
self:changed(own.request.event)
if own.isOverdue then
own:fail("timeout")
end
end
end
self.coordinator:look()
self:forgetOver()
self.participant:answer()
self:seekOne()
end
function Rendezvous.prototype.seekOne(self)
local own = __TS__ArrayFind(
self.own,
function(____, ____bindingPattern0)
local request
request = ____bindingPattern0.request
return self.changedEvents[request.event] ~= nil
end
)
if own == nil then
self.changedEvents = {}
return
end
local ____own_request_5 = own.request
local event = ____own_request_5.event
self.changedEvents[event] = nil
self:seek(event)
self:changed(nil)
end
function Rendezvous.prototype.seek(self, event)
local open = self.view:open(
event,
function(request) return self.passedOver:has(request.owner) or self.called:has(request) end
)
local ____findGroups_result_6 = findGroups(open)
local groups = ____findGroups_result_6.groups
local isCut = ____findGroups_result_6.isCut
local isExhausted = ____findGroups_result_6.isExhausted
self.isCut = isCut or isExhausted
for ____, own in ipairs(self.own) do
local request = own.request
if own.state == "open" and request.event == event and not self.view:isBound(request) then
local group = __TS__ArrayFind(
groups,
function(____, members) return __TS__ArrayIncludes(members, request) end
)
local ____self_act_9 = self.act
local ____group_8 = group
if ____group_8 == nil then
local ____isExhausted_7
if isExhausted then
____isExhausted_7 = groupAround(request, open)
else
____isExhausted_7 = nil
end
____group_8 = ____isExhausted_7
end
____self_act_9(self, own, ____group_8)
end
end
end
function Rendezvous.prototype.act(self, own, group)
local ____self_session_context_10 = self.session.context
local ____self = ____self_session_context_10.self
if group ~= nil and group[1] == own.request then
self.coordinator:propose(own, group)
else
local first = group and group[1].owner
local ____own_14 = own
local ____own_awaits_15 = own.awaits
local ____temp_13
if first == nil or first == ____self then
____temp_13 = self.participant:callerOf(own)
else
____temp_13 = first
end
____own_awaits_15(____own_14, ____temp_13)
end
end
return ____exports
end,
["live.call.call-cells"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local packU24 = ____integers.packU24
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____messages = require("live.board.messages")
local ownerId = ____messages.ownerId
local ____bytes = require("live.bytes")
local ByteReader = ____bytes.ByteReader
local encodeText = ____bytes.encodeText
local ____constants = require("live.call.constants")
local CALL_NAME_BYTES = ____constants.CALL_NAME_BYTES
local CALLEE_LIMIT = ____constants.CALLEE_LIMIT
local char = string.char
____exports.RESULT_BYTES = 4080
function ____exports.addressOf(name, incarnation)
return {
id = ownerId(name),
incarnation = incarnation % 65536
}
end
function ____exports.isSameAddress(a, b)
return a.id == b.id and a.incarnation == b.incarnation
end
local function encodeAddress(____bindingPattern0)
local incarnation
local id
id = ____bindingPattern0.id
incarnation = ____bindingPattern0.incarnation
return packU24(id) .. packU16(incarnation)
end
local function readAddress(reader)
return {
id = reader:u24(),
incarnation = reader:u16()
}
end
function ____exports.encodeCall(id, name, callees, args)
local head = ((char(7) .. encodeVarint(id)) .. encodeText(name)) .. encodeVarint(#callees)
return (head .. table.concat(
__TS__ArrayMap(
callees,
function(____, callee) return encodeAddress(callee) end
),
""
)) .. args
end
function ____exports.decodeCall(bytes)
local reader = __TS__New(ByteReader, bytes, 2)
local id = reader:varint()
local name = reader:text(CALL_NAME_BYTES)
local count = reader:varint()
if reader.isBad or id == 0 or name == "" or count == 0 or count > CALLEE_LIMIT then
return nil
end
local callees = {}
for index = 0, count - 1 do
callees[index + 1] = readAddress(reader)
end
local args = reader:value()
return reader:isAtEnd() and not reader.isBad and ({id = id, name = name, callees = callees, args = args}) or nil
end
function ____exports.callIdOf(bytes)
return __TS__New(ByteReader, bytes, 2):varint()
end
function ____exports.encodeReply(caller, id, status, value)
return (((char(8) .. encodeAddress(caller)) .. encodeVarint(id)) .. char(status)) .. value
end
function ____exports.decodeReply(bytes)
local reader = __TS__New(ByteReader, bytes, 2)
local caller = readAddress(reader)
local id = reader:varint()
local status = reader:u8()
local value = reader:value()
local isGood = reader:isAtEnd() and not reader.isBad and id > 0 and status <= 6
return isGood and (status ~= 2 or type(value) == "string") and ({caller = caller, id = id, status = status, value = value}) or nil
end
return ____exports
end,
["live.call.executed-ids"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____constants = require("live.call.constants")
local EXECUTED_IDS = ____constants.EXECUTED_IDS
____exports.ExecutedIds = __TS__Class()
local ExecutedIds = ____exports.ExecutedIds
function ExecutedIds.prototype.____constructor(self)
self.ids = {}
self.floor = 0
end
function ExecutedIds.prototype.has(self, id)
return id <= self.floor or __TS__ArrayIncludes(self.ids, id)
end
function ExecutedIds.prototype.add(self, id)
local ids = self.ids
local place = #ids
while place > 0 and ids[place] > id do
place = place - 1
end
table.insert(ids, place + 1, id)
if #ids > EXECUTED_IDS then
self.floor = table.remove(ids, 1)
end
end
return ____exports
end,
["live.call.executor"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local finishWith, encodeMessage, sub, MESSAGE_BYTES
local ____cbor_2Dencode = require("codec.cbor-encode")
local encodeCbor = ____cbor_2Dencode.encodeCbor
local ____misuse = require("misuse")
local misuse = ____misuse.misuse
local ____call_2Dcells = require("live.call.call-cells")
local RESULT_BYTES = ____call_2Dcells.RESULT_BYTES
function finishWith(bytes, finish)
if #bytes > RESULT_BYTES then
finish(4, ____exports.NIL)
return false
end
return finish(0, bytes)
end
function encodeMessage(message)
local bytes = encodeCbor(sub(
tostring(message),
1,
MESSAGE_BYTES
))
return bytes
end
sub = string.sub
MESSAGE_BYTES = 200
____exports.NIL = string.char(246)
____exports.Executor = __TS__Class()
local Executor = ____exports.Executor
function Executor.prototype.____constructor(self, guard, handlers, mayCall)
self.guard = guard
self.handlers = handlers
self.mayCall = mayCall
end
function Executor.prototype.run(self, name, args, caller, answer)
local handler = self.handlers:get(name)
if not self.mayCall(name, caller) then
answer(3, ____exports.NIL)
return
end
if handler == nil then
answer(1, ____exports.NIL)
return
end
local isAnswered = false
local function finish(status, value)
local isFirst = not isAnswered
isAnswered = true
return isFirst and answer(status, value)
end
local function respond(value)
local bytes, reason, path = encodeCbor(value)
if bytes == nil then
misuse("respond", "value" .. path, "cannot be sent: " .. reason)
end
return finishWith(bytes, finish)
end
self.guard:call(function()
local ok, value = pcall(handler, args, caller, respond)
if not ok then
finish(
2,
encodeMessage(value)
)
error(value, 0)
end
if value == respond then
return
end
local bytes, reason, path = encodeCbor(value)
if bytes == nil then
local message = (((("handler of \"" .. name) .. "\": its result") .. path) .. " cannot be sent: ") .. reason
finish(
2,
encodeMessage(message)
)
error(message, 0)
end
finishWith(bytes, finish)
end)
end
return ____exports
end,
["live.call.repeater"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
local min = math.min
____exports.Repeater = __TS__Class()
local Repeater = ____exports.Repeater
function Repeater.prototype.____constructor(self, session, delays, isEndless)
self.session = session
self.delays = delays
self.isEndless = isEndless
self.repeated = {}
session.gossip.speaker:whenSent(function(top) return self:sent(top) end)
end
function Repeater.prototype.start(self, slot)
self:stop(slot)
self.repeated[#self.repeated + 1] = {slot = slot, change = self.session.own.top, count = 0}
end
function Repeater.prototype.stop(self, slot)
self.repeated = __TS__ArrayFilter(
self.repeated,
function(____, each)
if each.slot == slot then
local ____opt_0 = each.timer
if ____opt_0 ~= nil then
____opt_0:cancel()
end
end
return each.slot ~= slot
end
)
end
function Repeater.prototype.hasten(self, slot)
local each = __TS__ArrayFind(
self.repeated,
function(____, other) return other.slot == slot end
)
if each == nil then
local ____self_2 = self.session.own
____self_2["repeat"](____self_2, slot)
return
end
local ____opt_3 = each.timer
if ____opt_3 ~= nil then
____opt_3:cancel()
end
self:say(each)
end
function Repeater.prototype.sent(self, top)
local delays = self.delays
local isEndless = self.isEndless
for ____, each in ipairs(self.repeated) do
local isNext = each.timer == nil and each.change <= top
if isNext and (isEndless or each.count < #delays) then
local delay = delays[min(each.count, #delays - 1) + 1]
each.timer = self.session.context.timers:after(
delay,
function()
each.count = each.count + 1
self:say(each)
end
)
end
end
end
function Repeater.prototype.say(self, each)
each.timer = nil
local ____self_5 = self.session.own
____self_5["repeat"](____self_5, each.slot)
each.change = self.session.own.top
end
return ____exports
end,
["live.call.sweeper"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____constants = require("live.call.constants")
local SWEEP_SECONDS = ____constants.SWEEP_SECONDS
____exports.Sweeper = __TS__Class()
local Sweeper = ____exports.Sweeper
function Sweeper.prototype.____constructor(self, session)
self.session = session
self.slots = {}
end
function Sweeper.prototype.add(self, slot)
local slots = self.slots
slots[#slots + 1] = slot
if #slots == 1 then
self.session.context.timers:after(
SWEEP_SECONDS,
function() return self:sweep() end
)
end
end
function Sweeper.prototype.sweep(self)
local slots = self.slots
self.slots = {}
for ____, slot in ipairs(slots) do
self.session.own:renew(slot, "")
end
end
return ____exports
end,
["live.call.callee"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local ____constants = require("live.constants")
local REMEMBER_SECONDS = ____constants.REMEMBER_SECONDS
local ____call_2Dcells = require("live.call.call-cells")
local addressOf = ____call_2Dcells.addressOf
local callIdOf = ____call_2Dcells.callIdOf
local decodeCall = ____call_2Dcells.decodeCall
local encodeReply = ____call_2Dcells.encodeReply
local isSameAddress = ____call_2Dcells.isSameAddress
local ____constants = require("live.call.constants")
local ACCEPT_SECONDS = ____constants.ACCEPT_SECONDS
local CALLER_LIMIT = ____constants.CALLER_LIMIT
local EXECUTION_LIMIT = ____constants.EXECUTION_LIMIT
local REPLY_AGAIN_SECONDS = ____constants.REPLY_AGAIN_SECONDS
local REPLY_BYTES = ____constants.REPLY_BYTES
local REPLY_ON_ITS_WAY_SECONDS = ____constants.REPLY_ON_ITS_WAY_SECONDS
local ____executed_2Dids = require("live.call.executed-ids")
local ExecutedIds = ____executed_2Dids.ExecutedIds
local ____executor = require("live.call.executor")
local NIL = ____executor.NIL
local ____repeater = require("live.call.repeater")
local Repeater = ____repeater.Repeater
local huge = math.huge
____exports.Callee = __TS__Class()
local Callee = ____exports.Callee
function Callee.prototype.____constructor(self, session, executor, sweeper)
self.session = session
self.executor = executor
self.sweeper = sweeper
self.callers = {}
self.openCount = 0
self.replyBytes = 0
self.self = addressOf(session.context.self, session.own.incarnation)
self.repeater = __TS__New(Repeater, session, REPLY_AGAIN_SECONDS, false)
session:whenShown(
7,
function(owner, old, cell) return self:shown(owner, old, cell) end
)
session:whenLeft(function(name)
local caller = self.callers[name]
if caller ~= nil then
caller.leftAt = session.context.clock:uptime()
end
end)
end
function Callee.prototype.shown(self, name, old, cell)
local ____self_session_0 = self.session
local context = ____self_session_0.context
if name == context.self then
return
end
local ____temp_1
if cell == nil then
____temp_1 = nil
else
____temp_1 = decodeCall(cell.bytes)
end
local call = ____temp_1
if old ~= nil then
local id = callIdOf(old.bytes)
if id ~= (call and call.id) then
self:drop(name, id)
end
end
if call ~= nil then
self:hear(name, cell.incarnation, call)
elseif cell ~= nil then
context.port:ignore("malformedCell")
end
end
function Callee.prototype.hear(self, name, incarnation, call)
local ____self_session_context_4 = self.session.context
local port = ____self_session_context_4.port
local ____call_callees_some_result_5
if __TS__ArraySome(
call.callees,
function(____, callee) return isSameAddress(callee, self.self) end
) then
____call_callees_some_result_5 = self:callerOf(name, incarnation)
else
____call_callees_some_result_5 = nil
end
local caller = ____call_callees_some_result_5
if caller == nil then
return
end
caller.leftAt = nil
local execution = caller.open[call.id]
if execution ~= nil then
self:answerAgain(execution)
elseif caller.executed:has(call.id) then
port:ignore("repeatedCall")
elseif caller.openCount >= CALLER_LIMIT or self.openCount >= EXECUTION_LIMIT then
port:ignore("crowdedCall")
else
self:execute(caller, call)
end
end
function Callee.prototype.callerOf(self, name, incarnation)
local known = self.callers[name]
if known ~= nil and known.incarnation >= incarnation then
return known.incarnation == incarnation and known or nil
end
self:forget()
local caller = {
name = name,
incarnation = incarnation,
executed = __TS__New(ExecutedIds),
open = {},
openCount = 0
}
self.callers[name] = caller
return caller
end
function Callee.prototype.forget(self)
local now = self.session.context.clock:uptime()
for name, ____temp_6 in pairs(self.callers) do
local leftAt
leftAt = ____temp_6.leftAt
if now - (leftAt or huge) >= REMEMBER_SECONDS then
self.callers[name] = nil
end
end
end
function Callee.prototype.execute(self, caller, ____bindingPattern0)
local args
local name
local id
id = ____bindingPattern0.id
name = ____bindingPattern0.name
args = ____bindingPattern0.args
local execution = {
id = id,
caller = caller,
bytes = 0,
saidAt = -huge,
isAnswered = false,
isOver = false
}
caller.executed:add(id)
caller.open[id] = execution
caller.openCount = caller.openCount + 1
self.openCount = self.openCount + 1
self.executor:run(
name,
args,
caller.name,
function(status, value)
if execution.isOver then
return false
end
execution.isAnswered = true
return self:answer(execution, status, value)
end
)
if not execution.isAnswered then
self.session.context.timers:after(
ACCEPT_SECONDS,
function()
if not execution.isAnswered and not execution.isOver then
self:write(execution, 6, NIL)
end
end
)
end
end
function Callee.prototype.answer(self, execution, status, value)
if self:write(execution, status, value) then
return true
end
if not self:write(execution, 5, NIL) then
self.session.context.port:ignore("unansweredCall")
end
return false
end
function Callee.prototype.write(self, execution, status, value)
local ____self_session_7 = self.session
local own = ____self_session_7.own
local context = ____self_session_7.context
local ____execution_8 = execution
local caller = ____execution_8.caller
local id = ____execution_8.id
local bytes = encodeReply(
addressOf(caller.name, caller.incarnation),
id,
status,
value
)
local isSmall = #value <= #NIL
if not isSmall and self.replyBytes + #bytes - execution.bytes > REPLY_BYTES then
return false
end
if execution.slot == nil then
local ____temp_9 = {own:add(bytes)}
execution.slot = ____temp_9[1]
if execution.slot == nil then
return false
end
elseif own:write(execution.slot, bytes) ~= nil then
return false
end
self.replyBytes = self.replyBytes + (#bytes - execution.bytes)
execution.bytes = #bytes
execution.saidAt = context.clock:uptime()
self.repeater:start(execution.slot)
return true
end
function Callee.prototype.answerAgain(self, execution)
local now = self.session.context.clock:uptime()
if execution.slot ~= nil and now - execution.saidAt >= REPLY_ON_ITS_WAY_SECONDS then
execution.saidAt = now
self.repeater:hasten(execution.slot)
end
end
function Callee.prototype.drop(self, name, id)
local caller = self.callers[name]
local execution = caller and caller.open[id]
if caller == nil or execution == nil then
return
end
execution.isOver = true
caller.open[id] = nil
caller.openCount = caller.openCount - 1
self.openCount = self.openCount - 1
self.replyBytes = self.replyBytes - execution.bytes
if execution.slot ~= nil then
self.repeater:stop(execution.slot)
self.sweeper:add(execution.slot)
end
end
return ____exports
end,
["live.call.caller"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local ____exports = {}
local WHYS
local ____cells = require("live.board.cells")
local CELL_BYTES = ____cells.CELL_BYTES
local ____call_2Dcells = require("live.call.call-cells")
local addressOf = ____call_2Dcells.addressOf
local decodeReply = ____call_2Dcells.decodeReply
local encodeCall = ____call_2Dcells.encodeCall
local isSameAddress = ____call_2Dcells.isSameAddress
local ____constants = require("live.call.constants")
local CALL_AGAIN_SECONDS = ____constants.CALL_AGAIN_SECONDS
local OPEN_CALL_LIMIT = ____constants.OPEN_CALL_LIMIT
local ____repeater = require("live.call.repeater")
local Repeater = ____repeater.Repeater
function ____exports.outcomeOf(____bindingPattern0)
local value
local status
status = ____bindingPattern0.status
value = ____bindingPattern0.value
if status == 0 then
return {result = value}
end
if status == 2 then
return {why = "raised", detail = value}
end
return {why = WHYS[status]}
end
local LOOK_SECONDS = 1
____exports.Caller = __TS__Class()
local Caller = ____exports.Caller
function Caller.prototype.____constructor(self, session, sweeper)
self.session = session
self.sweeper = sweeper
self.open = {}
self.lastId = 0
local ____session_0 = session
local context = ____session_0.context
local own = ____session_0.own
self.self = addressOf(context.self, own.incarnation)
self.repeater = __TS__New(Repeater, session, CALL_AGAIN_SECONDS, true)
session:whenShown(
8,
function(owner, _old, cell) return self:shown(owner, cell) end
)
session:whenShown(
0,
function() return self:look() end
)
session:whenLeft(function(name) return self:fail(
"offline",
function(awaited) return awaited.name == name end
) end)
context.timers:every(
LOOK_SECONDS,
function() return self:look() end
)
end
function Caller.prototype.call(self, name, args, members, onOutcome)
local awaited = __TS__ArrayMap(
members,
function(____, member) return {
name = member,
incarnation = self.session:incarnationOf(member),
isAccepted = false
} end
)
local addresses = __TS__ArrayMap(
awaited,
function(____, each) return addressOf(each.name, each.incarnation) end
)
local id = self.lastId + 1
local bytes = encodeCall(id, name, addresses, args)
if #bytes > CELL_BYTES then
return nil, "tooLarge"
end
if #self.open >= OPEN_CALL_LIMIT then
return nil, "full"
end
local slot, refusal = self.session.own:add(bytes)
if slot == nil then
return nil, refusal
end
self.lastId = id
local call = {id = id, slot = slot, onOutcome = onOutcome, awaited = awaited}
self.open[#self.open + 1] = call
self.repeater:start(slot)
return call
end
function Caller.prototype.giveUp(self, call)
if __TS__ArrayIncludes(self.open, call) then
self.open = __TS__ArrayFilter(
self.open,
function(____, each) return each ~= call end
)
self.repeater:stop(call.slot)
self.sweeper:add(call.slot)
end
end
function Caller.prototype.shown(self, owner, cell)
local ____self_session_context_1 = self.session.context
local ____self = ____self_session_context_1.self
local port = ____self_session_context_1.port
if cell == nil or owner == ____self then
return
end
local reply = decodeReply(cell.bytes)
if reply == nil then
port:ignore("malformedCell")
return
end
local call = __TS__ArrayFind(
self.open,
function(____, ____bindingPattern0)
local id
id = ____bindingPattern0.id
return id == reply.id
end
)
if call == nil or not isSameAddress(reply.caller, self.self) then
return
end
local awaited = __TS__ArrayFind(
call.awaited,
function(____, ____bindingPattern0)
local name
name = ____bindingPattern0.name
return name == owner
end
)
if awaited == nil or awaited.incarnation ~= cell.incarnation then
port:ignore("unaskedReply")
elseif reply.status == 6 then
self:accept(call, awaited)
else
self:settle(
call,
awaited,
____exports.outcomeOf(reply)
)
end
end
function Caller.prototype.accept(self, call, awaited)
awaited.isAccepted = true
if __TS__ArrayEvery(
call.awaited,
function(____, ____bindingPattern0)
local isAccepted
isAccepted = ____bindingPattern0.isAccepted
return isAccepted
end
) then
self.repeater:stop(call.slot)
end
end
function Caller.prototype.settle(self, call, awaited, outcome)
call.awaited = __TS__ArrayFilter(
call.awaited,
function(____, each) return each ~= awaited end
)
if #call.awaited == 0 then
self:giveUp(call)
end
call.onOutcome(awaited.name, outcome)
end
function Caller.prototype.look(self)
self:fail(
"restarted",
function(____bindingPattern0)
local incarnation
local name
name = ____bindingPattern0.name
incarnation = ____bindingPattern0.incarnation
local current = self.session:incarnationOf(name)
return current ~= nil and current ~= incarnation
end
)
end
function Caller.prototype.fail(self, why, isMeant)
for ____, call in ipairs(self.open) do
for ____, awaited in ipairs(__TS__ArrayFilter(
call.awaited,
function(____, each) return isMeant(each) end
)) do
self:settle(call, awaited, {why = why})
end
end
end
WHYS = {}
WHYS[1] = "noHandler"
WHYS[3] = "unauthorized"
WHYS[4] = "tooLarge"
WHYS[5] = "full"
return ____exports
end,
["live.call.directory"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local decodeMember, VERSION_BYTES
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____bytes = require("live.bytes")
local ByteReader = ____bytes.ByteReader
local encodeText = ____bytes.encodeText
local ____constants = require("live.call.constants")
local HANDLER_LIMIT = ____constants.HANDLER_LIMIT
function decodeMember(cell)
local reader = __TS__New(ByteReader, cell.bytes, 2)
local version = reader:text(VERSION_BYTES)
local handlers = {}
local count = 0
while not reader:isAtEnd() do
handlers[reader:u16()] = true
count = count + 1
end
local ____temp_10
if reader.isBad or count > HANDLER_LIMIT then
____temp_10 = nil
else
____temp_10 = {cell = cell, version = version, handlers = handlers}
end
return ____temp_10
end
local char = string.char
VERSION_BYTES = 40
local function callHash(name)
return hash32(name, 0) % 65536
end
____exports.Directory = __TS__Class()
local Directory = ____exports.Directory
function Directory.prototype.____constructor(self, session, version, handlers)
self.session = session
self.version = version
self.entries = {}
session:whenShown(
0,
function(owner, old, cell) return self:shown(owner, old, cell) end
)
self:say(handlers:names())
handlers:whenChanged(function(names) return self:say(names) end)
end
function Directory.prototype.say(self, names)
local hashes = __TS__ArrayMap(
names,
function(____, name) return callHash(name) end
)
table.sort(hashes)
local bytes = (char(0) .. encodeText(self.version)) .. table.concat(
__TS__ArrayMap(
hashes,
function(____, hash) return packU16(hash) end
),
""
)
local ____self_session_0 = self.session
local own = ____self_session_0.own
if self.slot == nil then
local ____temp_1 = {own:add(bytes)}
self.slot = ____temp_1[1]
else
own:write(self.slot, bytes)
end
end
function Directory.prototype.versionOf(self, name)
local ____opt_2 = self.entries[name]
return ____opt_2 and ____opt_2.version
end
function Directory.prototype.handles(self, name, call)
local ____opt_4 = self.entries[name]
return ____opt_4 and ____opt_4.handlers[callHash(call)] ~= nil
end
function Directory.prototype.shown(self, owner, old, cell)
local ____temp_8 = cell == nil
if ____temp_8 then
local ____opt_6 = self.entries[owner]
____temp_8 = (____opt_6 and ____opt_6.cell) == old
end
if ____temp_8 then
self.entries[owner] = nil
end
local ____temp_9
if cell == nil then
____temp_9 = nil
else
____temp_9 = decodeMember(cell)
end
local entry = ____temp_9
if entry ~= nil then
self.entries[owner] = entry
elseif cell ~= nil then
self.session.context.port:ignore("malformedCell")
end
end
return ____exports
end,
["live.call.request"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.Request = __TS__Class()
local Request = ____exports.Request
function Request.prototype.____constructor(self, names, done)
self.names = names
self.done = done
self.outcomes = {}
self.endings = {}
self.left = #names
end
function Request.prototype.isOver(self)
return self.left == 0
end
function Request.prototype.whenOver(self, ending)
self.endings[#self.endings + 1] = ending
end
function Request.prototype.settle(self, name, outcome)
if self.outcomes[name] ~= nil or self.left == 0 then
return
end
self.outcomes[name] = outcome
self.left = self.left - 1
if self.left == 0 then
self["end"](self)
end
end
function Request.prototype.settleAll(self, why)
for ____, name in ipairs(self.names) do
self:settle(name, {why = why})
end
end
function Request.prototype.limit(self, timer)
self.timer = timer
end
Request.prototype["end"] = function(self)
local ____opt_0 = self.timer
if ____opt_0 ~= nil then
____opt_0:cancel()
end
for ____, ending in ipairs(self.endings) do
ending()
end
self.done(self.outcomes)
end
return ____exports
end,
["live.call.calls"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____cbor_2Ddecode = require("codec.cbor-decode")
local decodeCbor = ____cbor_2Ddecode.decodeCbor
local ____cbor_2Dencode = require("codec.cbor-encode")
local encodeCbor = ____cbor_2Dencode.encodeCbor
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local expectNames = ____misuse.expectNames
local expectNumber = ____misuse.expectNumber
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local ____call_2Dcells = require("live.call.call-cells")
local RESULT_BYTES = ____call_2Dcells.RESULT_BYTES
local ____callee = require("live.call.callee")
local Callee = ____callee.Callee
local ____caller = require("live.call.caller")
local Caller = ____caller.Caller
local outcomeOf = ____caller.outcomeOf
local ____constants = require("live.call.constants")
local CALL_LIMIT_SECONDS = ____constants.CALL_LIMIT_SECONDS
local CALL_SECONDS = ____constants.CALL_SECONDS
local CALLEE_LIMIT = ____constants.CALLEE_LIMIT
local ____directory = require("live.call.directory")
local Directory = ____directory.Directory
local ____executor = require("live.call.executor")
local Executor = ____executor.Executor
local ____handlers = require("live.call.handlers")
local expectCallName = ____handlers.expectCallName
local ____request = require("live.call.request")
local Request = ____request.Request
local ____sweeper = require("live.call.sweeper")
local Sweeper = ____sweeper.Sweeper
local min = math.min
local ONE = ""
local NOBODY = ""
local function nameOf(target)
return type(target) == "string" and target or (target() or NOBODY)
end
____exports.Calls = __TS__Class()
local Calls = ____exports.Calls
function Calls.prototype.____constructor(self, session, options)
self.session = session
self.options = options
self.requests = {}
self.lastRequest = 0
self.isClosed = false
local sweeper = __TS__New(Sweeper, session)
self.directory = __TS__New(Directory, session, options.version, options.handlers)
self.executor = __TS__New(
Executor,
session.context.guard,
options.handlers,
function(name, caller)
local ____opt_0 = options.isAllowed
local ____temp_2 = ____opt_0 and ____opt_0("call", name, caller)
if ____temp_2 == nil then
____temp_2 = true
end
return ____temp_2
end
)
__TS__New(Callee, session, self.executor, sweeper)
self.caller = __TS__New(Caller, session, sweeper)
end
function Calls.prototype.handle(self, name, handler)
return self.options.handlers:add(name, handler)
end
function Calls.prototype.call(self, target, name, args, callback, options)
if options == nil then
options = {}
end
local timeout = self:expectCall(target, name, callback, options)
local bytes, reason, path = encodeCbor(args)
if bytes == nil then
misuse("call", "args" .. path, "cannot be sent: " .. reason)
end
if target == "all" then
self:callAll(name, bytes, callback, timeout)
else
local names = target == "any" and self:namesOf(name) or ({nameOf(target)})
self:callOne(
names,
name,
bytes,
callback,
timeout
)
end
end
function Calls.prototype.close(self)
self.isClosed = true
local numbers = {}
for number in pairs(self.requests) do
numbers[#numbers + 1] = number
end
table.sort(numbers)
for ____, number in ipairs(numbers) do
local ____opt_3 = self.requests[number]
if ____opt_3 ~= nil then
____opt_3:settleAll("closed")
end
end
end
function Calls.prototype.expectCall(self, target, name, callback, options)
if (type(target) ~= "string" or target == "") and type(target) ~= "function" then
misuse(
"call",
"target",
mustBe("a name, \"any\", \"all\" or a function", target)
)
end
expectCallName("call", "name", name)
expectFunction("call", "callback", callback)
expectTable("call", "options", options)
expectNames("call", options, {"timeout"})
local timeout = options.timeout or min(self.options.timeout or CALL_SECONDS, CALL_LIMIT_SECONDS)
expectNumber(
"call",
"timeout",
timeout,
1,
CALL_LIMIT_SECONDS
)
return timeout
end
function Calls.prototype.namesOf(self, name)
local ____self_session_context_5 = self.session.context
local ____self = ____self_session_context_5.self
local names = self.options.handlers:get(name) == nil and ({}) or ({____self})
for ____, each in ipairs(self.session:names()) do
if each ~= ____self and self.directory:handles(each, name) == true then
names[#names + 1] = each
end
end
return names
end
function Calls.prototype.callOne(self, names, name, args, callback, timeout)
local request = self:request(
{ONE},
timeout,
function(outcomes)
local ____outcomes_ONE_6 = outcomes[ONE]
local result = ____outcomes_ONE_6.result
local why = ____outcomes_ONE_6.why
local detail = ____outcomes_ONE_6.detail
self.session.context.guard:call(callback, result, why, detail)
end
)
local attempt
attempt = function(index)
self:send(
request,
{names[index + 1]},
name,
args,
function(_name, outcome)
if outcome.why == "noHandler" and index + 1 < #names and not request:isOver() then
attempt(index + 1)
else
request:settle(ONE, outcome)
end
end
)
end
if #names == 0 then
self.session.context.timers:after(
0,
function() return request:settle(ONE, {why = "noHandler"}) end
)
else
attempt(0)
end
end
function Calls.prototype.callAll(self, name, args, callback, timeout)
local names = __TS__ArraySlice(
self:namesOf(name),
0,
CALLEE_LIMIT
)
if #names == 0 then
self.session.context.timers:after(
0,
function() return self.session.context.guard:call(callback, {}, nil) end
)
return
end
local request = self:request(
names,
timeout,
function(outcomes)
local results = {}
for ____, each in ipairs(names) do
results[each] = outcomes[each]
end
self.session.context.guard:call(callback, results, nil)
end
)
self:send(
request,
names,
name,
args,
function(each, outcome) return request:settle(each, outcome) end
)
end
function Calls.prototype.request(self, names, timeout, done)
local request = __TS__New(Request, names, done)
self.lastRequest = self.lastRequest + 1
local number = self.lastRequest
self.requests[number] = request
request:whenOver(function()
self.requests[number] = nil
return true
end)
if self.isClosed then
request:settleAll("closed")
else
request:limit(self.session.context.timers:after(
timeout,
function() return request:settleAll("timeout") end
))
end
return request
end
function Calls.prototype.send(self, request, names, name, args, onOutcome)
local ____self_session_context_7 = self.session.context
local ____self = ____self_session_context_7.self
local timers = ____self_session_context_7.timers
if request:isOver() then
return
end
local function later(each, outcome)
timers:after(
0,
function() return onOutcome(each, outcome) end
)
end
local function isPresent(each)
return self.session:incarnationOf(each) ~= nil
end
for ____, each in ipairs(names) do
if each == ____self then
timers:after(
0,
function() return self:callSelf(
name,
args,
function(outcome) return onOutcome(____self, outcome) end
) end
)
elseif not isPresent(each) then
later(each, {why = "offline"})
end
end
local others = __TS__ArrayFilter(
names,
function(____, each) return each ~= ____self and isPresent(each) end
)
if #others == 0 then
return
end
local call, why = self.caller:call(name, args, others, onOutcome)
if call == nil then
for ____, each in ipairs(others) do
later(each, {why = why})
end
else
request:whenOver(function() return self.caller:giveUp(call) end)
end
end
function Calls.prototype.callSelf(self, name, args, onOutcome)
if #args > RESULT_BYTES then
onOutcome({why = "tooLarge"})
return
end
local ____, value = decodeCbor(args, 1)
self.executor:run(
name,
value,
self.session.context.self,
function(status, bytes)
local ____, result = decodeCbor(bytes, 1)
onOutcome(outcomeOf({status = status, value = result}))
return true
end
)
end
return ____exports
end,
["live.emit.constants"] = function(...) 
local ____exports = {}
____exports.EVENT_SECONDS = 120
____exports.EVENT_RING = 64
____exports.EVENT_BYTES = 8192
____exports.EVENT_NUMBER_LIMIT = 2 ^ 40
____exports.EVENT_NAME_BYTES = 100
return ____exports
end,
["live.emit.event-cells"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____bytes = require("live.bytes")
local ByteReader = ____bytes.ByteReader
local encodeText = ____bytes.encodeText
local ____constants = require("live.emit.constants")
local EVENT_NAME_BYTES = ____constants.EVENT_NAME_BYTES
local EVENT_NUMBER_LIMIT = ____constants.EVENT_NUMBER_LIMIT
local char = string.char
function ____exports.encodeEvent(number, name, value)
return ((char(9) .. encodeVarint(number)) .. encodeText(name)) .. value
end
function ____exports.decodeEvent(bytes)
local reader = __TS__New(ByteReader, bytes, 2)
local number = reader:varint()
local name = reader:text(EVENT_NAME_BYTES)
local value = reader:value()
local isGood = reader:isAtEnd() and not reader.isBad and number > 0 and number <= EVENT_NUMBER_LIMIT and name ~= ""
return isGood and ({number = number, name = name, value = value}) or nil
end
function ____exports.eventNumberOf(bytes)
return __TS__New(ByteReader, bytes, 2):varint()
end
return ____exports
end,
["live.emit.event-ring"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____cells = require("live.board.cells")
local CELL_BYTES = ____cells.CELL_BYTES
local ____constants = require("live.emit.constants")
local EVENT_BYTES = ____constants.EVENT_BYTES
local EVENT_RING = ____constants.EVENT_RING
local EVENT_SECONDS = ____constants.EVENT_SECONDS
local ____event_2Dcells = require("live.emit.event-cells")
local encodeEvent = ____event_2Dcells.encodeEvent
local LOOK_SECONDS = 5
____exports.EventRing = __TS__Class()
local EventRing = ____exports.EventRing
function EventRing.prototype.____constructor(self, session)
self.session = session
self.kept = {}
self.bytes = 0
self.lastNumber = 0
local ____session_context_0 = session.context
local timers = ____session_context_0.timers
session.gossip.speaker:whenSent(function(top) return self:sent(top) end)
timers:every(
LOOK_SECONDS,
function() return self:look() end
)
end
function EventRing.prototype.add(self, name, value)
local ____self_session_1 = self.session
local own = ____self_session_1.own
local context = ____self_session_1.context
local cell = encodeEvent(self.lastNumber + 1, name, value)
if #cell > CELL_BYTES then
return "tooLarge"
end
while #self.kept >= EVENT_RING or self.bytes + #cell > EVENT_BYTES do
if not self:dropOldest() then
return "full"
end
end
local slot = own:add(cell)
while slot == nil and self:dropOldest() do
slot = own:add(cell)
end
if slot == nil then
return "full"
end
self.lastNumber = self.lastNumber + 1
self.bytes = self.bytes + #cell
local ____context_scope_maySpeak_result_2
if context.scope.maySpeak() then
____context_scope_maySpeak_result_2 = nil
else
____context_scope_maySpeak_result_2 = context.clock:uptime()
end
local sentAt = ____context_scope_maySpeak_result_2
self.kept[#self.kept + 1] = {slot = slot, change = own.top, bytes = #cell, sentAt = sentAt}
return nil
end
function EventRing.prototype.dropOldest(self)
local oldest = unpack(self.kept, 1, 1)
if (oldest and oldest.sentAt) == nil then
return false
end
table.remove(self.kept, 1)
self.bytes = self.bytes - oldest.bytes
self.session.own:renew(oldest.slot, "")
return true
end
function EventRing.prototype.sent(self, top)
local now = self.session.context.clock:uptime()
for ____, each in ipairs(self.kept) do
if each.change <= top and each.sentAt == nil then
each.sentAt = now
end
end
end
function EventRing.prototype.look(self)
local now = self.session.context.clock:uptime()
local oldest = unpack(self.kept, 1, 1)
while (oldest and oldest.sentAt) ~= nil and now - oldest.sentAt >= EVENT_SECONDS do
self:dropOldest()
oldest = unpack(self.kept, 1, 1)
end
end
return ____exports
end,
["live.emit.stream"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
____exports.Stream = __TS__Class()
local Stream = ____exports.Stream
function Stream.prototype.____constructor(self, incarnation, isFollowed, listener)
self.incarnation = incarnation
self.isFollowed = isFollowed
self.listener = listener
self.held = {}
self.next = isFollowed and 1 or nil
end
function Stream.prototype.isWaiting(self)
return #self.held > 0
end
function Stream.prototype.skip(self, number)
if not self.isFollowed and number >= (self.next or 0) then
self.next = number + 1
end
end
function Stream.prototype.take(self, event, sequence)
local held = self.held
local ____event_0 = event
local number = ____event_0.number
local isKnown = number < (self.next or 0) or __TS__ArraySome(
held,
function(____, each) return each.event.number == number end
)
if isKnown then
return
end
local place = #held
while place > 0 and held[place].event.number > number do
place = place - 1
end
table.insert(held, place + 1, {event = event, sequence = sequence})
self:showWhile(function() return false end)
end
function Stream.prototype.gone(self, number)
self:showWhile(function(first) return first.event.number <= number and self:isHeld(number) end)
end
function Stream.prototype.known(self, sequence)
self:showWhile(function(first) return first.sequence <= sequence end)
end
function Stream.prototype.isHeld(self, number)
return __TS__ArraySome(
self.held,
function(____, each) return each.event.number == number end
)
end
function Stream.prototype.showWhile(self, isDue)
local first = self:first()
while first ~= nil and (first.event.number <= (self.next or 0) or isDue(first)) do
self:show(first)
first = self:first()
end
end
function Stream.prototype.first(self)
return self.held[1]
end
function Stream.prototype.show(self, ____bindingPattern0)
local event
event = ____bindingPattern0.event
local listener = self.listener
table.remove(self.held, 1)
local missing = event.number - (self.next or event.number)
if missing < 0 then
return
end
local isGap = missing > 0 and self.isFollowed
self.next = event.number + 1
self.isFollowed = true
if isGap then
listener.gap(missing)
end
listener.event(event)
end
return ____exports
end,
["live.emit.events"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____cbor_2Ddecode = require("codec.cbor-decode")
local decodeCbor = ____cbor_2Ddecode.decodeCbor
local ____cbor_2Dencode = require("codec.cbor-encode")
local encodeCbor = ____cbor_2Dencode.encodeCbor
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local expectString = ____misuse.expectString
local misuse = ____misuse.misuse
local ____constants = require("live.constants")
local REMEMBER_SECONDS = ____constants.REMEMBER_SECONDS
local ____constants = require("live.emit.constants")
local EVENT_NAME_BYTES = ____constants.EVENT_NAME_BYTES
local ____event_2Dcells = require("live.emit.event-cells")
local decodeEvent = ____event_2Dcells.decodeEvent
local eventNumberOf = ____event_2Dcells.eventNumberOf
local ____event_2Dring = require("live.emit.event-ring")
local EventRing = ____event_2Dring.EventRing
local ____stream = require("live.emit.stream")
local Stream = ____stream.Stream
local huge = math.huge
local LOOK_SECONDS = 0.5
local GAP = "gap"
local RESERVED = {
GAP,
"joined",
"left",
"opened",
"closed"
}
____exports.Events = __TS__Class()
local Events = ____exports.Events
function Events.prototype.____constructor(self, session, options)
self.session = session
self.options = options
self.streams = {}
self.leftAt = {}
self.waiting = {}
self.isLooking = false
self.isClosed = false
self.ring = __TS__New(EventRing, session)
session:whenShown(
9,
function(owner, old, cell) return self:shown(owner, old, cell) end
)
session:whenLeft(function(name)
self.leftAt[name] = session.context.clock:uptime()
return nil
end)
end
function Events.prototype.emit(self, name, value)
expectString(
"emit",
"name",
name,
1,
EVENT_NAME_BYTES
)
if __TS__ArrayIncludes(RESERVED, name) then
misuse("emit", "name", ("\"" .. name) .. "\" is told by the room itself")
end
local bytes, reason, path = encodeCbor(value)
if bytes == nil then
misuse("emit", "value" .. path, "cannot be sent: " .. reason)
end
if self.isClosed then
return false, "closed"
end
local refusal = self.ring:add(name, bytes)
if refusal ~= nil then
return false, refusal
end
local ____self_session_context_0 = self.session.context
local timers = ____self_session_context_0.timers
local ____self = ____self_session_context_0.self
timers:after(
0,
function()
local ____, own = decodeCbor(bytes, 1)
self:show({number = 0, name = name, value = own}, ____self)
end
)
return true
end
function Events.prototype.on(self, name, listener)
expectString(
"on",
"name",
name,
1,
EVENT_NAME_BYTES
)
expectFunction("on", "listener", listener)
return self.options.emitter:on(name, listener)
end
function Events.prototype.close(self)
self.isClosed = true
end
function Events.prototype.shown(self, owner, old, cell)
local ____self_session_1 = self.session
local context = ____self_session_1.context
if owner == context.self then
return
end
local stream = self.streams[owner]
if old ~= nil and stream ~= nil and stream.incarnation == old.incarnation then
stream:gone(eventNumberOf(old.bytes))
end
if cell == nil then
return
end
local event = decodeEvent(cell.bytes)
if event == nil or __TS__ArrayIncludes(RESERVED, event.name) then
context.port:ignore("malformedCell")
else
self:take(owner, cell, event)
end
end
function Events.prototype.take(self, owner, ____bindingPattern0, event)
local sequence
local incarnation
incarnation = ____bindingPattern0.incarnation
sequence = ____bindingPattern0.sequence
local stream = self:streamOf(owner, incarnation)
local ____opt_2 = self.session.members:get(owner)
local firstTop = ____opt_2 and ____opt_2.board.firstTop or 0
self.leftAt[owner] = nil
if stream.incarnation ~= incarnation then
return
end
if sequence <= firstTop and not self:isYounger(incarnation) then
stream:skip(event.number)
else
stream:take(event, sequence)
self:wait(owner, stream)
end
end
function Events.prototype.isYounger(self, incarnation)
return incarnation > self.session.own.incarnation
end
function Events.prototype.streamOf(self, owner, incarnation)
local known = self.streams[owner]
if known ~= nil and known.incarnation >= incarnation then
return known
end
self:forget()
local stream = __TS__New(
Stream,
incarnation,
self:isYounger(incarnation),
{
event = function(event) return self:show(event, owner) end,
gap = function(count) return self:tell(GAP, owner, count) end
}
)
self.streams[owner] = stream
return stream
end
function Events.prototype.forget(self)
local now = self.session.context.clock:uptime()
for name in pairs(self.streams) do
if now - (self.leftAt[name] or huge) >= REMEMBER_SECONDS then
self.streams[name] = nil
self.leftAt[name] = nil
end
end
end
function Events.prototype.wait(self, owner, stream)
if stream:isWaiting() and not __TS__ArrayIncludes(self.waiting, owner) then
self.waiting[#self.waiting + 1] = owner
self:look(0)
end
end
function Events.prototype.look(self, seconds)
if self.isLooking then
return
end
self.isLooking = true
self.session.context.timers:after(
seconds,
function()
self.isLooking = false
for ____, owner in ipairs(self.waiting) do
self:release(owner)
end
self.waiting = __TS__ArrayFilter(
self.waiting,
function(____, owner)
local ____opt_4 = self.streams[owner]
return (____opt_4 and ____opt_4:isWaiting()) == true
end
)
if #self.waiting > 0 then
self:look(LOOK_SECONDS)
end
end
)
end
function Events.prototype.release(self, owner)
local ____opt_6 = self.session.members:get(owner)
local board = ____opt_6 and ____opt_6.board
local stream = self.streams[owner]
if board ~= nil and stream ~= nil and board.incarnation == stream.incarnation then
stream:known(board:assured())
end
end
function Events.prototype.show(self, ____bindingPattern0, sender)
local value
local name
name = ____bindingPattern0.name
value = ____bindingPattern0.value
local ____opt_8 = self.options.isAllowed
local ____temp_10 = ____opt_8 and ____opt_8("emit", name, sender)
if ____temp_10 == nil then
____temp_10 = true
end
if ____temp_10 then
self:tell(name, value, sender)
end
end
function Events.prototype.tell(self, name, first, second)
if not self.isClosed then
self.options.emitter:emit(name, first, second)
end
end
return ____exports
end,
["live.lease.leases"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____book = require("live.lease.book")
local LeaseBook = ____book.LeaseBook
local ____cells = require("live.lease.cells")
local readClaim = ____cells.readClaim
local readVote = ____cells.readVote
local ____constants = require("live.lease.constants")
local AWAY_SECONDS = ____constants.AWAY_SECONDS
local ____contest = require("live.lease.contest")
local Contest = ____contest.Contest
local ____electorate = require("live.lease.electorate")
local Electorate = ____electorate.Electorate
local LOOK_SECONDS = 1
____exports.Leases = __TS__Class()
local Leases = ____exports.Leases
function Leases.prototype.____constructor(self, session, context)
if context == nil then
context = {}
end
self.session = session
self.context = context
self.books = {}
self.contests = {}
self.leases = {}
self.list = {}
self.bookOf = {}
self.isDue = false
self.lookedAt = 0
session:whenShown(
5,
function(owner, old, cell) return self:shown(owner, old, cell, true) end
)
session:whenShown(
6,
function(owner, old, cell) return self:shown(owner, old, cell, false) end
)
session:whenLeft(function(name)
for ____, book in pairs(self.books) do
book:forgetVote(name)
self:dropIfEmpty(book)
end
end)
session.gossip.speaker:whenSent(function(top)
for ____, ____value in ipairs(self.list) do
local claimant = ____value.claimant
claimant:onSent(
top,
self:now()
)
end
self:soon()
end)
end
function Leases.prototype.open(self, lease)
local session = self.session
local context = self.context
local list = self.list
local ____lease_0 = lease
local name = ____lease_0.name
local options = ____lease_0.options
local ____options_1 = options
local electors = ____options_1.electors
local ____name_6 = name
local ____options_max_7 = options.max
local ____temp_2
if electors == nil then
____temp_2 = nil
else
____temp_2 = __TS__New(
Electorate,
electors,
context.electorsOf or (function() return {} end)
)
end
local rules = {
name = ____name_6,
max = ____options_max_7,
electorate = ____temp_2,
isAllowed = function(member)
local ____opt_3 = context.isAllowed
local ____temp_5 = ____opt_3 and ____opt_3("hold", name, member)
if ____temp_5 == nil then
____temp_5 = true
end
return ____temp_5
end
}
if #list == 0 then
self.lookedAt = self:now()
session.context.timers:every(
LOOK_SECONDS,
function() return self:look() end
)
end
local function onChanged(holders, term)
return lease:changed(holders, term)
end
local contest = __TS__New(
Contest,
session,
rules,
self:book(name),
onChanged,
function() return self:soon() end
)
lease:attach(contest)
self.contests[name] = contest
self.leases[#list + 1] = lease
list[#list + 1] = contest
self:soon()
end
function Leases.prototype.onRoster(self)
for ____, contest in ipairs(self.list) do
contest:onRoster()
end
end
function Leases.prototype.close(self)
for ____, contest in ipairs(self.list) do
contest:close()
end
for ____, lease in ipairs(self.leases) do
lease:detach()
end
end
function Leases.prototype.book(self, name)
local book = self.books[name]
if book == nil then
book = __TS__New(LeaseBook, name)
self.books[name] = book
end
return book
end
function Leases.prototype.shown(self, owner, old, cell, isClaim)
if old ~= nil then
self:forget(owner, old)
end
if cell ~= nil then
if isClaim then
self:claimed(owner, cell)
else
self:voted(owner, cell)
end
end
self:soon()
end
function Leases.prototype.forget(self, owner, cell)
local book = self.bookOf[cell]
self.bookOf[cell] = nil
if book ~= nil then
book:forgetClaim(owner, cell)
if not (self.contests[book.name] ~= nil) then
book:forgetVote(owner)
end
self:dropIfEmpty(book)
end
end
function Leases.prototype.dropIfEmpty(self, book)
if book:isEmpty() and not (self.contests[book.name] ~= nil) then
self.books[book.name] = nil
end
end
function Leases.prototype.claimed(self, owner, cell)
local session = self.session
local claim = readClaim(cell)
if claim == nil then
session.context.port:ignore("malformedCell")
return
end
if not cell.isHearsay then
session.stamps:see(claim.stamp)
end
local book = self:book(claim.lease)
local seen = __TS__ObjectAssign(
{},
claim,
{
owner = owner,
cell = cell,
heardAt = self:now()
}
)
self.bookOf[cell] = book
if book:claim(seen) then
local ____opt_8 = self.contests[claim.lease]
if ____opt_8 ~= nil then
____opt_8:onClaim(seen)
end
end
end
function Leases.prototype.voted(self, owner, cell)
local vote = readVote(cell)
if vote == nil then
self.session.context.port:ignore("malformedCell")
return
end
local book = self:book(vote.lease)
local seen = __TS__ObjectAssign({}, vote, {elector = owner, cell = cell})
self.bookOf[cell] = book
if book:vote(seen) then
local ____opt_10 = self.contests[vote.lease]
if ____opt_10 ~= nil then
____opt_10:onVote(seen)
end
end
end
function Leases.prototype.soon(self)
if self.isDue or #self.list == 0 then
return
end
self.isDue = true
self.session.context.timers:after(
0,
function()
self.isDue = false
self:look()
end
)
end
function Leases.prototype.look(self)
local now = self:now()
local isBack = now - self.lookedAt > AWAY_SECONDS
self.lookedAt = now
for ____, contest in ipairs(self.list) do
if isBack then
contest.view:wake(now)
end
contest:look()
end
end
function Leases.prototype.now(self)
return self.session.context.clock:uptime()
end
return ____exports
end,
["live.options"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local everybodyMay
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local expectNames = ____misuse.expectNames
local expectNumber = ____misuse.expectNumber
local expectString = ____misuse.expectString
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
function everybodyMay(_action)
return true
end
local NAME_BYTES = 16
local TIMEOUT_SECONDS = 15
local TIMEOUT_LIMIT_SECONDS = 3600
local NAMES = {"name", "members", "authorize", "timeout"}
local MEMBERS = {"guild", "group"}
function ____exports.checkRoomOptions(options)
expectTable("createRoom", "options", options)
expectNames("createRoom", options, NAMES)
local ____options_0 = options
local name = ____options_0.name
local members = ____options_0.members
if members == nil then
members = "guild"
end
local authorize = ____options_0.authorize
local timeout = ____options_0.timeout
if timeout == nil then
timeout = TIMEOUT_SECONDS
end
expectString(
"createRoom",
"name",
name,
1,
NAME_BYTES
)
if not __TS__ArrayIncludes(MEMBERS, members) then
misuse(
"createRoom",
"members",
mustBe("\"guild\" or \"group\"", members)
)
end
if authorize ~= nil then
expectFunction("createRoom", "authorize", authorize)
end
expectNumber(
"createRoom",
"timeout",
timeout,
1,
TIMEOUT_LIMIT_SECONDS
)
return {name = name, members = members, timeout = timeout, authorize = authorize or everybodyMay}
end
return ____exports
end,
["live.pool.entries"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____bytes = require("live.bytes")
local ByteReader = ____bytes.ByteReader
local ____stamp = require("live.stamp")
local isBefore = ____stamp.isBefore
local readStamp = ____stamp.readStamp
local sub = string.sub
____exports.POOL_NAME_BYTES = 64
____exports.PoolEntries = __TS__Class()
local PoolEntries = ____exports.PoolEntries
function PoolEntries.prototype.____constructor(self, session, isAllowed)
self.session = session
self.isAllowed = isAllowed
self.byKey = {}
self.winners = {}
end
function PoolEntries.prototype.winner(self, key)
return self.winners[key]
end
function PoolEntries.prototype.each(self, visit)
for ____, entry in pairs(self.winners) do
if entry.bytes ~= "" then
visit(entry)
end
end
end
function PoolEntries.prototype.hasOther(self, key, owner)
return __TS__ArraySome(
self.byKey[key] or ({}),
function(____, entry) return entry.owner ~= owner end
)
end
function PoolEntries.prototype.change(self, old, entry)
if old ~= nil then
local rest = __TS__ArrayFilter(
self.byKey[old.key] or ({}),
function(____, other) return other ~= old end
)
if #rest == 0 then
self.byKey[old.key] = nil
else
self.byKey[old.key] = rest
end
end
if entry ~= nil then
local entries = self.byKey[entry.key] or ({})
entries[#entries + 1] = entry
self.byKey[entry.key] = entries
self.session.stamps:see(entry.stamp)
end
if old ~= nil then
self:settle(old.key)
end
if entry ~= nil and entry.key ~= (old and old.key) then
self:settle(entry.key)
end
end
function PoolEntries.prototype.settleAll(self)
local keys = {}
for key in pairs(self.byKey) do
keys[#keys + 1] = key
end
for ____, key in ipairs(keys) do
self:settle(key)
end
end
function PoolEntries.prototype.settle(self, key)
local best
for ____, entry in ipairs(self.byKey[key] or ({})) do
local isLater = best == nil or isBefore(best.stamp, best.owner, entry.stamp, entry.owner)
if self:isInTime(entry) and self.isAllowed(entry) and isLater then
best = entry
end
end
local old = self.winners[key]
if best == nil then
self.winners[key] = nil
else
self.winners[key] = best
end
local ____opt_2 = self.onEntry
if ____opt_2 ~= nil then
____opt_2(key, old, best)
end
end
function PoolEntries.prototype.isInTime(self, ____bindingPattern0)
local stamp
local key
key = ____bindingPattern0.key
stamp = ____bindingPattern0.stamp
local ____self_session_4 = self.session
local stamps = ____self_session_4.stamps
local context = ____self_session_4.context
local wait = stamps:secondsUntil(stamp.seconds)
if wait > 0 then
context.timers:after(
wait,
function() return self:settle(key) end
)
end
return wait == 0
end
____exports.Pools = __TS__Class()
local Pools = ____exports.Pools
function Pools.prototype.____constructor(self, session, isAllowed)
self.session = session
self.isAllowed = isAllowed
self.byName = {}
self.entries = {}
session:whenShown(
1,
function(owner, old, cell) return self:shown(owner, old, cell) end
)
end
function Pools.prototype.pool(self, name)
local pool = self.byName[name]
if pool == nil then
pool = __TS__New(
____exports.PoolEntries,
self.session,
function(entry) return self.isAllowed(entry.pool, entry.owner) end
)
self.byName[name] = pool
end
return pool
end
function Pools.prototype.settleAll(self)
for ____, pool in pairs(self.byName) do
pool:settleAll()
end
end
function Pools.prototype.shown(self, owner, old, cell)
local ____temp_5
if old == nil then
____temp_5 = nil
else
____temp_5 = self.entries[old]
end
local before = ____temp_5
local ____temp_6
if cell == nil then
____temp_6 = nil
else
____temp_6 = self:read(owner, cell)
end
local after = ____temp_6
if old ~= nil then
self.entries[old] = nil
end
if before ~= nil and before.pool == (after and after.pool) then
self:pool(before.pool):change(before, after)
return
end
if before ~= nil then
self:pool(before.pool):change(before, nil)
end
if after ~= nil then
self:pool(after.pool):change(nil, after)
end
end
function Pools.prototype.read(self, owner, cell)
local reader = __TS__New(ByteReader, cell.bytes, 2)
local pool = reader:text(____exports.POOL_NAME_BYTES)
local key = reader:value()
local stamp = readStamp(reader, cell.incarnation)
if reader.isBad or type(key) ~= "string" and type(key) ~= "number" then
self.session.context.port:ignore("malformedCell")
return nil
end
local entry = {
pool = pool,
owner = owner,
key = key,
stamp = stamp,
bytes = sub(cell.bytes, reader.position),
cell = cell
}
self.entries[cell] = entry
return entry
end
return ____exports
end,
["live.object.sizes"] = function(...) 
local ____exports = {}
local headSize, numberSize, measure, floor, max, measures, DEPTH_RANGE
local ____cbor_2Dfloat = require("codec.cbor-float")
local encodeFloat = ____cbor_2Dfloat.encodeFloat
local ____cbor_2Dhead = require("codec.cbor-head")
local MAX_INTEGER = ____cbor_2Dhead.MAX_INTEGER
function headSize(argument)
if argument < 24 then
return 1
end
if argument < 256 then
return 2
end
if argument < 65536 then
return 3
end
return argument < 4294967296 and 5 or 9
end
function numberSize(value)
if floor(value) ~= value or value > MAX_INTEGER or value < -MAX_INTEGER then
return #encodeFloat(value)
end
return headSize(value < 0 and -1 - value or value)
end
function measure(value)
local known = measures[value]
if known ~= nil then
return known
end
local count = 0
local size = 0
local depth = 0
for key, item in pairs(value) do
count = count + 1
if type(key) == "string" then
size = size + (headSize(#key) + #key)
elseif key == false then
size = size + 1
end
if type(item) == "table" then
local inner = measure(item)
size = size + floor(inner / DEPTH_RANGE)
depth = max(depth, inner % DEPTH_RANGE)
else
size = size + ____exports.sizeOf(item)
end
end
local sum = (size + headSize(count)) * DEPTH_RANGE + depth + 1
measures[value] = sum
return sum
end
function ____exports.sizeOf(value)
if type(value) == "string" then
return headSize(#value) + #value
end
if type(value) == "number" then
return numberSize(value)
end
return type(value) == "table" and floor(measure(value) / DEPTH_RANGE) or 1
end
floor = math.floor
max = math.max
measures = setmetatable({}, {__mode = "k"})
DEPTH_RANGE = 64
function ____exports.depthOf(value)
return type(value) == "table" and measure(value) % DEPTH_RANGE or 0
end
return ____exports
end,
["live.object.reading"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local shapeOf, markerOf, readElements, isFieldName, readFields, readTable, find, format, max, NOT_FINITE, NOT_A_NAME, NOT_A_TABLE
local ____cbor_2Dhead = require("codec.cbor-head")
local MAX_DEPTH = ____cbor_2Dhead.MAX_DEPTH
local ____numbers = require("numbers")
local isFiniteNumber = ____numbers.isFiniteNumber
local isWholeWithin = ____numbers.isWholeWithin
local ____sizes = require("live.object.sizes")
local depthOf = ____sizes.depthOf
local sizeOf = ____sizes.sizeOf
local ____values = require("live.object.values")
local EMPTY_ARRAY = ____values.EMPTY_ARRAY
local isArray = ____values.isArray
local namesOf = ____values.namesOf
local NULL = ____values.NULL
function ____exports.joinPath(path, step)
if path == "" then
return step
end
return step == "" and path or (path .. ".") .. step
end
function shapeOf(value)
local named = 0
local numbered = 0
local largest = 0
for key in pairs(value) do
if type(key) == "string" then
named = named + 1
elseif isWholeWithin(key, 1, ____exports.DATA_BYTES) then
numbered = numbered + 1
largest = max(largest, key)
else
return false, false
end
end
return numbered == 0, named == 0 and largest == numbered
end
function markerOf(value)
local code = rawget(value, false)
if code == nil or (next(value, false)) ~= nil or (next(value)) ~= false then
return nil
end
if code == 0 then
return NULL
end
return code == 1 and EMPTY_ARRAY or nil
end
function readElements(list, level, budget)
local copy = {}
for index = 0, #list - 1 do
local element, reason, at = ____exports.readValue(list[index + 1], level + 1, budget)
if element == nil then
return nil, reason, ____exports.joinPath(
format("%.0f", index),
at
)
end
copy[index + 1] = element
end
return copy
end
function isFieldName(name)
return name ~= "" and (find(name, "^%$")) == nil and (find(name, ".", 1, true)) == nil
end
function readFields(object, level, budget)
local copy = {}
for ____, name in ipairs(namesOf(object)) do
if not isFieldName(name) then
return nil, NOT_A_NAME, ""
end
if not budget:take(#name + 1) then
return nil, ____exports.TOO_LARGE, ""
end
local value, reason, at = ____exports.readValue(object[name], level + 1, budget)
if value == nil then
return nil, reason, ____exports.joinPath(name, at)
end
copy[name] = value
end
return copy
end
function readTable(value, level, budget)
if level > ____exports.DEPTH_LIMIT then
return nil, ____exports.TOO_DEEP, ""
end
local marker = markerOf(value)
if marker ~= nil then
return marker
end
local isObject, isList = shapeOf(value)
if isObject then
return readFields(value, level, budget)
end
if isList then
return readElements(value, level, budget)
end
return nil, NOT_A_TABLE, ""
end
function ____exports.readValue(value, level, budget)
if not budget:take(type(value) == "string" and #value + 1 or 1) then
return nil, ____exports.TOO_LARGE, ""
end
if type(value) == "number" then
if not isFiniteNumber(value) then
return nil, NOT_FINITE, ""
end
return value + 0
end
if type(value) == "string" or type(value) == "boolean" then
return value
end
if type(value) ~= "table" then
return nil, "must not be " .. (value == nil and "nil" or "a " .. type(value)), ""
end
return readTable(value, level, budget)
end
find = string.find
format = string.format
max = math.max
local sub = string.sub
____exports.DEPTH_LIMIT = MAX_DEPTH
____exports.DATA_BYTES = 16384
____exports.TOO_DEEP = format("must be nested to %.0f levels at most", ____exports.DEPTH_LIMIT)
____exports.TOO_LARGE = format("must take %.0f bytes at most", ____exports.DATA_BYTES)
NOT_FINITE = "must be a finite number"
NOT_A_NAME = "must have field names that are not empty, do not start with '$' and hold no '.'"
NOT_A_TABLE = "must have text as keys, or 1 to n without a gap"
____exports.Budget = __TS__Class()
local Budget = ____exports.Budget
function Budget.prototype.____constructor(self)
self.left = ____exports.DATA_BYTES
end
function Budget.prototype.take(self, bytes)
self.left = self.left - bytes
return self.left >= 0
end
local QUOTED_BYTES = 100
function ____exports.quote(name)
return ("'" .. sub(name, 1, QUOTED_BYTES)) .. "'"
end
function ____exports.listIn(value)
if type(value) ~= "table" then
return nil
end
if markerOf(value) == EMPTY_ARRAY then
return {}
end
return select(
2,
shapeOf(value)
) and value or nil
end
function ____exports.readList(value, level, budget)
local list = ____exports.listIn(value)
if list == nil then
return nil, "must be a list", ""
end
if level > ____exports.DEPTH_LIMIT then
return nil, ____exports.TOO_DEEP, ""
end
return readElements(list, level, budget)
end
function ____exports.objectionTo(data)
if isArray(data) or data == NULL then
return "must be an object"
end
if depthOf(data) > ____exports.DEPTH_LIMIT then
return ____exports.TOO_DEEP
end
return sizeOf(data) > ____exports.DATA_BYTES and ____exports.TOO_LARGE or nil
end
function ____exports.readData(value)
if type(value) ~= "table" then
return nil, "must be a table", ""
end
local data, reason, at = readTable(
value,
1,
__TS__New(____exports.Budget)
)
if data == nil then
return nil, reason, at
end
local objection = ____exports.objectionTo(data)
if objection ~= nil then
return nil, objection, ""
end
return data
end
return ____exports
end,
["live.shared.constants"] = function(...) 
local ____exports = {}
____exports.OBJECT_NAME_BYTES = 64
____exports.OBJECT_LIMIT = 32
____exports.INLINE_BYTES = 128
____exports.PIECE_BYTES = 190
____exports.PIECES_AT_ONCE = 10
____exports.PIECE_LIMIT = 30
____exports.PIECE_SECONDS = 20
____exports.FETCH_SECONDS = 60
____exports.PATCH_SLOTS = 128
____exports.PATCH_BYTES = 8192
____exports.MAKE_SECONDS = 6
____exports.MAKE_LIMIT_SECONDS = 15
____exports.KEEPERS = 2
____exports.SAY_LIMIT_SECONDS = 4
____exports.SETTLE_SECONDS = 15
____exports.FOLD_PATCHES = 256
____exports.FRONTIER_SECONDS = 600
____exports.FOLD_LIMIT_SECONDS = 3
____exports.LACKING_SECONDS = 30
____exports.PATIENCE_SECONDS = 8
____exports.EMPTY_SECONDS = 30
____exports.ISSUE_LIMIT = 3
____exports.KEEP_PATCH_SECONDS = 1800
____exports.KEEP_PATCH_BYTES = 65536
____exports.FOLD_BYTES = 65536
____exports.LOG_BYTES = 1048576
____exports.AHEAD_LIMIT = 64
____exports.PATCHES_AT_ONCE = 64
return ____exports
end,
["live.shared.moment"] = function(...) 
local ____exports = {}
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
function ____exports.isEarlier(a, b)
local ____temp_0
if a.seconds == b.seconds then
____temp_0 = a.counter < b.counter
else
____temp_0 = a.seconds < b.seconds
end
return ____temp_0
end
function ____exports.isSameMoment(a, b)
return a.seconds == b.seconds and a.counter == b.counter
end
function ____exports.encodeMoment(____bindingPattern0)
local counter
local seconds
seconds = ____bindingPattern0.seconds
counter = ____bindingPattern0.counter
return packU32(seconds) .. encodeVarint(counter)
end
function ____exports.readMoment(reader)
local seconds = reader:u32()
return {
seconds = seconds,
counter = reader:varint()
}
end
return ____exports
end,
["live.shared.patch-cells"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____bytes = require("live.bytes")
local ByteReader = ____bytes.ByteReader
local encodeText = ____bytes.encodeText
local ____constants = require("live.constants")
local CLOCK_AHEAD_SECONDS = ____constants.CLOCK_AHEAD_SECONDS
local ____stamp = require("live.stamp")
local encodeStamp = ____stamp.encodeStamp
local readStamp = ____stamp.readStamp
local ____constants = require("live.shared.constants")
local OBJECT_NAME_BYTES = ____constants.OBJECT_NAME_BYTES
local char = string.char
local format = string.format
local PLAYER_NAME_BYTES = 100
function ____exports.keyOf(____bindingPattern0)
local number
local incarnation
local author
author = ____bindingPattern0.author
incarnation = ____bindingPattern0.incarnation
number = ____bindingPattern0.number
return format("%s/%.0f/%.0f", author, incarnation, number)
end
function ____exports.speakerOf(____bindingPattern0)
local source
local author
author = ____bindingPattern0.author
source = ____bindingPattern0.source
return source == nil and author or source.author
end
function ____exports.encodePatch(object, ____bindingPattern0, operators)
local source
local term
local stamp
local incarnation
local number
number = ____bindingPattern0.number
incarnation = ____bindingPattern0.incarnation
stamp = ____bindingPattern0.stamp
term = ____bindingPattern0.term
source = ____bindingPattern0.source
local origin = source == nil and encodeText("") or (encodeText(source.author) .. packU32(source.incarnation)) .. encodeVarint(source.number)
return (((((char(10) .. encodeText(object)) .. encodeVarint(number)) .. encodeStamp(stamp, incarnation)) .. encodeVarint(term)) .. origin) .. operators
end
local function readSource(reader)
local author = reader:text(PLAYER_NAME_BYTES)
local ____temp_0
if author == "" then
____temp_0 = nil
else
____temp_0 = {
author = author,
incarnation = reader:u32(),
number = reader:varint()
}
end
return ____temp_0
end
function ____exports.decodePatch(author, ____bindingPattern0)
local incarnation
local bytes
bytes = ____bindingPattern0.bytes
incarnation = ____bindingPattern0.incarnation
local reader = __TS__New(ByteReader, bytes, 2)
local object = reader:text(OBJECT_NAME_BYTES)
local number = reader:varint()
local stamp = readStamp(reader, incarnation)
local term = reader:varint()
local source = readSource(reader)
local operators = reader:value()
local isComplete = reader:isAtEnd() and not reader.isBad and object ~= "" and number > 0
if not isComplete or term > stamp.seconds + CLOCK_AHEAD_SECONDS then
return nil
end
return object, {
author = author,
incarnation = incarnation,
number = number,
stamp = stamp,
term = term,
source = source,
operators = operators,
size = #bytes
}
end
return ____exports
end,
["live.shared.checkpoint"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____cbor_2Dencode = require("codec.cbor-encode")
local encodeCbor = ____cbor_2Dencode.encodeCbor
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____integers = require("codec.integers")
local packU24 = ____integers.packU24
local packU32 = ____integers.packU32
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____messages = require("live.board.messages")
local ownerId = ____messages.ownerId
local ____bytes = require("live.bytes")
local ByteReader = ____bytes.ByteReader
local encodeText = ____bytes.encodeText
local ____reading = require("live.object.reading")
local DATA_BYTES = ____reading.DATA_BYTES
local ____constants = require("live.shared.constants")
local INLINE_BYTES = ____constants.INLINE_BYTES
local OBJECT_NAME_BYTES = ____constants.OBJECT_NAME_BYTES
local ____moment = require("live.shared.moment")
local encodeMoment = ____moment.encodeMoment
local isEarlier = ____moment.isEarlier
local isSameMoment = ____moment.isSameMoment
local readMoment = ____moment.readMoment
local char = string.char
local format = string.format
local NAME_BYTES = 100
____exports.ROW_LIMIT = 96
____exports.EXCEPTION_LIMIT = 48
local function encodeRows(rows)
local parts = {encodeVarint(#rows)}
for ____, ____value in ipairs(rows) do
local owner = ____value.owner
local incarnation = ____value.incarnation
local number = ____value.number
parts[#parts + 1] = (packU24(owner) .. packU32(incarnation)) .. encodeVarint(number)
end
return table.concat(parts)
end
local function readRows(reader, limit)
local count = reader:varint()
if count > limit then
reader.isBad = true
end
local rows = {}
while #rows < count and not reader.isBad do
rows[#rows + 1] = {
owner = reader:u24(),
incarnation = reader:u32(),
number = reader:varint()
}
end
return rows
end
function ____exports.encodeHead(____bindingPattern0)
local repeated
local missing
local rows
local holder
local term
local count
local at
local maker
local origin
origin = ____bindingPattern0.origin
maker = ____bindingPattern0.maker
at = ____bindingPattern0.at
count = ____bindingPattern0.count
term = ____bindingPattern0.term
holder = ____bindingPattern0.holder
rows = ____bindingPattern0.rows
missing = ____bindingPattern0.missing
repeated = ____bindingPattern0.repeated
local moments = ((encodeMoment(origin) .. encodeText(maker)) .. encodeMoment(at)) .. encodeVarint(count)
return ((((moments .. encodeVarint(term)) .. encodeText(holder)) .. encodeRows(rows)) .. encodeRows(missing)) .. encodeRows(repeated)
end
function ____exports.idOf(head, bytes)
return hash32(
____exports.encodeHead(head) .. bytes,
0
)
end
function ____exports.checkpointOf(head, data)
local bytes = encodeCbor(data)
return {
head = head,
id = ____exports.idOf(head, bytes),
size = #bytes,
bytes = bytes
}
end
function ____exports.encodeCheckpoint(object, ____bindingPattern0)
local bytes
local size
local id
local head
head = ____bindingPattern0.head
id = ____bindingPattern0.id
size = ____bindingPattern0.size
bytes = ____bindingPattern0.bytes
local headBytes = ____exports.encodeHead(head)
local data = bytes ~= nil and size <= INLINE_BYTES and bytes or ""
local lengths = encodeVarint(size) .. encodeVarint(#headBytes)
return ((((char(11) .. encodeText(object)) .. packU32(id)) .. lengths) .. headBytes) .. data
end
function ____exports.decodeHead(bytes)
local reader = __TS__New(ByteReader, bytes)
local origin = readMoment(reader)
local maker = reader:text(NAME_BYTES)
local at = readMoment(reader)
local count = reader:varint()
local term = reader:varint()
local holder = reader:text(NAME_BYTES)
local rows = readRows(reader, ____exports.ROW_LIMIT)
local missing = readRows(reader, ____exports.EXCEPTION_LIMIT)
local repeated = readRows(reader, ____exports.EXCEPTION_LIMIT)
local isGood = not reader.isBad and reader:isAtEnd() and not isEarlier(at, origin)
return isGood and ({
origin = origin,
maker = maker,
at = at,
count = count,
term = term,
holder = holder,
rows = rows,
missing = missing,
repeated = repeated
}) or nil
end
function ____exports.decodeCheckpoint(cell)
local reader = __TS__New(ByteReader, cell, 2)
local object = reader:text(OBJECT_NAME_BYTES)
local id = reader:u32()
local size = reader:varint()
local headBytes = reader:take(reader:varint())
local data = string.sub(cell, reader.position)
local head = ____exports.decodeHead(headBytes)
if reader.isBad or head == nil or object == "" or size == 0 or size > DATA_BYTES then
return nil
end
if data == "" then
return object, {head = head, id = id, size = size}
end
if #data ~= size or hash32(headBytes .. data, 0) ~= id then
return nil
end
return object, {head = head, id = id, size = size, bytes = data}
end
function ____exports.isOfOneOrigin(a, b)
return isSameMoment(a.origin, b.origin) and a.maker == b.maker
end
function ____exports.isStronger(a, b)
if not isSameMoment(a.head.origin, b.head.origin) then
return isEarlier(a.head.origin, b.head.origin)
end
if a.head.maker ~= b.head.maker then
return bytesLess(a.head.maker, b.head.maker)
end
if a.head.count ~= b.head.count then
return a.head.count > b.head.count
end
local ____isSameMoment_result_0
if isSameMoment(a.head.at, b.head.at) then
____isSameMoment_result_0 = a.id > b.id
else
____isSameMoment_result_0 = isEarlier(b.head.at, a.head.at)
end
return ____isSameMoment_result_0
end
function ____exports.rowOf(____bindingPattern0)
local number
local incarnation
local author
author = ____bindingPattern0.author
incarnation = ____bindingPattern0.incarnation
number = ____bindingPattern0.number
return {
owner = ownerId(author),
incarnation = incarnation,
number = number
}
end
function ____exports.authorKey(____bindingPattern0)
local incarnation
local owner
owner = ____bindingPattern0.owner
incarnation = ____bindingPattern0.incarnation
return format("%.0f/%.0f", owner, incarnation)
end
____exports.Contents = __TS__Class()
local Contents = ____exports.Contents
function Contents.prototype.____constructor(self, ____bindingPattern0)
local repeated
local missing
local rows
rows = ____bindingPattern0.rows
missing = ____bindingPattern0.missing
repeated = ____bindingPattern0.repeated
self.parts = {}
self.known = {}
self.isFull = #rows >= ____exports.ROW_LIMIT
for ____, row in ipairs(rows) do
self:part(row).last = row.number
end
for ____, row in ipairs(missing) do
self:part(row).missing[row.number] = true
end
for ____, row in ipairs(repeated) do
self:part(row).repeated[row.number] = true
end
end
function Contents.prototype.has(self, id)
local ____temp_1 = self:partOf(id)
local last = ____temp_1.last
local missing = ____temp_1.missing
local repeated = ____temp_1.repeated
local isPassed = id.number <= (last or 0)
return isPassed and not (missing[id.number] ~= nil) or repeated[id.number] ~= nil
end
function Contents.prototype.isSilentOn(self, id)
return self.isFull and self:partOf(id).last == nil
end
function Contents.prototype.part(self, row)
local key = ____exports.authorKey(row)
local part = self.parts[key] or ({missing = {}, repeated = {}})
self.parts[key] = part
return part
end
function Contents.prototype.partOf(self, id)
local byIncarnation = self.known[id.author] or ({})
local part = byIncarnation[id.incarnation] or self:part(____exports.rowOf(id))
byIncarnation[id.incarnation] = part
self.known[id.author] = byIncarnation
return part
end
return ____exports
end,
["live.shared.pieces"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____bytes = require("live.bytes")
local ByteReader = ____bytes.ByteReader
local encodeText = ____bytes.encodeText
local ____constants = require("live.shared.constants")
local OBJECT_NAME_BYTES = ____constants.OBJECT_NAME_BYTES
local PIECE_BYTES = ____constants.PIECE_BYTES
local PIECE_LIMIT = ____constants.PIECE_LIMIT
local PIECE_SECONDS = ____constants.PIECE_SECONDS
local PIECES_AT_ONCE = ____constants.PIECES_AT_ONCE
local char = string.char
local min = math.min
local sub = string.sub
function ____exports.pieceCount(____bindingPattern0)
local size
size = ____bindingPattern0.size
return math.ceil(size / PIECE_BYTES)
end
function ____exports.pieceSize(____bindingPattern0, index)
local size
size = ____bindingPattern0.size
return min(PIECE_BYTES, size - index * PIECE_BYTES)
end
local function encodePiece(object, ____bindingPattern0)
local bytes
local index
local id
id = ____bindingPattern0.id
index = ____bindingPattern0.index
bytes = ____bindingPattern0.bytes
return (((char(12) .. encodeText(object)) .. packU32(id)) .. encodeVarint(index)) .. bytes
end
function ____exports.decodePiece(cell)
local reader = __TS__New(ByteReader, cell, 2)
local object = reader:text(OBJECT_NAME_BYTES)
local id = reader:u32()
local index = reader:varint()
local bytes = sub(cell, reader.position)
if reader.isBad or object == "" or #bytes > PIECE_BYTES then
return nil
end
return object, {id = id, index = index, bytes = bytes}
end
____exports.PieceSpeaker = __TS__Class()
local PieceSpeaker = ____exports.PieceSpeaker
function PieceSpeaker.prototype.____constructor(self, session, object)
self.session = session
self.object = object
self.list = {}
end
function PieceSpeaker.prototype.say(self, checkpoint, first, asker)
local last = min(
first + PIECES_AT_ONCE,
____exports.pieceCount(checkpoint)
) - 1
for index = first, last do
if not self:sayOne(checkpoint, index, asker) then
return false
end
end
return first <= last
end
function PieceSpeaker.prototype.look(self)
local oldest = self.session.context.clock:uptime() - PIECE_SECONDS
for ____, ____value in ipairs(self.list) do
local slot = ____value.slot
local askedAt = ____value.askedAt
if askedAt < oldest then
self.session.own:renew(slot, "")
end
end
self.list = __TS__ArrayFilter(
self.list,
function(____, ____bindingPattern0)
local askedAt
askedAt = ____bindingPattern0.askedAt
return askedAt >= oldest
end
)
end
function PieceSpeaker.prototype.sayOne(self, ____bindingPattern0, index, asker)
local bytes
local id
id = ____bindingPattern0.id
bytes = ____bindingPattern0.bytes
local ____self_session_0 = self.session
local own = ____self_session_0.own
local context = ____self_session_0.context
local now = context.clock:uptime()
local known = __TS__ArrayFind(
self.list,
function(____, said) return said.id == id and said.index == index end
)
if known ~= nil then
known.askedAt = now
return true
end
if #self.list >= PIECE_LIMIT and not self:makeRoom(asker) then
return false
end
local start = index * PIECE_BYTES
local piece = {
id = id,
index = index,
bytes = sub(bytes, start + 1, start + PIECE_BYTES)
}
local slot = own:add(encodePiece(self.object, piece))
if slot == nil then
return false
end
self.list[#self.list + 1] = {
id = id,
index = index,
slot = slot,
asker = asker,
askedAt = now
}
return true
end
function PieceSpeaker.prototype.makeRoom(self, asker)
local function countOf(name)
return #__TS__ArrayFilter(
self.list,
function(____, said) return said.asker == name end
)
end
local first
local most = countOf(asker) + 1
for ____, said in ipairs(self.list) do
local count = countOf(said.asker)
if count > most then
most = count
first = said
end
end
if first == nil then
return false
end
self.list = __TS__ArrayFilter(
self.list,
function(____, said) return said ~= first end
)
self.session.own:renew(first.slot, "")
return true
end
return ____exports
end,
["live.shared.fetcher"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
local ____checkpoint = require("live.shared.checkpoint")
local idOf = ____checkpoint.idOf
local ____constants = require("live.shared.constants")
local FETCH_SECONDS = ____constants.FETCH_SECONDS
local KEEPERS = ____constants.KEEPERS
local PIECES_AT_ONCE = ____constants.PIECES_AT_ONCE
local ____pieces = require("live.shared.pieces")
local pieceCount = ____pieces.pieceCount
local pieceSize = ____pieces.pieceSize
____exports.CHECKPOINT_CALL = "room.checkpoint"
local FIRST_SECONDS = 0.2
local AGAIN_SECONDS = 12
local REFUSED_SECONDS = 2
function ____exports.readQuestion(args)
if type(args) ~= "table" then
return nil
end
local object, id, first = unpack(args, 1, 3)
local isGood = type(object) == "string" and type(id) == "number" and type(first) == "number" and first >= 0
return isGood and first % 1 == 0 and ({object, id, first}) or nil
end
local Fetch = __TS__Class()
function Fetch.prototype.____constructor(self, checkpoint, since, alone)
self.checkpoint = checkpoint
self.since = since
self.alone = alone
self.pieces = {}
self.failures = 0
self.count = pieceCount(checkpoint)
self.missing = self.count
end
function Fetch.prototype.put(self, index, bytes)
if not (self.pieces[index] ~= nil) then
self.pieces[index] = bytes
self.missing = self.missing - 1
end
end
function Fetch.prototype.has(self, first)
for index = first, math.min(first + PIECES_AT_ONCE, self.count) - 1 do
if not (self.pieces[index] ~= nil) then
return false
end
end
return true
end
function Fetch.prototype.lacking(self)
local windows = {}
for first = 0, self.count - 1, PIECES_AT_ONCE do
if #windows < KEEPERS and not self:has(first) then
windows[#windows + 1] = first
end
end
return windows
end
function Fetch.prototype.data(self)
if self.missing > 0 then
return nil
end
local parts = {}
for index = 0, self.count - 1 do
parts[index + 1] = self.pieces[index]
end
local bytes = table.concat(parts)
local ____self_checkpoint_0 = self.checkpoint
local head = ____self_checkpoint_0.head
local id = ____self_checkpoint_0.id
return idOf(head, bytes) == id and bytes or nil
end
____exports.Fetcher = __TS__Class()
local Fetcher = ____exports.Fetcher
function Fetcher.prototype.____constructor(self, context, done)
self.context = context
self.done = done
self.given = {}
self.tried = {}
end
function Fetcher.prototype.want(self, checkpoint)
if self.current ~= nil then
return
end
self.given = {}
self.tried = {}
self:begin(__TS__New(
Fetch,
checkpoint,
self.context.clock:uptime()
))
end
function Fetcher.prototype.stop(self)
self.current = nil
end
function Fetcher.prototype.hear(self, name, ____bindingPattern0)
local bytes
local index
local id
id = ____bindingPattern0.id
index = ____bindingPattern0.index
bytes = ____bindingPattern0.bytes
local fetch = self.current
local isWanted = fetch ~= nil and id == fetch.checkpoint.id and index < fetch.count
if not isWanted or #bytes ~= pieceSize(fetch.checkpoint, index) or not self:note(name, id, index, bytes) then
return
end
if fetch.pieces[index] ~= nil or fetch.alone ~= nil and fetch.alone ~= name then
return
end
fetch:put(index, bytes)
if fetch.missing == 0 then
self["end"](self, fetch)
return
end
local first = index - index % PIECES_AT_ONCE
if fetch:has(first) then
self:ask(fetch, first + KEEPERS * PIECES_AT_ONCE)
end
end
function Fetcher.prototype.note(self, name, id, index, bytes)
local pieces = self.given[name]
if pieces == nil then
if not __TS__ArrayIncludes(
self.context.namesFor(id),
name
) then
return false
end
pieces = {}
self.given[name] = pieces
end
pieces[index] = bytes
return true
end
function Fetcher.prototype.begin(self, fetch)
self.current = fetch
self.context.timers:after(
FIRST_SECONDS,
function()
if self.current == fetch and fetch.missing == 0 then
self["end"](self, fetch)
end
for ____, first in ipairs(fetch:lacking()) do
self:ask(fetch, first)
end
end
)
end
function Fetcher.prototype.ask(self, fetch, first)
if self.current ~= fetch or fetch:has(first) then
return
end
local ____fetch_1 = fetch
local checkpoint = ____fetch_1.checkpoint
local since = ____fetch_1.since
local alone = ____fetch_1.alone
local ____self_context_2 = self.context
local calls = ____self_context_2.calls
local object = ____self_context_2.object
local clock = ____self_context_2.clock
local timers = ____self_context_2.timers
local namesFor = ____self_context_2.namesFor
local names = alone == nil and namesFor(checkpoint.id) or ({alone})
if clock:uptime() - since >= FETCH_SECONDS or #names == 0 then
self["end"](self, fetch)
return
end
local target = names[(first / PIECES_AT_ONCE + fetch.failures) % #names + 1]
local question = {object, checkpoint.id, first}
calls:call(
target,
____exports.CHECKPOINT_CALL,
question,
function(isSaid)
timers:after(
isSaid == true and AGAIN_SECONDS or REFUSED_SECONDS,
function()
fetch.failures = fetch.failures + (fetch:has(first) and 0 or 1)
self:ask(fetch, first)
end
)
end
)
end
Fetcher.prototype["end"] = function(self, fetch)
self.current = nil
local bytes = fetch:data()
local isWrong = fetch.missing == 0 and bytes == nil
if isWrong or bytes == nil and fetch.alone ~= nil then
self:goOn(fetch)
else
self.done(fetch.checkpoint, bytes)
end
end
function Fetcher.prototype.goOn(self, ____bindingPattern0)
local alone
local checkpoint
checkpoint = ____bindingPattern0.checkpoint
alone = ____bindingPattern0.alone
if alone ~= nil then
self.tried[alone] = true
end
local name = __TS__ArrayFind(
self.context.namesFor(checkpoint.id),
function(____, each) return not (self.tried[each] ~= nil) end
)
if name == nil then
self.done(checkpoint, nil)
return
end
local fetch = __TS__New(
Fetch,
checkpoint,
self.context.clock:uptime(),
name
)
for index, bytes in pairs(self.given[name] or ({})) do
fetch:put(index, bytes)
end
self:begin(fetch)
end
return ____exports
end,
["live.shared.own-patches"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local ____sweeper = require("live.call.sweeper")
local Sweeper = ____sweeper.Sweeper
local ____constants = require("live.shared.constants")
local KEEP_PATCH_SECONDS = ____constants.KEEP_PATCH_SECONDS
local PATCH_BYTES = ____constants.PATCH_BYTES
local PATCH_SLOTS = ____constants.PATCH_SLOTS
local ____patch_2Dcells = require("live.shared.patch-cells")
local encodePatch = ____patch_2Dcells.encodePatch
____exports.PatchSpace = __TS__Class()
local PatchSpace = ____exports.PatchSpace
function PatchSpace.prototype.____constructor(self, session)
self.session = session
self.slots = 0
self.bytes = 0
self.sentTop = 0
self.sweeper = __TS__New(Sweeper, session)
session.gossip.speaker:whenSent(function(top)
self.sentTop = top
end)
end
function PatchSpace.prototype.isSent(self, sequence)
return sequence <= self.sentTop
end
function PatchSpace.prototype.isHalfUsed(self)
return self.slots >= PATCH_SLOTS / 2 or self.bytes >= PATCH_BYTES / 2
end
function PatchSpace.prototype.isFull(self, bytes)
return self.slots >= PATCH_SLOTS or self.bytes + bytes > PATCH_BYTES
end
function PatchSpace.prototype.write(self, bytes)
if self.slots > 0 and self:isFull(#bytes) then
return nil, "full"
end
self.slots = self.slots + 1
self.bytes = self.bytes + #bytes
local slot, why = self.session.own:add(bytes)
if slot == nil then
self.slots = self.slots - 1
self.bytes = self.bytes - #bytes
return nil, why
end
return slot
end
function PatchSpace.prototype.empty(self, slot, bytes)
self.slots = self.slots - 1
self.bytes = self.bytes - bytes
self.sweeper:add(slot)
end
____exports.OwnPatches = __TS__Class()
local OwnPatches = ____exports.OwnPatches
function OwnPatches.prototype.____constructor(self, object, space)
self.object = object
self.space = space
self.list = {}
self.lastNumber = 0
end
function OwnPatches.prototype.issue(self, ____bindingPattern0)
local attempts
local source
local term
local operators
operators = ____bindingPattern0.operators
term = ____bindingPattern0.term
source = ____bindingPattern0.source
attempts = ____bindingPattern0.attempts
local ____self_space_session_0 = self.space.session
local own = ____self_space_session_0.own
local stamps = ____self_space_session_0.stamps
local context = ____self_space_session_0.context
local number = self.lastNumber + 1
local id = {author = context.self, incarnation = own.incarnation, number = number}
local patch = __TS__ObjectAssign(
{},
id,
{
stamp = stamps:issue(),
term = term,
source = source
}
)
local cell = encodePatch(self.object, patch, operators)
local issued = __TS__ObjectAssign({}, patch, {operators = operators, bytes = #cell, attempts = attempts})
self.list[#self.list + 1] = issued
self.lastNumber = number
local slot, why = self.space:write(cell)
if slot == nil then
table.remove(self.list)
self.lastNumber = number - 1
return nil, why
end
issued.slot = slot
issued.sequence = own.cells:get(slot).sequence
return issued
end
function OwnPatches.prototype.isSent(self, ____bindingPattern0)
local sequence
sequence = ____bindingPattern0.sequence
return sequence ~= nil and self.space:isSent(sequence)
end
function OwnPatches.prototype.hasOpen(self)
return __TS__ArraySome(
self.list,
function(____, ____bindingPattern0)
local foldedAt
foldedAt = ____bindingPattern0.foldedAt
return foldedAt == nil
end
)
end
function OwnPatches.prototype.settle(self, placeOf)
local ____self_space_session_context_1 = self.space.session.context
local clock = ____self_space_session_context_1.clock
local now = clock:uptime()
local late = {}
local kept = {}
local oldest = clock:serverTime() - KEEP_PATCH_SECONDS
for ____, patch in ipairs(self.list) do
local place = placeOf(patch)
local isLate = place == "late" or place == "open" and patch.foldedAt ~= nil
patch.foldedAt = place == "folded" and (patch.foldedAt or now) or nil
if isLate then
late[#late + 1] = patch
self:empty(patch)
elseif place == "open" or patch.slot ~= nil or patch.stamp.seconds >= oldest then
kept[#kept + 1] = patch
end
end
self.list = kept
return late
end
function OwnPatches.prototype.emptyFolded(self, seconds)
local now = self.space.session.context.clock:uptime()
for ____, patch in ipairs(self.list) do
if patch.foldedAt ~= nil and now - patch.foldedAt >= seconds then
self:empty(patch)
end
end
end
function OwnPatches.prototype.empty(self, patch)
if patch.slot ~= nil then
self.space:empty(patch.slot, patch.bytes)
patch.slot = nil
end
end
return ____exports
end,
["live.object.compare"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local orderOf, compareArrays, compareObjects, compareAny
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____sizes = require("live.object.sizes")
local sizeOf = ____sizes.sizeOf
local ____values = require("live.object.values")
local elementsOf = ____values.elementsOf
local kindOf = ____values.kindOf
local namesOf = ____values.namesOf
function orderOf(isLess)
return isLess and -1 or 1
end
function compareArrays(a, b)
for index = 0, math.min(#a, #b) - 1 do
local order = compareAny(a[index + 1], b[index + 1])
if order ~= 0 then
return order
end
end
return #a - #b
end
function compareObjects(a, b)
local names = namesOf(a)
local others = namesOf(b)
for index = 0, math.min(#names, #others) - 1 do
local name = names[index + 1]
local other = others[index + 1]
local kinds = kindOf(a[name]) - kindOf(b[other])
if kinds ~= 0 then
return kinds
end
if name ~= other then
return orderOf(bytesLess(name, other))
end
local order = compareAny(a[name], b[name])
if order ~= 0 then
return order
end
end
return #names - #others
end
function compareAny(a, b)
if a == b then
return 0
end
local kind = kindOf(a)
local other = kindOf(b)
if kind ~= other then
return kind - other
end
if kind == 2 then
return orderOf(a < b)
end
if kind == 3 then
return orderOf(bytesLess(a, b))
end
if kind == 6 then
return orderOf(b == true)
end
if kind == 5 then
return compareArrays(
elementsOf(a),
elementsOf(b)
)
end
return compareObjects(a, b)
end
local STEP_LIMIT = 20000
local STEP_BYTES = 16
____exports.Work = __TS__Class()
local Work = ____exports.Work
function Work.prototype.____constructor(self)
self.left = STEP_LIMIT
end
function Work.prototype.spend(self, steps)
self.left = self.left - steps
end
function Work.prototype.isSpent(self)
return self.left < 0
end
local function isSame(a, b)
if a == b then
return true
end
if type(a) ~= "table" or type(b) ~= "table" or kindOf(a) ~= kindOf(b) then
return false
end
local count = 0
for key, value in pairs(a) do
local other = b[key]
if other == nil or not isSame(value, other) then
return false
end
count = count + 1
end
for _key in pairs(b) do
count = count - 1
end
return count == 0
end
function ____exports.isEqual(a, b)
if type(a) ~= "table" or type(b) ~= "table" then
return a == b
end
return sizeOf(a) == sizeOf(b) and isSame(a, b)
end
function ____exports.isEqualWithin(work, a, b)
work:spend(1)
if type(a) ~= "table" or type(b) ~= "table" then
return a == b
end
local size = sizeOf(a)
if size ~= sizeOf(b) then
return false
end
work:spend(math.floor(size / STEP_BYTES))
return not work:isSpent() and isSame(a, b)
end
function ____exports.compareWithin(work, a, b)
local isTable = type(a) == "table" and type(b) == "table"
work:spend(1 + (isTable and math.floor((sizeOf(a) + sizeOf(b)) / STEP_BYTES) or 0))
return work:isSpent() and 0 or compareAny(a, b)
end
return ____exports
end,
["live.object.paths"] = function(...) 
local ____exports = {}
local ____reading = require("live.object.reading")
local DEPTH_LIMIT = ____reading.DEPTH_LIMIT
local ____values = require("live.object.values")
local elementsOf = ____values.elementsOf
local kindOf = ____values.kindOf
local byte = string.byte
local find = string.find
local format = string.format
local sub = string.sub
local PATH_BYTES = 1024
local INDEX_DIGITS = 5
local DOLLAR = 36
function ____exports.parsePath(path)
if type(path) ~= "string" or path == "" then
return nil, "must be a path"
end
if #path > PATH_BYTES then
return nil, format("must be a path of %.0f bytes at most", PATH_BYTES)
end
local parts = {}
local count = 0
local start = 1
while start <= #path + 1 do
local dot = find(path, ".", start, true)
local ____end = dot or #path + 1
if ____end == start then
return nil, "must be a path without empty parts"
end
if byte(path, start) == DOLLAR then
return nil, "must be a path without '$': there are no positional operators"
end
if count == DEPTH_LIMIT then
return nil, format("must be a path of %.0f parts at most", DEPTH_LIMIT)
end
parts[count + 1] = sub(path, start, ____end - 1)
count = count + 1
start = ____end + 1
end
return parts
end
function ____exports.indexOf(part)
local isIndex = #part <= INDEX_DIGITS and (part == "0" or (find(part, "^[1-9][0-9]*$")) ~= nil)
local ____isIndex_0
if isIndex then
____isIndex_0 = tonumber(part)
else
____isIndex_0 = nil
end
return ____isIndex_0
end
function ____exports.childOf(value, part)
local kind = kindOf(value)
if kind == 4 then
return value[part]
end
local ____temp_1
if kind == 5 then
____temp_1 = ____exports.indexOf(part)
else
____temp_1 = nil
end
local index = ____temp_1
local ____temp_2
if index == nil then
____temp_2 = nil
else
____temp_2 = elementsOf(value)[index + 1]
end
return ____temp_2
end
function ____exports.getAt(value, parts)
local at = value
for ____, part in ipairs(parts) do
if at == nil then
return nil
end
at = ____exports.childOf(at, part)
end
return at
end
function ____exports.eachParent(path, tell)
local dot = find(path, ".", 1, true)
while dot ~= nil do
tell(sub(path, 1, dot - 1))
dot = find(path, ".", dot + 1, true)
end
end
return ____exports
end,
["live.object.matchers"] = function(...) 
local ____exports = {}
local ____compare = require("live.object.compare")
local compareWithin = ____compare.compareWithin
local isEqualWithin = ____compare.isEqualWithin
local ____paths = require("live.object.paths")
local indexOf = ____paths.indexOf
local ____values = require("live.object.values")
local elementsOf = ____values.elementsOf
local kindOf = ____values.kindOf
local NULL = ____values.NULL
function ____exports.hasFitting(elements, test, work)
for ____, element in ipairs(elements) do
if work:isSpent() or test(element, work) then
return true
end
end
return false
end
local function fitsAt(test, value, parts, at, work)
work:spend(1)
if at == #parts then
return test(value, work)
end
local part = parts[at + 1]
local kind = value == nil and 1 or kindOf(value)
if kind == 4 then
return fitsAt(
test,
value[part],
parts,
at + 1,
work
)
end
if kind ~= 5 then
return test(nil, work)
end
local elements = elementsOf(value)
local index = indexOf(part)
if index ~= nil and elements[index + 1] ~= nil and fitsAt(
test,
elements[index + 1],
parts,
at + 1,
work
) then
return true
end
local function goOn(element)
return kindOf(element) == 4 and fitsAt(
test,
element,
parts,
at,
work
)
end
return ____exports.hasFitting(elements, goOn, work)
end
function ____exports.matchesValue(test)
return function(value, parts, _asElement, work) return fitsAt(
test,
value,
parts,
0,
work
) end
end
function ____exports.matchesAny(test)
local function ofElements(value, work)
if test(value, work) then
return true
end
local isList = value ~= nil and kindOf(value) == 5
return isList and ____exports.hasFitting(
elementsOf(value),
test,
work
)
end
return function(value, parts, asElement, work) return fitsAt(
asElement and test or ofElements,
value,
parts,
0,
work
) end
end
function ____exports.matchesNot(matcher)
return function(value, parts, asElement, work) return not matcher(value, parts, asElement, work) end
end
function ____exports.matchesAll(matchers)
return function(value, parts, asElement, work)
for ____, matcher in ipairs(matchers) do
if not matcher(value, parts, asElement, work) then
return false
end
end
return true
end
end
function ____exports.equalTo(wanted)
return function(value, work)
local ____isEqualWithin_2 = isEqualWithin
local ____work_1 = work
local ____value_0 = value
if ____value_0 == nil then
____value_0 = NULL
end
return ____isEqualWithin_2(____work_1, ____value_0, wanted)
end
end
function ____exports.oneOf(list)
return function(value, work) return ____exports.hasFitting(
list,
function(wanted)
local ____isEqualWithin_5 = isEqualWithin
local ____work_4 = work
local ____value_3 = value
if ____value_3 == nil then
____value_3 = NULL
end
return ____isEqualWithin_5(____work_4, ____value_3, wanted)
end,
work
) end
end
function ____exports.comparing(wanted, fits)
local kind = kindOf(wanted)
return function(value, work)
local ____value_6 = value
if ____value_6 == nil then
____value_6 = NULL
end
local given = ____value_6
return kindOf(given) == kind and fits(compareWithin(work, given, wanted))
end
end
function ____exports.hasElement(test)
return function(value, work) return value ~= nil and kindOf(value) == 5 and ____exports.hasFitting(
elementsOf(value),
test,
work
) end
end
return ____exports
end,
["live.object.operators"] = function(...) 
local ____exports = {}
local ____numbers = require("numbers")
local isFiniteNumber = ____numbers.isFiniteNumber
local isWholeWithin = ____numbers.isWholeWithin
local ____compare = require("live.object.compare")
local compareWithin = ____compare.compareWithin
local ____reading = require("live.object.reading")
local readValue = ____reading.readValue
local ____values = require("live.object.values")
local nameKind = ____values.nameKind
local function parseNumber(operand)
if not isFiniteNumber(operand) then
return nil, "must be a finite number", ""
end
return operand
end
local function arithmetic(initial, of)
return function(old, operand)
if old ~= nil and type(old) ~= "number" then
return nil, "needs a number there, found " .. nameKind(old)
end
local result = of(old or initial, operand)
if not isFiniteNumber(result) then
return nil, "would give a number that is not finite"
end
return result + 0
end
end
local function extreme(sign)
return function(old, operand, ____bindingPattern0)
local work
work = ____bindingPattern0.work
if old == nil or compareWithin(work, operand, old) * sign > 0 then
return operand
end
return nil
end
end
local function parseDate(operand)
if operand == true then
return true
end
if type(operand) == "table" then
local name, kind = next(operand)
local isAlone = name == "$type" and (next(operand, name)) == nil
if isAlone and (kind == "date" or kind == "timestamp") then
return true
end
end
return nil, "must be true or { [\"$type\"] = \"date\" or \"timestamp\" }", ""
end
local INT32_LEAST = -2147483648
local INT32_MOST = 2147483647
local TWO_32 = 4294967296
local INT32 = "a whole number of 32 bits"
local BIT_OPERATIONS = {
["and"] = function(_a, _b, both) return both end,
["or"] = function(a, b, both) return a + b - both end,
xor = function(a, b, both) return a + b - 2 * both end
}
local function commonBits(a, b)
local both = 0
local ____bit = 1
local left = a
local right = b
while left > 0 and right > 0 do
local leftBit = left % 2
local rightBit = right % 2
both = both + ____bit * leftBit * rightBit
left = (left - leftBit) / 2
right = (right - rightBit) / 2
____bit = ____bit * 2
end
return both
end
local function parseBit(operand)
local expected = "must be { [\"and\"] = ... }, \"or\" or \"xor\" with " .. INT32
if type(operand) ~= "table" then
return nil, expected, ""
end
local names = {}
for key in pairs(operand) do
table.insert(names, key)
end
local operation = names[1]
local value = operand[operation]
local isOne = #names == 1 and type(operation) == "string" and BIT_OPERATIONS[operation] ~= nil
if not isOne or not isWholeWithin(value, INT32_LEAST, INT32_MOST) then
return nil, expected, ""
end
return {operation = operation, operand = value}
end
local function applyBit(old, parsed)
local ____parsed_0 = parsed
local operation = ____parsed_0.operation
local operand = ____parsed_0.operand
if old ~= nil and not isWholeWithin(old, INT32_LEAST, INT32_MOST) then
return nil, (("needs " .. INT32) .. " there, found ") .. nameKind(old)
end
local a = (old or 0) % TWO_32
local b = operand % TWO_32
local bits = BIT_OPERATIONS[operation](
a,
b,
commonBits(a, b)
)
return bits > INT32_MOST and bits - TWO_32 or bits
end
____exports.FIELD_OPERATORS = {
["$set"] = {
parse = readValue,
apply = function(_old, operand) return operand end
},
["$inc"] = {
parse = parseNumber,
apply = arithmetic(
0,
function(old, operand) return old + operand end
)
},
["$mul"] = {
parse = parseNumber,
apply = arithmetic(
0,
function(old, operand) return old * operand end
)
},
["$min"] = {
parse = readValue,
apply = extreme(-1)
},
["$max"] = {
parse = readValue,
apply = extreme(1)
},
["$currentDate"] = {
parse = parseDate,
apply = function(_old, _operand, ____bindingPattern0)
local now
now = ____bindingPattern0.now
return now
end
},
["$bit"] = {parse = parseBit, apply = applyBit}
}
return ____exports
end,
["live.object.query"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local countKeys, parseEquality, parseEach, parseOperators, parseField, parseLogical, parseQuery, byte, format, DOLLAR, NO_PARTS, MIXED, LOGICAL, OPERATORS, QUERY_OPERATORS
local ____numbers = require("numbers")
local isWholeWithin = ____numbers.isWholeWithin
local ____misuse = require("misuse")
local hintAt = ____misuse.hintAt
local ____matchers = require("live.object.matchers")
local comparing = ____matchers.comparing
local equalTo = ____matchers.equalTo
local hasElement = ____matchers.hasElement
local matchesAll = ____matchers.matchesAll
local matchesAny = ____matchers.matchesAny
local matchesNot = ____matchers.matchesNot
local matchesValue = ____matchers.matchesValue
local oneOf = ____matchers.oneOf
local ____paths = require("live.object.paths")
local parsePath = ____paths.parsePath
local ____reading = require("live.object.reading")
local DATA_BYTES = ____reading.DATA_BYTES
local DEPTH_LIMIT = ____reading.DEPTH_LIMIT
local joinPath = ____reading.joinPath
local quote = ____reading.quote
local listIn = ____reading.listIn
local readList = ____reading.readList
local readValue = ____reading.readValue
local TOO_DEEP = ____reading.TOO_DEEP
local TOO_LARGE = ____reading.TOO_LARGE
local ____values = require("live.object.values")
local elementsOf = ____values.elementsOf
local kindOf = ____values.kindOf
local namesOf = ____values.namesOf
function ____exports.isOperatorName(key)
return type(key) == "string" and byte(key, 1) == DOLLAR
end
function countKeys(operand)
local operators = 0
local others = 0
for key in pairs(operand) do
if ____exports.isOperatorName(key) and not __TS__ArrayIncludes(LOGICAL, key) then
operators = operators + 1
else
others = others + 1
end
end
return operators, others
end
function parseEquality(operand, level, budget)
local value, reason, at = readValue(operand, level, budget)
if value == nil then
return nil, reason, at
end
return matchesAny(equalTo(value))
end
function parseEach(parse, operand, level, budget)
local list = listIn(operand)
if list == nil then
return nil, "must be a list", ""
end
local found = {}
for index = 0, #list - 1 do
local parsed, reason, at = parse(list[index + 1], level + 1, budget)
if parsed == nil then
return nil, reason, joinPath(
format("%.0f", index),
at
)
end
found[index + 1] = parsed
end
return found
end
function parseOperators(operand, level, budget)
if type(operand) ~= "table" then
return nil, "must be a table of query operators", ""
end
local operators, others = countKeys(operand)
if others > 0 or operators == 0 then
return nil, operators == 0 and "must be a table of query operators" or MIXED, ""
end
local matchers = {}
for ____, name in ipairs(namesOf(operand)) do
local parse = OPERATORS[name]
if parse == nil then
return nil, (("must not have " .. quote(name)) .. "; ") .. hintAt(name, QUERY_OPERATORS), ""
end
if level > DEPTH_LIMIT or not budget:take(#name) then
return nil, level > DEPTH_LIMIT and TOO_DEEP or TOO_LARGE, ""
end
local matcher, reason, at = parse(operand[name], level + 1, budget)
if matcher == nil then
return nil, reason, joinPath(name, at)
end
table.insert(matchers, matcher)
end
return matchesAll(matchers)
end
function parseField(path, operand, level, budget)
local parts, problem = parsePath(path)
if parts == nil then
return nil, problem, ""
end
local hasOperators = type(operand) == "table" and (countKeys(operand)) > 0
local matcher, reason, at = (hasOperators and parseOperators or parseEquality)(operand, level, budget)
if matcher == nil then
return nil, reason, at
end
local function ofField(value, work)
return matcher(value, parts, false, work)
end
return ofField
end
function parseLogical(name, operand, level, budget)
local tests, reason, at = parseEach(parseQuery, operand, level, budget)
if tests == nil then
return nil, reason, at
end
if #tests == 0 then
return nil, "must be a list of conditions, not empty", ""
end
local isAnd = name == "$and"
local function ofAll(value, work)
for ____, test in ipairs(tests) do
if test(value, work) ~= isAnd then
return name == "$or"
end
end
return name ~= "$or"
end
return ofAll
end
function parseQuery(operand, level, budget)
if type(operand) ~= "table" then
return nil, "must be a table of conditions", ""
end
for key in pairs(operand) do
if type(key) ~= "string" then
return nil, "must have paths as names", ""
end
end
local tests = {}
for ____, name in ipairs(namesOf(operand)) do
if level > DEPTH_LIMIT or not budget:take(#name + 1) then
return nil, level > DEPTH_LIMIT and TOO_DEEP or TOO_LARGE, ""
end
local parse = __TS__ArrayIncludes(LOGICAL, name) and parseLogical or parseField
local test, reason, at = parse(name, operand[name], level + 1, budget)
if test == nil then
return nil, reason, joinPath(name, at)
end
table.insert(tests, test)
end
local function ofObject(value, work)
for ____, test in ipairs(tests) do
if not test(value, work) then
return false
end
end
return true
end
return ofObject
end
function ____exports.parseElement(operand, level, budget, asElement)
if type(operand) == "table" and (countKeys(operand)) > 0 then
local matcher, reason, at = parseOperators(operand, level, budget)
if matcher == nil then
return nil, reason, at
end
return function(value, work) return matcher(value, NO_PARTS, asElement, work) end
end
local test, reason, at = parseQuery(operand, level, budget)
if test == nil then
return nil, reason, at
end
return function(value, work) return kindOf(value) == 4 and test(value, work) end
end
byte = string.byte
format = string.format
DOLLAR = 36
NO_PARTS = {}
MIXED = "must not have operators beside other names"
LOGICAL = {"$and", "$or", "$nor"}
local function parseIn(operand, level, budget)
local list, reason, at = readList(operand, level, budget)
if list == nil then
return nil, reason, at
end
return matchesAny(oneOf(list))
end
local function parseOrder(fits)
return function(operand, level, budget)
local value, reason, at = readValue(operand, level, budget)
if value == nil then
return nil, reason, at
end
return matchesAny(comparing(value, fits))
end
end
local function negated(parse)
return function(operand, level, budget)
local matcher, reason, at = parse(operand, level, budget)
if matcher == nil then
return nil, reason, at
end
return matchesNot(matcher)
end
end
local function parseExists(operand)
if type(operand) ~= "boolean" then
return nil, "must be true or false", ""
end
local matcher = matchesValue(function(value) return value ~= nil end)
return operand and matcher or matchesNot(matcher)
end
local function parseSize(operand)
if not isWholeWithin(operand, 0, DATA_BYTES) then
return nil, "must be a whole number of elements", ""
end
local function test(value)
return value ~= nil and kindOf(value) == 5 and #elementsOf(value) == operand
end
return matchesValue(test)
end
local function parseOneOfAll(operand, level, budget)
if type(operand) == "table" and operand["$elemMatch"] ~= nil then
return parseOperators(operand, level, budget)
end
return parseEquality(operand, level, budget)
end
local function parseAll(operand, level, budget)
local matchers, reason, at = parseEach(parseOneOfAll, operand, level, budget)
if matchers == nil then
return nil, reason, at
end
return #matchers == 0 and matchesValue(function() return false end) or matchesAll(matchers)
end
local function parseElemMatch(operand, level, budget)
local test, reason, at = ____exports.parseElement(operand, level, budget, true)
if test == nil then
return nil, reason, at
end
return matchesValue(hasElement(test))
end
OPERATORS = {
["$eq"] = parseEquality,
["$ne"] = negated(parseEquality),
["$gt"] = parseOrder(function(order) return order > 0 end),
["$gte"] = parseOrder(function(order) return order >= 0 end),
["$lt"] = parseOrder(function(order) return order < 0 end),
["$lte"] = parseOrder(function(order) return order <= 0 end),
["$in"] = parseIn,
["$nin"] = negated(parseIn),
["$exists"] = parseExists,
["$size"] = parseSize,
["$all"] = parseAll,
["$elemMatch"] = parseElemMatch,
["$not"] = negated(parseOperators)
}
QUERY_OPERATORS = namesOf(OPERATORS)
return ____exports
end,
["live.object.sort"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____compare = require("live.object.compare")
local compareWithin = ____compare.compareWithin
local ____paths = require("live.object.paths")
local getAt = ____paths.getAt
local parsePath = ____paths.parsePath
local ____reading = require("live.object.reading")
local listIn = ____reading.listIn
local ____values = require("live.object.values")
local kindOf = ____values.kindOf
local NULL = ____values.NULL
local min = math.min
local EXPECTED = "must be 1 or -1, { field = 1 or -1 }, or a list of such tables with one field each"
local function isDirection(value)
return value == 1 or value == -1
end
local function parseKey(given)
if type(given) ~= "table" then
return nil, EXPECTED
end
local path, direction = next(given)
if path == nil then
return nil, EXPECTED
end
if (next(given, path)) ~= nil then
return nil, "must be a list of tables with one field each: fields of one table have no order"
end
if not isDirection(direction) then
return nil, EXPECTED
end
local parts, reason = parsePath(path)
if parts == nil then
return nil, reason
end
return {parts = parts, direction = direction}
end
function ____exports.parseSort(given)
if isDirection(given) then
return {{parts = {}, direction = given}}
end
local list = listIn(given) or ({given})
if #list == 0 then
return nil, EXPECTED
end
local keys = {}
for index = 0, #list - 1 do
local key, reason = parseKey(list[index + 1])
if key == nil then
return nil, reason
end
keys[index + 1] = key
end
return keys
end
local function entryOf(element, keys)
local by = __TS__ArrayMap(
keys,
function(____, ____bindingPattern0)
local parts
parts = ____bindingPattern0.parts
if #parts == 0 then
return element
end
local ____temp_0
if kindOf(element) == 4 then
____temp_0 = getAt(element, parts)
else
____temp_0 = nil
end
local ____temp_0_1 = ____temp_0
if ____temp_0_1 == nil then
____temp_0_1 = NULL
end
return ____temp_0_1
end
)
return {element = element, by = by}
end
local function isBehind(a, b, keys, work)
for index = 0, #keys - 1 do
local order = compareWithin(work, a.by[index + 1], b.by[index + 1]) * keys[index + 1].direction
if order ~= 0 then
return order > 0
end
end
return false
end
local function merge(from, into, start, middle, ____end, isLater)
local left = start
local right = middle
for index = start, ____end - 1 do
if left < middle and (right >= ____end or not isLater(from[left + 1], from[right + 1])) then
into[index + 1] = from[left + 1]
left = left + 1
else
into[index + 1] = from[right + 1]
right = right + 1
end
end
end
function ____exports.sortElements(elements, keys, work)
local count = #elements
local entries = __TS__ArrayMap(
elements,
function(____, element) return entryOf(element, keys) end
)
local width = 1
while width < count do
local merged = {}
for start = 0, count - 1, 2 * width do
local middle = min(start + width, count)
local ____end = min(start + 2 * width, count)
merge(
entries,
merged,
start,
middle,
____end,
function(a, b) return isBehind(a, b, keys, work) end
)
end
entries = merged
width = width * 2
end
return __TS__ArrayMap(
entries,
function(____, ____bindingPattern0)
local element
element = ____bindingPattern0.element
return element
end
)
end
return ____exports
end,
["live.object.array-operators"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____misuse = require("misuse")
local hintAt = ____misuse.hintAt
local ____numbers = require("numbers")
local isWholeWithin = ____numbers.isWholeWithin
local ____compare = require("live.object.compare")
local isEqualWithin = ____compare.isEqualWithin
local ____matchers = require("live.object.matchers")
local hasFitting = ____matchers.hasFitting
local ____query = require("live.object.query")
local isOperatorName = ____query.isOperatorName
local parseElement = ____query.parseElement
local ____sort = require("live.object.sort")
local parseSort = ____sort.parseSort
local sortElements = ____sort.sortElements
local ____reading = require("live.object.reading")
local DATA_BYTES = ____reading.DATA_BYTES
local readList = ____reading.readList
local readValue = ____reading.readValue
local quote = ____reading.quote
local ____values = require("live.object.values")
local arrayOf = ____values.arrayOf
local elementsOf = ____values.elementsOf
local kindOf = ____values.kindOf
local nameKind = ____values.nameKind
local namesOf = ____values.namesOf
local function listAt(old)
if old == nil then
return {}
end
local kind = kindOf(old)
if kind == 4 and (next(old)) == nil then
return {}
end
return kind == 5 and elementsOf(old) or nil
end
local function noArray(old)
return nil, "needs an array there, found " .. nameKind(old)
end
local PUSH_MODIFIERS = {"$each", "$position", "$slice", "$sort"}
local SET_MODIFIERS = {"$each"}
local function objectionToModifiers(operand, modifiers)
for key in pairs(operand) do
if type(key) ~= "string" then
return "must have modifiers only"
end
end
for ____, name in ipairs(namesOf(operand)) do
if not __TS__ArrayIncludes(modifiers, name) then
return (("must not have " .. quote(name)) .. "; ") .. hintAt(name, modifiers)
end
end
local ____table_has_result_0
if operand["$each"] ~= nil then
____table_has_result_0 = nil
else
____table_has_result_0 = "must have '$each' beside other modifiers"
end
return ____table_has_result_0
end
local function hasModifiers(operand)
if type(operand) ~= "table" then
return false
end
for key in pairs(operand) do
if isOperatorName(key) then
return true
end
end
return false
end
local function readEach(operand, modifiers, level, budget)
if not hasModifiers(operand) then
local value, reason, at = readValue(operand, level, budget)
if value == nil then
return nil, reason, at
end
return {value}
end
local objection = objectionToModifiers(operand, modifiers)
if objection ~= nil then
return nil, objection, ""
end
local list, reason = readList(operand["$each"], level + 1, budget)
if list == nil then
return nil, reason, "$each"
end
return list
end
local function isWholeOrNil(value)
return value == nil or isWholeWithin(value, -DATA_BYTES, DATA_BYTES)
end
local function parsePush(operand, level, budget)
local each, reason, at = readEach(operand, PUSH_MODIFIERS, level, budget)
if each == nil then
return nil, reason, at
end
if not hasModifiers(operand) then
return {each = each}
end
local modifiers = operand
local position = modifiers["$position"]
local slice = modifiers["$slice"]
if not isWholeOrNil(position) or not isWholeOrNil(slice) then
return nil, "must be a whole number", isWholeOrNil(position) and "$slice" or "$position"
end
local given = modifiers["$sort"]
if given == nil then
return {each = each, position = position, slice = slice}
end
local sort, problem = parseSort(given)
if sort == nil then
return nil, problem, "$sort"
end
return {each = each, position = position, slice = slice, sort = sort}
end
local function inserted(list, others, position)
local count = #list
local start = position < 0 and math.max(count + position, 0) or math.min(position, count)
local result = {}
for index = 0, count + #others - 1 do
if index < start then
result[index + 1] = list[index + 1]
elseif index < start + #others then
result[index + 1] = others[index - start + 1]
else
result[index + 1] = list[index - #others + 1]
end
end
return result
end
local function sliced(list, slice)
local count = math.min(
math.abs(slice),
#list
)
local start = slice < 0 and #list - count or 0
local result = {}
for index = 0, count - 1 do
result[index + 1] = list[start + index + 1]
end
return result
end
local function applyPush(old, operand, ____bindingPattern0)
local work
work = ____bindingPattern0.work
local ____operand_1 = operand
local each = ____operand_1.each
local position = ____operand_1.position
local sort = ____operand_1.sort
local slice = ____operand_1.slice
local list = listAt(old)
if list == nil then
return noArray(old)
end
local result = inserted(list, each, position or #list)
if sort ~= nil then
result = sortElements(result, sort, work)
end
if slice ~= nil then
result = sliced(result, slice)
end
return arrayOf(result)
end
local function parseAddToSet(operand, level, budget)
local each, reason, at = readEach(operand, SET_MODIFIERS, level, budget)
if each == nil then
return nil, reason, at
end
return each
end
local function applyAddToSet(old, operand, ____bindingPattern0)
local work
work = ____bindingPattern0.work
local list = listAt(old)
if list == nil then
return noArray(old)
end
local result = inserted(list, {}, 0)
local count = #list
for ____, value in ipairs(operand) do
if not hasFitting(
result,
function(other) return isEqualWithin(work, other, value) end,
work
) then
result[count + 1] = value
count = count + 1
end
end
return arrayOf(result)
end
local function parsePop(operand)
if operand ~= 1 and operand ~= -1 then
return nil, "must be 1 (the last element) or -1 (the first)", ""
end
return operand
end
local function applyPop(old, operand)
local list = listAt(old)
if list == nil then
return noArray(old)
end
if #list == 0 then
return nil
end
local rest = #list - 1
return arrayOf(sliced(list, operand == 1 and rest or -rest))
end
local function isForEqual(operand)
if type(operand) ~= "table" then
return true
end
local first = next(operand)
return first ~= nil and type(first) ~= "string"
end
local function parsePull(operand, level, budget)
if not isForEqual(operand) then
local test, reason, at = parseElement(operand, level, budget, false)
if test == nil then
return nil, reason, at
end
return test
end
local value, reason, at = readValue(operand, level, budget)
if value == nil then
return nil, reason, at
end
local function test(element, work)
return isEqualWithin(work, element, value)
end
return test
end
local function parsePullAll(operand, level, budget)
local list, reason, at = readList(operand, level, budget)
if list == nil then
return nil, reason, at
end
local function test(element, work)
return hasFitting(
list,
function(value) return isEqualWithin(work, element, value) end,
work
)
end
return test
end
local function applyPull(old, operand, ____bindingPattern0)
local work
work = ____bindingPattern0.work
local list = listAt(old)
if list == nil then
return noArray(old)
end
local test = operand
local result = {}
local count = 0
for ____, element in ipairs(list) do
if not work:isSpent() and not test(element, work) then
result[count + 1] = element
count = count + 1
end
end
if count == #list then
return nil
end
return arrayOf(result)
end
____exports.ARRAY_OPERATORS = {
["$push"] = {parse = parsePush, apply = applyPush},
["$addToSet"] = {parse = parseAddToSet, apply = applyAddToSet},
["$pop"] = {parse = parsePop, apply = applyPop},
["$pull"] = {parse = parsePull, apply = applyPull},
["$pullAll"] = {parse = parsePullAll, apply = applyPull}
}
return ____exports
end,
["live.object.draft"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____paths = require("live.object.paths")
local indexOf = ____paths.indexOf
local ____values = require("live.object.values")
local EMPTY_ARRAY = ____values.EMPTY_ARRAY
local isArray = ____values.isArray
local kindOf = ____values.kindOf
local nameKind = ____values.nameKind
local NULL = ____values.NULL
local PADDING_LIMIT = 1024
local function joinParts(parts, count)
return table.concat(parts, ".", 1, count)
end
local function put(into, isList, part, value)
if not isList then
into[part] = value
return
end
local list = into
local index = indexOf(part)
for gap = #list, index - 1 do
list[gap + 1] = NULL
end
local ____value_0 = value
if ____value_0 == nil then
____value_0 = NULL
end
list[index + 1] = ____value_0
end
local function objectionToIndex(path, part, length)
local index = indexOf(part)
if index == nil then
return ((("cannot be reached: '" .. path) .. "' is an array, and '") .. part) .. "' is no index of it"
end
if index - length > PADDING_LIMIT then
return string.format("cannot be reached: more than %.0f elements before it are missing", PADDING_LIMIT)
end
return nil
end
____exports.Draft = __TS__Class()
local Draft = ____exports.Draft
function Draft.prototype.____constructor(self, data)
self.own = {}
self.root = data
end
function Draft.prototype.find(self, parts)
local at = self.root
for index = 0, #parts - 1 do
local part = parts[index + 1]
local kind = kindOf(at)
if kind == 4 then
at = at[part]
elseif kind == 5 then
local list = at
local objection = objectionToIndex(
joinParts(parts, index),
part,
#list
)
if objection ~= nil then
return nil, objection
end
at = list[indexOf(part) + 1]
else
local path = joinParts(parts, index)
return nil, (("cannot be reached: '" .. path) .. "' is ") .. nameKind(at)
end
if at == nil then
return nil
end
end
return at
end
function Draft.prototype.leadsThroughArray(self, parts)
local at = self.root
for index = 0, #parts - 2 do
at = at[parts[index + 1]]
if at == nil or type(at) ~= "table" then
return false
end
if isArray(at) then
return true
end
end
return false
end
function Draft.prototype.set(self, parts, value)
local last = #parts - 1
self.root = self:copy(self.root)
local into = self.root
local isList = false
for index = 0, last - 1 do
local part = parts[index + 1]
local ____isList_1
if isList then
____isList_1 = into[indexOf(part) + 1]
else
____isList_1 = into[part]
end
local child = ____isList_1
local isChildList = child ~= nil and isArray(child)
local copy = self:copy(child)
put(into, isList, part, copy)
into = copy
isList = isChildList
end
put(into, isList, parts[last + 1], value)
end
function Draft.prototype.copy(self, from)
if from ~= nil and self.own[from] ~= nil then
return from
end
local made = {}
if from ~= nil and from ~= EMPTY_ARRAY then
for key, value in pairs(from) do
made[key] = value
end
end
self.own[made] = true
return made
end
return ____exports
end,
["live.object.parse-patch"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____misuse = require("misuse")
local hintAt = ____misuse.hintAt
local show = ____misuse.show
local ____array_2Doperators = require("live.object.array-operators")
local ARRAY_OPERATORS = ____array_2Doperators.ARRAY_OPERATORS
local ____operators = require("live.object.operators")
local FIELD_OPERATORS = ____operators.FIELD_OPERATORS
local ____paths = require("live.object.paths")
local eachParent = ____paths.eachParent
local indexOf = ____paths.indexOf
local parsePath = ____paths.parsePath
local ____reading = require("live.object.reading")
local Budget = ____reading.Budget
local joinPath = ____reading.joinPath
local quote = ____reading.quote
local ____values = require("live.object.values")
local namesOf = ____values.namesOf
local format = string.format
local PATH_LIMIT = 32
local OPERAND_LEVEL = 3
function ____exports.refuse(operator, path, reason)
return nil, {operator = operator, path = path, reason = reason}
end
local function parseRename(operand)
local parts, reason = parsePath(operand)
if parts == nil then
return nil, reason, ""
end
return {path = operand, parts = parts}
end
local function parseUnset()
return true
end
local function parserOf(name)
if name == "$rename" then
return parseRename
end
if name == "$unset" then
return parseUnset
end
local operator = FIELD_OPERATORS[name] or ARRAY_OPERATORS[name]
return operator and operator.parse
end
local function namesOfOperators()
local names = {"$rename", "$unset"}
for ____, operators in ipairs({FIELD_OPERATORS, ARRAY_OPERATORS}) do
for name in pairs(operators) do
table.insert(names, name)
end
end
table.sort(names, bytesLess)
return names
end
local OPERATOR_NAMES = namesOfOperators()
local Paths = __TS__Class()
function Paths.prototype.____constructor(self)
self.taken = {}
self.parents = {}
end
function Paths.prototype.add(self, path)
local isConflict = self.taken[path] ~= nil or self.parents[path] ~= nil
eachParent(
path,
function(parent)
isConflict = isConflict or self.taken[parent] ~= nil
self.parents[parent] = true
end
)
self.taken[path] = true
return isConflict
end
local function hasNames(value)
if type(value) ~= "table" then
return false
end
for key in pairs(value) do
if type(key) ~= "string" then
return false
end
end
return true
end
local function parseOperator(operator, given, steps, paths, budget)
local parse = parserOf(operator)
if parse == nil then
return {
operator = operator,
path = "",
reason = "is no update operator; " .. hintAt(operator, OPERATOR_NAMES)
}
end
if not hasNames(given) then
local got = type(given) == "table" and "a list" or show(given)
return {operator = operator, path = "", reason = "must be a table of paths, got " .. got}
end
for ____, path in ipairs(namesOf(given)) do
if #steps == PATH_LIMIT then
return {
operator = "",
path = "",
reason = format("must have %.0f paths at most", PATH_LIMIT)
}
end
local parts, problem = parsePath(path)
if parts == nil then
return {operator = operator, path = path, reason = problem}
end
local operand, reason, at = parse(given[path], OPERAND_LEVEL, budget)
if operand == nil then
return {
operator = operator,
path = joinPath(path, at),
reason = reason
}
end
local isConflict = paths:add(path)
local target = operator == "$rename" and operand.path or nil
if isConflict or target ~= nil and paths:add(target) then
return {operator = operator, path = path, reason = "must not conflict with another path of the patch"}
end
table.insert(steps, {operator = operator, path = path, parts = parts, operand = operand})
end
return nil
end
local function isBefore(a, b)
for at = 0, math.min(#a, #b) - 1 do
local part = a[at + 1]
local other = b[at + 1]
if part ~= other then
local index = indexOf(part)
local otherIndex = indexOf(other)
if index ~= nil and otherIndex ~= nil then
return index < otherIndex
end
local ____temp_2
if index == nil and otherIndex == nil then
____temp_2 = bytesLess(part, other)
else
____temp_2 = index ~= nil
end
return ____temp_2
end
end
return #a < #b
end
function ____exports.parsePatch(patch)
if not hasNames(patch) then
return ____exports.refuse(
"",
"",
"must be a table of update operators, got " .. show(patch)
)
end
local steps = {}
local paths = __TS__New(Paths)
local budget = __TS__New(Budget)
for ____, operator in ipairs(namesOf(patch)) do
local refusal = parseOperator(
operator,
patch[operator],
steps,
paths,
budget
)
if refusal ~= nil then
return nil, refusal
end
end
if (next(patch)) == nil then
return ____exports.refuse("", "", "must have an update operator")
end
table.sort(
steps,
function(a, b) return isBefore(a.parts, b.parts) end
)
return steps
end
function ____exports.describeRefusal(____bindingPattern0)
local reason
local path
local operator
operator = ____bindingPattern0.operator
path = ____bindingPattern0.path
reason = ____bindingPattern0.reason
if operator == "" then
return "the patch " .. reason
end
return path == "" and (quote(operator) .. " ") .. reason or (((quote(operator) .. " of ") .. quote(path)) .. " ") .. reason
end
function ____exports.checkPatch(patch)
local steps, refusal = ____exports.parsePatch(patch)
return steps == nil and ____exports.describeRefusal(refusal) or nil
end
return ____exports
end,
["live.object.patch"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____array_2Doperators = require("live.object.array-operators")
local ARRAY_OPERATORS = ____array_2Doperators.ARRAY_OPERATORS
local ____compare = require("live.object.compare")
local isEqual = ____compare.isEqual
local Work = ____compare.Work
local ____draft = require("live.object.draft")
local Draft = ____draft.Draft
local ____operators = require("live.object.operators")
local FIELD_OPERATORS = ____operators.FIELD_OPERATORS
local ____parse_2Dpatch = require("live.object.parse-patch")
local parsePatch = ____parse_2Dpatch.parsePatch
local refuse = ____parse_2Dpatch.refuse
local ____reading = require("live.object.reading")
local objectionTo = ____reading.objectionTo
local function rename(draft, ____bindingPattern0, changed)
local operand
local parts
local path
path = ____bindingPattern0.path
parts = ____bindingPattern0.parts
operand = ____bindingPattern0.operand
local target = operand
local value, objection = draft:find(parts)
if value == nil then
return objection
end
if draft:leadsThroughArray(parts) or draft:leadsThroughArray(target.parts) then
return "must not move an element of an array, nor into one"
end
local old, problem = draft:find(target.parts)
if problem ~= nil then
return (("goes to '" .. target.path) .. "', which ") .. problem
end
draft:set(parts, nil)
table.insert(changed, path)
if old == nil or not isEqual(old, value) then
draft:set(target.parts, value)
table.insert(changed, target.path)
end
return nil
end
local function applyStep(draft, step, context, changed)
local ____step_0 = step
local operator = ____step_0.operator
local path = ____step_0.path
local parts = ____step_0.parts
local operand = ____step_0.operand
if operator == "$rename" then
return rename(draft, step, changed)
end
local old, objection = draft:find(parts)
if operator == "$unset" then
if old ~= nil then
draft:set(parts, nil)
if (draft:find(parts)) ~= old then
table.insert(changed, path)
end
end
return nil
end
if objection ~= nil then
return objection
end
local value, reason = (FIELD_OPERATORS[operator] or ARRAY_OPERATORS[operator]).apply(old, operand, context)
if value ~= nil and (old == nil or not isEqual(old, value)) then
draft:set(parts, value)
table.insert(changed, path)
end
return reason
end
function ____exports.applyPatch(data, patch, now)
local steps, refusal = parsePatch(patch)
if steps == nil then
return nil, refusal
end
local draft = __TS__New(Draft, data)
local changed = {}
local work = __TS__New(Work)
for ____, step in ipairs(steps) do
local reason = applyStep(draft, step, {now = now, work = work}, changed)
if work:isSpent() then
return refuse(step.operator, step.path, "takes too many comparisons")
end
if reason ~= nil then
return refuse(step.operator, step.path, reason)
end
end
if #changed == 0 then
return data, changed
end
local objection = objectionTo(draft.root)
if objection ~= nil then
return refuse("", "", "makes an object that " .. objection)
end
table.sort(changed, bytesLess)
return draft.root, changed
end
return ____exports
end,
["live.shared.patch-log"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____patch = require("live.object.patch")
local applyPatch = ____patch.applyPatch
local ____parse_2Dpatch = require("live.object.parse-patch")
local describeRefusal = ____parse_2Dpatch.describeRefusal
local ____sizes = require("live.object.sizes")
local sizeOf = ____sizes.sizeOf
local ____stamp = require("live.stamp")
local isBefore = ____stamp.isBefore
local ____checkpoint = require("live.shared.checkpoint")
local Contents = ____checkpoint.Contents
local ____moment = require("live.shared.moment")
local isEarlier = ____moment.isEarlier
local ____patch_2Dcells = require("live.shared.patch-cells")
local keyOf = ____patch_2Dcells.keyOf
local speakerOf = ____patch_2Dcells.speakerOf
local floor = math.floor
local min = math.min
local STEP_COST = 2000
local PATCH_COST = 50
local REPEATS_OF_COST = 4
local BYTES_OF_COST = 16
function ____exports.isEntryBefore(a, b)
if a.author == b.author and a.stamp.seconds == b.stamp.seconds and a.stamp.counter == b.stamp.counter then
local ____temp_0
if a.incarnation == b.incarnation then
____temp_0 = a.number < b.number
else
____temp_0 = a.incarnation < b.incarnation
end
return ____temp_0
end
return isBefore(a.stamp, a.author, b.stamp, b.author)
end
____exports.PatchLog = __TS__Class()
local PatchLog = ____exports.PatchLog
function PatchLog.prototype.____constructor(self, head, data, isAllowed)
self.isAllowed = isAllowed
self.entries = {}
self.bytes = 0
self.version = 0
self.byKey = {}
self.repeats = {}
self.settled = 0
self.start = {data = data, term = head.term, holder = head.holder}
self.contents = __TS__New(Contents, head)
end
function PatchLog.prototype.get(self, key)
return self.byKey[key]
end
function PatchLog.prototype.hasRepeatOf(self, key)
return self:someRepeat(
key,
function() return true end
)
end
function PatchLog.prototype.isSettled(self)
return self.settled == #self.entries
end
function PatchLog.prototype.state(self)
return self:stateBehind(self.settled)
end
function PatchLog.prototype.stateBehind(self, count)
return count == 0 and self.start or self.entries[count].after
end
function PatchLog.prototype.countUpTo(self, moment)
return self:countWhile(function(patch) return not isEarlier(moment, patch.stamp) end)
end
function PatchLog.prototype.add(self, patch)
local key = keyOf(patch)
if self.byKey[key] ~= nil then
return nil
end
local entry = {patch = patch, key = key}
local index = self:countWhile(function(other) return ____exports.isEntryBefore(other, patch) end)
table.insert(self.entries, index + 1, entry)
self.byKey[key] = entry
self.bytes = self.bytes + patch.size
if patch.source ~= nil then
self:noteRepeat(
keyOf(patch.source),
entry
)
end
self.version = self.version + 1
if self.isAllowed(patch.author) then
self:unsettle(self:firstAffected(patch, index))
elseif index < self.settled then
entry.after = self:stateBehind(index)
entry.why = "unauthorized"
self.settled = self.settled + 1
end
return entry
end
function PatchLog.prototype.refilter(self)
self.settled = 0
self.version = self.version + 1
end
function PatchLog.prototype.settle(self)
local cost = 0
while self.settled < #self.entries and cost < STEP_COST do
local before = self:stateBehind(self.settled)
local entry = self.entries[self.settled + 1]
self:apply(before, entry)
cost = cost + (PATCH_COST + entry.patch.size + floor(sizeOf(before.data) / BYTES_OF_COST))
cost = cost + (entry.why == "unauthorized" and 0 or floor(self:repeatCount(entry) / REPEATS_OF_COST))
self.settled = self.settled + 1
end
return self:isSettled()
end
function PatchLog.prototype.restart(self, head, data)
local count = self:countUpTo(head.at)
local isContinued = self.settled >= count and self:stateBehind(count).data == data
local gone = __TS__ArraySlice(self.entries, 0, count)
for ____, ____value in ipairs(gone) do
local key = ____value.key
local patch = ____value.patch
self.byKey[key] = nil
self.bytes = self.bytes - patch.size
end
self.settled = isContinued and self.settled - count or 0
self.entries = __TS__ArraySlice(self.entries, count)
self.start = {data = data, term = head.term, holder = head.holder}
self.contents = __TS__New(Contents, head)
self.repeats = {}
for ____, entry in ipairs(self.entries) do
if entry.patch.source ~= nil then
self:noteRepeat(
keyOf(entry.patch.source),
entry
)
end
end
self.version = self.version + 1
return gone
end
function PatchLog.prototype.apply(self, before, entry)
local ____entry_1 = entry
local patch = ____entry_1.patch
entry.after = before
entry.detail = nil
entry.why = self:objectionTo(before, entry)
if entry.why ~= nil then
return
end
local data, refusal = applyPatch(before.data, patch.operators, patch.stamp.seconds)
if data == nil then
entry.why = "failed"
entry.detail = describeRefusal(refusal)
return
end
local isGuarded = patch.term > 0
entry.after = {
data = data,
term = isGuarded and patch.term or before.term,
holder = isGuarded and speakerOf(patch) or before.holder
}
end
function PatchLog.prototype.objectionTo(self, ____bindingPattern0, entry)
local holder
local term
term = ____bindingPattern0.term
holder = ____bindingPattern0.holder
local ____entry_2 = entry
local patch = ____entry_2.patch
if not self.isAllowed(patch.author) then
return "unauthorized"
end
if self:isRepeated(entry) then
return "repeated"
end
local isBelow = patch.term == term and term > 0 and bytesLess(
speakerOf(patch),
holder
)
return (patch.term < term or isBelow) and "outdated" or nil
end
function PatchLog.prototype.isRepeated(self, ____bindingPattern0)
local source
local key
key = ____bindingPattern0.key
source = ____bindingPattern0.patch.source
if source == nil then
return self:hasRepeatOf(key)
end
if self.contents:has(source) then
return true
end
local ____self_byKey_key_3 = self.byKey[key]
local patch = ____self_byKey_key_3.patch
return self:someRepeat(
keyOf(source),
function(other) return ____exports.isEntryBefore(other, patch) end
)
end
function PatchLog.prototype.noteRepeat(self, source, entry)
local ____entry_patch_4 = entry.patch
local author = ____entry_patch_4.author
local byAuthor = self.repeats[source] or ({})
local entries = byAuthor[author] or ({})
entries[#entries + 1] = entry
byAuthor[author] = entries
self.repeats[source] = byAuthor
end
function PatchLog.prototype.firstAffected(self, ____bindingPattern0, index)
local source
source = ____bindingPattern0.source
local ____temp_5
if source == nil then
____temp_5 = nil
else
____temp_5 = self.byKey[keyOf(source)]
end
local original = ____temp_5
return original == nil and index or min(
index,
self:countWhile(function(other) return ____exports.isEntryBefore(other, original.patch) end)
)
end
function PatchLog.prototype.someRepeat(self, source, accepts)
for author, entries in pairs(self.repeats[source] or ({})) do
if self.isAllowed(author) and __TS__ArraySome(
entries,
function(____, ____bindingPattern0)
local patch
patch = ____bindingPattern0.patch
return accepts(patch)
end
) then
return true
end
end
return false
end
function PatchLog.prototype.repeatCount(self, ____bindingPattern0)
local source
local key
key = ____bindingPattern0.key
source = ____bindingPattern0.patch.source
local count = 0
local byAuthor = self.repeats[source == nil and key or keyOf(source)]
for ____, entries in pairs(byAuthor or ({})) do
count = count + #entries
end
return count
end
function PatchLog.prototype.countWhile(self, accepts)
local low = 0
local high = #self.entries
while low < high do
local middle = floor((low + high) / 2)
if accepts(self.entries[middle + 1].patch) then
low = middle + 1
else
high = middle
end
end
return low
end
function PatchLog.prototype.unsettle(self, index)
if index < self.settled then
self.settled = index
end
end
return ____exports
end,
["live.shared.replica"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____checkpoint = require("live.shared.checkpoint")
local Contents = ____checkpoint.Contents
local ____moment = require("live.shared.moment")
local isEarlier = ____moment.isEarlier
local ____patch_2Dlog = require("live.shared.patch-log")
local PatchLog = ____patch_2Dlog.PatchLog
function ____exports.placeOf(____bindingPattern0, patch)
local contents
local checkpoint
checkpoint = ____bindingPattern0.checkpoint
contents = ____bindingPattern0.contents
if contents:has(patch) then
return "folded"
end
return isEarlier(checkpoint.head.at, patch.stamp) and "open" or "late"
end
function ____exports.dataAt(____bindingPattern0, ____bindingPattern1, mayPatch)
local checkpoint
local log
log = ____bindingPattern0.log
checkpoint = ____bindingPattern0.checkpoint
local head
head = ____bindingPattern1.head
local contents = __TS__New(Contents, head)
local count = log:countUpTo(head.at)
local included = __TS__ArrayFilter(
__TS__ArraySlice(log.entries, 0, count),
function(____, ____bindingPattern0)
local patch
patch = ____bindingPattern0.patch
return contents:has(patch)
end
)
if #included == count then
return log:stateBehind(count).data
end
local other = __TS__New(
PatchLog,
checkpoint.head,
log:stateBehind(0).data,
mayPatch
)
for ____, ____value in ipairs(included) do
local patch = ____value.patch
other:add(patch)
end
return other:settle() and other:state().data or nil
end
return ____exports
end,
["live.shared.sayings"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____constants = require("live.constants")
local REMEMBER_SECONDS = ____constants.REMEMBER_SECONDS
local ____checkpoint = require("live.shared.checkpoint")
local isStronger = ____checkpoint.isStronger
local USELESS_LIMIT = 64
____exports.Sayings = __TS__Class()
local Sayings = ____exports.Sayings
function Sayings.prototype.____constructor(self, clock)
self.clock = clock
self.byName = {}
self.uselessSince = {}
self.useless = {}
end
function Sayings.prototype.put(self, name, checkpoint)
if checkpoint == nil then
self.byName[name] = nil
else
self.byName[name] = checkpoint
end
end
function Sayings.prototype.of(self, name)
return self.byName[name]
end
function Sayings.prototype.passOver(self, id)
self.useless = __TS__ArrayFilter(
self.useless,
function(____, other) return other ~= id end
)
if #self.useless >= USELESS_LIMIT then
self.uselessSince[self.useless[1]] = nil
self.useless = __TS__ArraySlice(self.useless, 1)
end
self.useless[#self.useless + 1] = id
self.uselessSince[id] = self.clock:uptime()
end
function Sayings.prototype.namesFor(self, id)
local names = {}
for name, checkpoint in pairs(self.byName) do
if checkpoint.id == id then
names[#names + 1] = name
end
end
table.sort(names, bytesLess)
return names
end
function Sayings.prototype.strongest(self, accepts)
local now = self.clock:uptime()
local best
for name, checkpoint in pairs(self.byName) do
local uselessSince = self.uselessSince[checkpoint.id]
local isUseful = uselessSince == nil or now - uselessSince >= REMEMBER_SECONDS
local isBetter = best == nil or isStronger(checkpoint, best)
if isUseful and isBetter and accepts(checkpoint, name) then
best = checkpoint
end
end
return best
end
return ____exports
end,
["live.shared.chooser"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____cbor_2Ddecode = require("codec.cbor-decode")
local decodeCbor = ____cbor_2Ddecode.decodeCbor
local ____reading = require("live.object.reading")
local readData = ____reading.readData
local ____checkpoint = require("live.shared.checkpoint")
local checkpointOf = ____checkpoint.checkpointOf
local isOfOneOrigin = ____checkpoint.isOfOneOrigin
local isStronger = ____checkpoint.isStronger
local ____constants = require("live.shared.constants")
local MAKE_LIMIT_SECONDS = ____constants.MAKE_LIMIT_SECONDS
local PATIENCE_SECONDS = ____constants.PATIENCE_SECONDS
local ____fetcher = require("live.shared.fetcher")
local Fetcher = ____fetcher.Fetcher
local ____replica = require("live.shared.replica")
local dataAt = ____replica.dataAt
local ____sayings = require("live.shared.sayings")
local Sayings = ____sayings.Sayings
____exports.Chooser = __TS__Class()
local Chooser = ____exports.Chooser
function Chooser.prototype.____constructor(self, context, listener)
self.context = context
self.listener = listener
self.isUnconfirmed = false
local ____context_0 = context
local name = ____context_0.name
local calls = ____context_0.calls
local session = ____context_0.session
local ____session_context_1 = session.context
local clock = ____session_context_1.clock
local timers = ____session_context_1.timers
local ____self = ____session_context_1.self
self.openedAt = clock:uptime()
self.sayings = __TS__New(Sayings, clock)
local function namesFor(id)
local others = __TS__ArrayFilter(
self.sayings:namesFor(id),
function(____, each) return each ~= ____self end
)
local trusted = __TS__ArrayFilter(
others,
function(____, each) return context.mayPatch(each) end
)
return __TS__ArrayConcat(
trusted,
__TS__ArrayFilter(
others,
function(____, each) return not __TS__ArrayIncludes(trusted, each) end
)
)
end
self.fetcher = __TS__New(
Fetcher,
{
object = name,
calls = calls,
clock = clock,
timers = timers,
namesFor = namesFor
},
function(checkpoint, bytes)
self:fetched(checkpoint, bytes)
end
)
end
function Chooser.prototype.hear(self, member, checkpoint)
local ____self_context_session_2 = self.context.session
local stamps = ____self_context_session_2.stamps
local context = ____self_context_session_2.context
if checkpoint ~= nil then
stamps:see(checkpoint.head.at)
end
self.sayings:put(member, checkpoint)
if member ~= context.self then
self:choose()
end
end
function Chooser.prototype.adopted(self)
self.awaited = nil
self.fetcher:stop()
end
function Chooser.prototype.choose(self)
local sayings = self.sayings
local replica = self.listener.replica()
local ____self_context_3 = self.context
local mayPatch = ____self_context_3.mayPatch
local confirmed = sayings:strongest(function(_checkpoint, name) return mayPatch(name) end)
if replica == nil then
self:chooseFirst(confirmed)
return
end
local ____replica_checkpoint_4 = replica.checkpoint
local head = ____replica_checkpoint_4.head
if self.isUnconfirmed and confirmed ~= nil then
self.isUnconfirmed = not isOfOneOrigin(confirmed.head, head)
if self.isUnconfirmed then
self:get(confirmed)
return
end
end
local isTrusted = not __TS__ArraySome(
self.context.session:names(),
function(____, name) return mayPatch(name) end
)
local function isBelieved(checkpoint)
return isTrusted and isOfOneOrigin(checkpoint.head, head) and #sayings:namesFor(checkpoint.id) > 1
end
local known = sayings:strongest(function(checkpoint, name) return mayPatch(name) or isBelieved(checkpoint) end)
if known ~= nil and isStronger(known, replica.checkpoint) then
self:goFor(known, replica)
else
self:chooseReachable(replica)
end
end
function Chooser.prototype.chooseFirst(self, confirmed)
local sayings = self.sayings
local waited = self.context.session.context.clock:uptime() - self.openedAt
local isLate = waited >= MAKE_LIMIT_SECONDS
local best = confirmed or sayings:strongest(function(____bindingPattern0)
local id
id = ____bindingPattern0.id
return isLate or #sayings:namesFor(id) > 1
end)
if best ~= nil then
self:get(best)
end
end
function Chooser.prototype.chooseReachable(self, replica)
local ____replica_checkpoint_5 = replica.checkpoint
local head = ____replica_checkpoint_5.head
local best = self.sayings:strongest(function(checkpoint) return isOfOneOrigin(checkpoint.head, head) end)
if best ~= nil and isStronger(best, replica.checkpoint) then
self:reach(replica, best)
else
self.awaited = nil
end
end
function Chooser.prototype.goFor(self, best, replica)
if not isOfOneOrigin(best.head, replica.checkpoint.head) then
self:get(best)
elseif not self:reach(replica, best) then
local ____self_context_session_context_6 = self.context.session.context
local clock = ____self_context_session_context_6.clock
if self.awaited ~= nil and clock:uptime() - self.awaited.since >= PATIENCE_SECONDS then
self:get(best)
end
end
end
function Chooser.prototype.reach(self, replica, best)
local ____replica_7 = replica
local log = ____replica_7.log
if not log:isSettled() then
return false
end
local ____opt_8 = self.awaited
if (____opt_8 and ____opt_8.id) ~= best.id then
self.awaited = {
id = best.id,
since = self.context.session.context.clock:uptime(),
version = -1
}
end
if self.awaited.version == log.version then
return false
end
self.awaited.version = log.version
local data = dataAt(replica, best, self.context.mayPatch)
local ____temp_10
if data == nil then
____temp_10 = nil
else
____temp_10 = checkpointOf(best.head, data)
end
local reached = ____temp_10
if reached == nil or reached.id ~= best.id then
return false
end
self.listener.adopt(reached, data)
return true
end
function Chooser.prototype.get(self, best)
if best.bytes == nil then
self.fetcher:want(best)
self.context.eachPiece(function(member, piece) return self.fetcher:hear(member, piece) end)
else
self:fetched(best, best.bytes)
end
end
function Chooser.prototype.fetched(self, checkpoint, bytes)
local ____, value = decodeCbor(bytes or "", 1)
local data = readData(value)
if data == nil then
self.sayings:passOver(checkpoint.id)
self.context.session.context.port:ignore("uselessCheckpoint")
return
end
local replica = self.listener.replica()
local ____self_context_11 = self.context
local mayPatch = ____self_context_11.mayPatch
local isConfirmed = __TS__ArraySome(
self.sayings:namesFor(checkpoint.id),
function(____, name) return mayPatch(name) end
)
local isOfThis = replica ~= nil and isOfOneOrigin(checkpoint.head, replica.checkpoint.head)
if replica == nil or self.isUnconfirmed or isStronger(checkpoint, replica.checkpoint) then
local ____isOfThis_12
if isOfThis then
____isOfThis_12 = self.isUnconfirmed
else
____isOfThis_12 = not isConfirmed
end
self.isUnconfirmed = ____isOfThis_12
self.listener.adopt(
__TS__ObjectAssign({}, checkpoint, {bytes = bytes}),
data
)
end
end
return ____exports
end,
["live.shared.folding"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____checkpoint = require("live.shared.checkpoint")
local authorKey = ____checkpoint.authorKey
local checkpointOf = ____checkpoint.checkpointOf
local EXCEPTION_LIMIT = ____checkpoint.EXCEPTION_LIMIT
local ROW_LIMIT = ____checkpoint.ROW_LIMIT
local rowOf = ____checkpoint.rowOf
local max = math.max
local Rows = __TS__Class()
function Rows.prototype.____constructor(self, ____bindingPattern0)
local missing
local rows
rows = ____bindingPattern0.rows
missing = ____bindingPattern0.missing
self.byAuthor = {}
self.turns = 0
self.missing = {unpack(missing)}
for ____, row in ipairs(rows) do
self:put(
authorKey(row),
row,
true
)
end
end
function Rows.prototype.take(self, row, isCounted)
local key = authorKey(row)
local ____opt_0 = self.byAuthor[key]
local last = ____opt_0 and ____opt_0.row.number or 0
self:put(
key,
__TS__ObjectAssign(
{},
row,
{number = max(last, row.number)}
),
isCounted
)
for number = max(last + 1, row.number - EXCEPTION_LIMIT), row.number - 1 do
self:miss(__TS__ObjectAssign({}, row, {number = number}))
end
end
function Rows.prototype.miss(self, row)
self.missing[#self.missing + 1] = row
if #self.missing > 2 * EXCEPTION_LIMIT then
self.missing = self:lastMissing()
end
end
function Rows.prototype.last(self)
local turns = {}
for ____, turn in pairs(self.byAuthor) do
turns[#turns + 1] = turn
end
table.sort(
turns,
function(a, b) return a.turn < b.turn end
)
return __TS__ArrayMap(
__TS__ArraySlice(turns, -ROW_LIMIT),
function(____, ____bindingPattern0)
local row
row = ____bindingPattern0.row
return row
end
)
end
function Rows.prototype.lastMissing(self)
return __TS__ArraySlice(self.missing, -EXCEPTION_LIMIT)
end
function Rows.prototype.put(self, key, row, isCounted)
self.turns = self.turns + 1
self.byAuthor[key] = {row = row, turn = isCounted and self.turns or -self.turns}
end
function ____exports.fold(head, folded, state)
local rows = __TS__New(Rows, head)
local repeated = {unpack(head.repeated)}
for ____, ____value in ipairs(folded) do
local patch = ____value.patch
local why = ____value.why
rows:take(
rowOf(patch),
why ~= "unauthorized"
)
if patch.source ~= nil and why ~= "repeated" then
repeated[#repeated + 1] = rowOf(patch.source)
elseif patch.source == nil and why == "repeated" then
rows:miss(rowOf(patch))
end
end
return checkpointOf(
{
origin = head.origin,
maker = head.maker,
at = folded[#folded].patch.stamp,
count = head.count + #folded,
term = state.term,
holder = state.holder,
rows = rows:last(),
missing = rows:lastMissing(),
repeated = __TS__ArraySlice(repeated, -EXCEPTION_LIMIT)
},
state.data
)
end
return ____exports
end,
["live.shared.folded-patches"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local ____constants = require("live.shared.constants")
local KEEP_PATCH_BYTES = ____constants.KEEP_PATCH_BYTES
local KEEP_PATCH_SECONDS = ____constants.KEEP_PATCH_SECONDS
____exports.FoldedPatches = __TS__Class()
local FoldedPatches = ____exports.FoldedPatches
function FoldedPatches.prototype.____constructor(self, clock)
self.clock = clock
self.list = {}
self.first = 0
self.bytes = 0
end
function FoldedPatches.prototype.add(self, patch)
local now = self.clock:uptime()
self.list[#self.list + 1] = {patch = patch, since = now}
self.bytes = self.bytes + patch.size
while self.bytes > KEEP_PATCH_BYTES or now - self.list[self.first + 1].since > KEEP_PATCH_SECONDS do
self.bytes = self.bytes - self.list[self.first + 1].patch.size
self.first = self.first + 1
end
if self.first > #self.list / 2 then
self.list = __TS__ArraySlice(self.list, self.first)
self.first = 0
end
end
function FoldedPatches.prototype.takeOthers(self, isFolded)
local others = {}
local kept = {}
for ____, each in ipairs(__TS__ArraySlice(self.list, self.first)) do
if isFolded(each.patch) then
kept[#kept + 1] = each
else
others[#others + 1] = each.patch
self.bytes = self.bytes - each.patch.size
end
end
self.list = kept
self.first = 0
return others
end
return ____exports
end,
["live.shared.keeper"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____checkpoint = require("live.shared.checkpoint")
local encodeCheckpoint = ____checkpoint.encodeCheckpoint
local ____constants = require("live.shared.constants")
local KEEPERS = ____constants.KEEPERS
local SAY_LIMIT_SECONDS = ____constants.SAY_LIMIT_SECONDS
local SURPLUS_SECONDS = 10
____exports.Keeper = __TS__Class()
local Keeper = ____exports.Keeper
function Keeper.prototype.____constructor(self, session, object, sayings, mayPatch)
self.session = session
self.object = object
self.sayings = sayings
self.mayPatch = mayPatch
self.saidAt = 0
end
function Keeper.prototype.say(self, checkpoint)
local ____self_session_0 = self.session
local own = ____self_session_0.own
local bytes = encodeCheckpoint(self.object, checkpoint)
local slot = unpack(
self.slot == nil and ({own:reserve()}) or ({self.slot}),
1,
1
)
if slot == nil or own:write(slot, bytes) ~= nil then
return false
end
self.slot = slot
self.saidId = checkpoint.id
self.saidAt = self.session.context.clock:uptime()
self.dueAt = nil
return true
end
function Keeper.prototype.keep(self, checkpoint, isUnconfirmed)
local ____self_session_context_1 = self.session.context
local clock = ____self_session_context_1.clock
local random = ____self_session_context_1.random
local now = clock:uptime()
local names = isUnconfirmed and self.sayings:namesFor(checkpoint.id) or self:namesFor(checkpoint)
if self.saidId == checkpoint.id then
if now - self.saidAt >= SURPLUS_SECONDS and self:isSurplus(names) then
self:takeBack()
end
return
end
if #names >= (isUnconfirmed and 1 or KEEPERS) then
self.dueAt = nil
self:takeBack()
return
end
self.dueAt = self.dueAt or now + random:fraction() * SAY_LIMIT_SECONDS
if now >= self.dueAt or self.slot ~= nil then
self:say(checkpoint)
end
end
function Keeper.prototype.namesFor(self, ____bindingPattern0)
local id
id = ____bindingPattern0.id
local sayings = self.sayings
local mayPatch = self.mayPatch
local session = self.session
local names = sayings:namesFor(id)
return mayPatch(session.context.self) and __TS__ArrayFilter(
names,
function(____, name) return mayPatch(name) end
) or names
end
function Keeper.prototype.isSurplus(self, names)
local function lot(name)
return hash32(name .. self.object, 0)
end
local own = lot(self.session.context.self)
return #__TS__ArrayFilter(
names,
function(____, name) return lot(name) < own end
) >= KEEPERS
end
function Keeper.prototype.takeBack(self)
local slot = self.slot
if slot ~= nil then
self.slot = nil
self.saidId = nil
self.session.own:clear(slot)
end
end
return ____exports
end,
["live.shared.late"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____constants = require("live.shared.constants")
local FOLD_LIMIT_SECONDS = ____constants.FOLD_LIMIT_SECONDS
local FRONTIER_SECONDS = ____constants.FRONTIER_SECONDS
local ____patch_2Dcells = require("live.shared.patch-cells")
local keyOf = ____patch_2Dcells.keyOf
local LATE_LIMIT = 512
____exports.Late = __TS__Class()
local Late = ____exports.Late
function Late.prototype.____constructor(self, session, issue, mayPatch)
self.session = session
self.issue = issue
self.mayPatch = mayPatch
self.list = {}
self.lost = 0
end
function Late.prototype.add(self, patch)
local key = keyOf(patch)
if __TS__ArraySome(
self.list,
function(____, late) return late.key == key end
) then
return
end
local source = keyOf(patch.source or patch)
local since = self.session.context.clock:uptime()
self.list[#self.list + 1] = {
patch = patch,
key = key,
source = source,
since = since,
isIssued = false
}
if #self.list > LATE_LIMIT then
local first = __TS__ArrayFind(
self.list,
function(____, late) return not self.mayPatch(late.patch.author) end
) or self.list[1]
self.list = __TS__ArrayFilter(
self.list,
function(____, late) return late ~= first end
)
self:giveUp(first)
end
end
function Late.prototype.delete(self, key)
self.list = __TS__ArrayFilter(
self.list,
function(____, late) return late.key ~= key and late.source ~= key end
)
end
function Late.prototype.filter(self, isLate)
self.list = __TS__ArrayFilter(
self.list,
function(____, ____bindingPattern0)
local patch
patch = ____bindingPattern0.patch
return isLate(patch)
end
)
end
function Late.prototype.look(self)
local ____self_session_0 = self.session
local context = ____self_session_0.context
local now = context.clock:uptime()
for ____, late in ipairs(self.list) do
local isThere = self.session:incarnationOf(late.patch.author) == late.patch.incarnation
if isThere then
late.dueAt = nil
elseif late.dueAt == nil then
late.dueAt = now + context.random:fraction() * FOLD_LIMIT_SECONDS
elseif now >= late.dueAt and not late.isIssued and self.mayPatch(late.patch.author) then
late.isIssued = true
self.issue(late.patch)
end
end
local function isKept(____bindingPattern0)
local since
since = ____bindingPattern0.since
return now - since < FRONTIER_SECONDS
end
for ____, late in ipairs(self.list) do
if not isKept(late) then
self:giveUp(late)
end
end
self.list = __TS__ArrayFilter(
self.list,
function(____, late) return isKept(late) end
)
end
function Late.prototype.giveUp(self, ____bindingPattern0)
local patch
patch = ____bindingPattern0.patch
self.lost = self.lost + (self.mayPatch(patch.author) and 1 or 0)
end
return ____exports
end,
["live.shared.patch-queue"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local ____patch_2Dcells = require("live.shared.patch-cells")
local keyOf = ____patch_2Dcells.keyOf
____exports.PatchQueue = __TS__Class()
local PatchQueue = ____exports.PatchQueue
function PatchQueue.prototype.____constructor(self, limit)
self.limit = limit
self.list = {}
self.keys = {}
self.bytes = 0
end
function PatchQueue.prototype.isEmpty(self)
return #self.list == 0
end
function PatchQueue.prototype.add(self, patch)
local key = keyOf(patch)
if self.keys[key] ~= nil then
return true
end
if self.bytes + patch.size > self.limit then
return false
end
self.keys[key] = true
self.list[#self.list + 1] = patch
self.bytes = self.bytes + patch.size
return true
end
function PatchQueue.prototype.take(self, count)
local taken = __TS__ArraySlice(self.list, 0, count)
self.list = __TS__ArraySlice(self.list, count)
for ____, patch in ipairs(taken) do
self.keys[keyOf(patch)] = nil
self.bytes = self.bytes - patch.size
end
return taken
end
return ____exports
end,
["live.shared.follower"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local ____cbor_2Dencode = require("codec.cbor-encode")
local encodeCbor = ____cbor_2Dencode.encodeCbor
local ____checkpoint = require("live.shared.checkpoint")
local checkpointOf = ____checkpoint.checkpointOf
local Contents = ____checkpoint.Contents
local ____chooser = require("live.shared.chooser")
local Chooser = ____chooser.Chooser
local ____constants = require("live.shared.constants")
local AHEAD_LIMIT = ____constants.AHEAD_LIMIT
local EMPTY_SECONDS = ____constants.EMPTY_SECONDS
local ISSUE_LIMIT = ____constants.ISSUE_LIMIT
local LOG_BYTES = ____constants.LOG_BYTES
local MAKE_LIMIT_SECONDS = ____constants.MAKE_LIMIT_SECONDS
local MAKE_SECONDS = ____constants.MAKE_SECONDS
local PATCHES_AT_ONCE = ____constants.PATCHES_AT_ONCE
local ____folding = require("live.shared.folding")
local fold = ____folding.fold
local ____folded_2Dpatches = require("live.shared.folded-patches")
local FoldedPatches = ____folded_2Dpatches.FoldedPatches
local ____keeper = require("live.shared.keeper")
local Keeper = ____keeper.Keeper
local ____late = require("live.shared.late")
local Late = ____late.Late
local ____own_2Dpatches = require("live.shared.own-patches")
local OwnPatches = ____own_2Dpatches.OwnPatches
local ____patch_2Dcells = require("live.shared.patch-cells")
local keyOf = ____patch_2Dcells.keyOf
local ____patch_2Dqueue = require("live.shared.patch-queue")
local PatchQueue = ____patch_2Dqueue.PatchQueue
local ____patch_2Dlog = require("live.shared.patch-log")
local isEntryBefore = ____patch_2Dlog.isEntryBefore
local PatchLog = ____patch_2Dlog.PatchLog
local ____pieces = require("live.shared.pieces")
local PieceSpeaker = ____pieces.PieceSpeaker
local ____replica = require("live.shared.replica")
local placeOf = ____replica.placeOf
local SERVED_LIMIT = 4
____exports.Follower = __TS__Class()
local Follower = ____exports.Follower
function Follower.prototype.____constructor(self, context, options)
self.context = context
self.options = options
self.ahead = {}
self.heard = {}
self.unconfirmed = {}
self.waiting = {}
self.isAtWork = false
self.served = {}
local ____context_0 = context
local name = ____context_0.name
local space = ____context_0.space
local session = ____context_0.session
local ____session_context_1 = session.context
local clock = ____session_context_1.clock
self.openedAt = clock:uptime()
self.chooser = __TS__New(
Chooser,
context,
{
replica = function() return self.replica end,
adopt = function(checkpoint, data) return self:adopt(checkpoint, data) end
}
)
self.early = __TS__New(PatchQueue, LOG_BYTES)
self.own = __TS__New(OwnPatches, name, space)
self.late = __TS__New(
Late,
session,
function(patch) return self:reissueOrphan(patch) end,
context.mayPatch
)
self.folded = __TS__New(FoldedPatches, clock)
self.pieces = __TS__New(PieceSpeaker, session, name)
self.keeper = __TS__New(
Keeper,
session,
name,
self.chooser.sayings,
context.mayPatch
)
end
function Follower.prototype.hearPatch(self, patch)
local ____self_context_session_2 = self.context.session
local stamps = ____self_context_session_2.stamps
local context = ____self_context_session_2.context
if stamps:secondsUntil(patch.stamp.seconds) > 0 then
if #self.ahead < AHEAD_LIMIT then
self.ahead[#self.ahead + 1] = patch
else
context.port:ignore("patchAhead")
end
return
end
stamps:see(patch.stamp)
local replica = self.replica
if replica == nil then
if not self.early:add(patch) then
context.port:ignore("patchBeyondLimit")
end
return
end
local place = placeOf(replica, patch)
if place == "late" then
self.late:add(patch)
elseif place == "open" then
self:insert(replica, patch)
end
end
function Follower.prototype.refilter(self)
local ____opt_3 = self.replica
if ____opt_3 ~= nil then
____opt_3.log:refilter()
end
self:work()
end
function Follower.prototype.make(self)
local ____self_options_5 = self.options
local data = ____self_options_5.data
local term = ____self_options_5.term
local ____self_context_session_6 = self.context.session
local stamps = ____self_context_session_6.stamps
local context = ____self_context_session_6.context
local now = stamps:issue()
local exceptions = {rows = {}, missing = {}, repeated = {}}
local head = __TS__ObjectAssign({
origin = now,
maker = context.self,
at = now,
count = 0,
term = term,
holder = ""
}, exceptions)
self:sayAndAdopt(
checkpointOf(head, data),
data
)
self.chooser.isUnconfirmed = not self.context.mayPatch(context.self)
end
function Follower.prototype.offer(self, checkpoint, data)
if self.replica == nil then
self.chooser.isUnconfirmed = not self.context.mayPatch(self.context.session.context.self)
self:adopt(checkpoint, data)
end
end
function Follower.prototype.last(self)
local replica = self.replica
if replica == nil then
return nil
end
local ____replica_7 = replica
local log = ____replica_7.log
local checkpoint = ____replica_7.checkpoint
local ____temp_8 = log:state()
local data = ____temp_8.data
local isSame = #log.entries == 0 or not log:isSettled()
return isSame and ({
checkpoint = checkpoint,
data = log:stateBehind(0).data
}) or ({
checkpoint = fold(
checkpoint.head,
log.entries,
log:state()
),
data = data
})
end
function Follower.prototype.foldFirst(self, count)
local replica = self.replica
if replica ~= nil and count > 0 then
local state = replica.log:stateBehind(count)
local folded = __TS__ArraySlice(replica.log.entries, 0, count)
self:sayAndAdopt(
fold(replica.checkpoint.head, folded, state),
state.data
)
end
end
function Follower.prototype.issue(self, operators, term)
local patch, why = self.own:issue({operators = operators, term = term, attempts = 0})
if patch == nil then
return nil, why
end
local ____opt_9 = self.replica
if ____opt_9 ~= nil then
____opt_9.log:settle()
end
return patch
end
function Follower.prototype.serve(self, id, first, asker)
local checkpoint = __TS__ArrayFind(
self.served,
function(____, each) return each.id == id end
)
return checkpoint ~= nil and self.pieces:say(checkpoint, first, asker)
end
function Follower.prototype.look(self)
self:hearAhead()
self.chooser:choose()
self.late:look()
self:issueWaiting()
self.pieces:look()
local replica = self.replica
if replica == nil then
self:makeIfNobodyHas()
return
end
self.keeper:keep(replica.checkpoint, self.chooser.isUnconfirmed)
local ____self_context_11 = self.context
local session = ____self_context_11.session
local ____session_context_12 = session.context
local ____self = ____session_context_12.self
local others = __TS__ArrayFilter(
self.chooser.sayings:namesFor(replica.checkpoint.id),
function(____, name) return name ~= ____self end
)
if #others > 0 or #session:names() == 1 then
self.own:emptyFolded(EMPTY_SECONDS)
self:tellFolded(replica)
end
end
function Follower.prototype.hearAhead(self)
local ahead = self.ahead
self.ahead = {}
for ____, patch in ipairs(ahead) do
self:hearPatch(patch)
end
end
function Follower.prototype.hearEarly(self)
for ____, patch in ipairs(self.early:take(PATCHES_AT_ONCE)) do
self:hearPatch(patch)
end
if not self.early:isEmpty() then
self.context.session.context.timers:after(
0,
function() return self:hearEarly() end
)
end
end
function Follower.prototype.tellFolded(self, ____bindingPattern0)
local contents
contents = ____bindingPattern0.contents
local unconfirmed = self.unconfirmed
self.unconfirmed = {}
for ____, entry in ipairs(unconfirmed) do
if contents:has(entry.patch) then
self.options.folded(entry)
end
end
end
function Follower.prototype.makeIfNobodyHas(self)
local ____self_context_13 = self.context
local session = ____self_context_13.session
local waited = session.context.clock:uptime() - self.openedAt
local isLacking = __TS__ArraySome(
session.members:present(),
function(____, ____bindingPattern0)
local board
board = ____bindingPattern0.board
return board:isLacking()
end
)
local isSaid = self.chooser.sayings:strongest(function() return true end) ~= nil
if not isSaid and waited >= (isLacking and MAKE_LIMIT_SECONDS or MAKE_SECONDS) then
self:make()
end
end
function Follower.prototype.sayAndAdopt(self, checkpoint, data)
if self.keeper:say(checkpoint) then
self:adopt(checkpoint, data)
end
end
function Follower.prototype.insert(self, ____bindingPattern0, patch)
local log
log = ____bindingPattern0.log
if log.bytes + patch.size > LOG_BYTES then
self.context.session.context.port:ignore("patchBeyondLimit")
return
end
local entry = log:add(patch)
if entry == nil then
return
end
if patch.source ~= nil and self.context.mayPatch(patch.author) then
self.late:delete(keyOf(patch.source))
end
self.heard[#self.heard + 1] = entry
self:work()
end
function Follower.prototype.tell(self)
if self.replica == nil then
return
end
local heard = __TS__ArraySlice(self.heard, 0, PATCHES_AT_ONCE)
self.heard = __TS__ArraySlice(self.heard, PATCHES_AT_ONCE)
table.sort(
heard,
function(a, b) return isEntryBefore(a.patch, b.patch) end
)
self.options.changed(heard)
if #self.heard > 0 then
self:work()
end
end
function Follower.prototype.work(self)
if self.isAtWork then
return
end
self.isAtWork = true
self.context.session.context.timers:after(
0,
function()
self.isAtWork = false
local ____opt_14 = self.replica
local ____temp_16 = ____opt_14 and ____opt_14.log:settle()
if ____temp_16 == nil then
____temp_16 = true
end
if ____temp_16 then
self.chooser:choose()
self:tell()
else
self:work()
end
end
)
end
function Follower.prototype.adopt(self, checkpoint, data)
local ____checkpoint_17 = checkpoint
local head = ____checkpoint_17.head
local ____opt_18 = self.replica
local log = ____opt_18 and ____opt_18.log or __TS__New(PatchLog, head, data, self.context.mayPatch)
local gone = self.replica == nil and ({}) or log:restart(head, data)
local replica = {
checkpoint = checkpoint,
contents = __TS__New(Contents, head),
log = log
}
self.replica = replica
self.chooser:adopted()
self.served = __TS__ArraySlice(self.served, -SERVED_LIMIT + 1)
self.served[#self.served + 1] = checkpoint
self:placeAnew(replica, gone)
for ____, old in ipairs(self.own:settle(function(each)
local isFolded = each.foldedAt ~= nil and replica.contents:isSilentOn(each)
return isFolded and "folded" or placeOf(replica, each)
end)) do
local operators = old.operators
local term = old.term
local source = old.source
if source == nil then
source = old
end
local attempts = old.attempts + (self.own:isSent(old) and 1 or 0)
self.waiting[#self.waiting + 1] = {
operators = operators,
term = term,
attempts = attempts,
source = source,
old = old
}
end
self:issueWaiting()
self:work()
end
function Follower.prototype.placeAnew(self, replica, gone)
local ____replica_20 = replica
local contents = ____replica_20.contents
local others = self.folded:takeOthers(function(patch) return contents:has(patch) or contents:isSilentOn(patch) end)
for ____, ____value in ipairs(gone) do
local patch = ____value.patch
others[#others + 1] = patch
end
for ____, patch in ipairs(others) do
local place = placeOf(replica, patch)
if place == "folded" then
self.folded:add(patch)
elseif place == "open" then
self:insert(replica, patch)
end
if place ~= "folded" and not self:isOwn(patch) then
self.late:add(patch)
end
end
for ____, entry in ipairs(gone) do
if self:isOwn(entry.patch) then
self.unconfirmed[#self.unconfirmed + 1] = entry
end
end
self:hearEarly()
self.late:filter(function(patch) return not replica.contents:has(patch) end)
end
function Follower.prototype.isOwn(self, ____bindingPattern0)
local incarnation
local author
author = ____bindingPattern0.author
incarnation = ____bindingPattern0.incarnation
local ____self_context_session_21 = self.context.session
local own = ____self_context_session_21.own
local context = ____self_context_session_21.context
return author == context.self and incarnation == own.incarnation
end
function Follower.prototype.issueWaiting(self)
local waiting = self.waiting
self.waiting = {}
for ____, each in ipairs(waiting) do
do
local __continue80
repeat
if each.attempts > ISSUE_LIMIT then
local ____self_late_22, ____lost_23 = self.late, "lost"
____self_late_22[____lost_23] = ____self_late_22[____lost_23] + 1
self.options.reissued(each.old, nil)
__continue80 = true
break
end
local patch = self.own:issue(each)
if patch == nil then
self.waiting[#self.waiting + 1] = each
else
self.options.reissued(each.old, patch)
end
__continue80 = true
until true
if not __continue80 then
break
end
end
end
end
function Follower.prototype.reissueOrphan(self, patch)
local ____self_context_24 = self.context
local session = ____self_context_24.session
local mayPatch = ____self_context_24.mayPatch
local source = patch.source or patch
local ____opt_25 = self.replica
local ____temp_27 = ____opt_25 and ____opt_25.log:hasRepeatOf(keyOf(source))
if ____temp_27 == nil then
____temp_27 = true
end
local isDone = ____temp_27
local operators = encodeCbor(patch.operators)
if not isDone and mayPatch(session.context.self) and operators ~= nil then
self.own:issue({operators = operators, term = patch.term, source = source, attempts = 0})
end
end
return ____exports
end,
["live.shared.folder"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local ____constants = require("live.shared.constants")
local FOLD_BYTES = ____constants.FOLD_BYTES
local FOLD_LIMIT_SECONDS = ____constants.FOLD_LIMIT_SECONDS
local FOLD_PATCHES = ____constants.FOLD_PATCHES
local FRONTIER_SECONDS = ____constants.FRONTIER_SECONDS
local LACKING_SECONDS = ____constants.LACKING_SECONDS
local SETTLE_SECONDS = ____constants.SETTLE_SECONDS
local huge = math.huge
____exports.Folder = __TS__Class()
local Folder = ____exports.Folder
function Folder.prototype.____constructor(self, session, follower)
self.session = session
self.follower = follower
self.wait = 0
end
function Folder.prototype.look(self)
local ____self_follower_0 = self.follower
local replica = ____self_follower_0.replica
if replica == nil or not replica.log:isSettled() or not self:mayFold() or not self:isDue(replica) then
self.dueSince = nil
return
end
local ____self_session_context_1 = self.session.context
local clock = ____self_session_context_1.clock
local random = ____self_session_context_1.random
local now = clock:uptime()
if self.dueSince == nil then
self.dueSince = now
self.wait = random:fraction() * FOLD_LIMIT_SECONDS
end
local waited = now - self.dueSince
if waited >= (self:isLacking() and LACKING_SECONDS or self.wait) then
self.dueSince = nil
self.follower:foldFirst(self:foldedCount(replica))
end
end
function Folder.prototype.mayFold(self)
local ____self_follower_context_2 = self.follower.context
local mayPatch = ____self_follower_context_2.mayPatch
local ____self_session_context_3 = self.session.context
local ____self = ____self_session_context_3.self
local scope = ____self_session_context_3.scope
if not scope.maySpeak() then
return false
end
return mayPatch(____self) or not __TS__ArraySome(
self.session:names(),
function(____, name) return mayPatch(name) end
)
end
function Folder.prototype.settledCount(self, ____bindingPattern0)
local log
log = ____bindingPattern0.log
return log:countUpTo({
seconds = self.session.context.clock:serverTime() - SETTLE_SECONDS,
counter = huge
})
end
function Folder.prototype.foldedCount(self, replica)
local ____replica_4 = replica
local log = ____replica_4.log
local count = self:settledCount(replica)
return count <= FOLD_PATCHES and count or log:countUpTo(log.entries[FOLD_PATCHES].patch.stamp)
end
function Folder.prototype.isDue(self, replica)
local ____replica_log_5 = replica.log
local entries = ____replica_log_5.entries
local bytes = ____replica_log_5.bytes
local count = self:settledCount(replica)
if count == 0 then
return false
end
local ____self_follower_6 = self.follower
local own = ____self_follower_6.own
local context = ____self_follower_6.context
local isQuiet = count == #entries
local isOld = entries[1].patch.stamp.seconds <= self.session.context.clock:serverTime() - FRONTIER_SECONDS
local isPressed = context.space:isHalfUsed() and own:hasOpen()
return isQuiet or isOld or isPressed or bytes >= FOLD_BYTES or self:hasGone(replica, count)
end
function Folder.prototype.hasGone(self, ____bindingPattern0, count)
local log
log = ____bindingPattern0.log
return __TS__ArraySome(
__TS__ArraySlice(log.entries, 0, count),
function(____, ____bindingPattern0)
local patch
patch = ____bindingPattern0.patch
return self.session:incarnationOf(patch.author) ~= patch.incarnation
end
)
end
function Folder.prototype.isLacking(self)
return __TS__ArraySome(
self.session.members:compared(),
function(____, ____bindingPattern0)
local board
board = ____bindingPattern0.board
return board:isLacking()
end
)
end
return ____exports
end,
["live.shared.objects"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local ____kinds = require("live.board.kinds")
local kindOf = ____kinds.kindOf
local ____checkpoint = require("live.shared.checkpoint")
local decodeCheckpoint = ____checkpoint.decodeCheckpoint
local ____fetcher = require("live.shared.fetcher")
local readQuestion = ____fetcher.readQuestion
local ____folder = require("live.shared.folder")
local Folder = ____folder.Folder
local ____follower = require("live.shared.follower")
local Follower = ____follower.Follower
local ____own_2Dpatches = require("live.shared.own-patches")
local PatchSpace = ____own_2Dpatches.PatchSpace
local ____patch_2Dcells = require("live.shared.patch-cells")
local decodePatch = ____patch_2Dcells.decodePatch
local ____pieces = require("live.shared.pieces")
local decodePiece = ____pieces.decodePiece
local LOOK_SECONDS = 1
____exports.Objects = __TS__Class()
local Objects = ____exports.Objects
function Objects.prototype.____constructor(self, session, calls, mayPatch)
self.session = session
self.calls = calls
self.mayPatch = mayPatch
self.byName = {}
self.list = {}
self.said = {}
self.space = __TS__New(PatchSpace, session)
session:whenShown(
10,
function(owner, _old, cell)
if cell ~= nil then
self:hearPatch(owner, cell)
end
end
)
session:whenShown(
12,
function(owner, _old, cell)
if cell ~= nil then
self:hearPiece(owner, cell)
end
end
)
session:whenShown(
11,
function(owner, old, cell) return self:hearCheckpoint(owner, old, cell) end
)
session.context.timers:every(
LOOK_SECONDS,
function() return self:look() end
)
end
function Objects.prototype.follow(self, name, options)
local session = self.session
local calls = self.calls
local space = self.space
local function mayPatch(author)
return self.mayPatch(name, author)
end
local function eachPiece(visit)
return self:eachPiece(name, visit)
end
local follower = __TS__New(Follower, {
session = session,
calls = calls,
space = space,
name = name,
mayPatch = mayPatch,
eachPiece = eachPiece
}, options)
local followed = {
follower = follower,
folder = __TS__New(Folder, session, follower)
}
self.byName[name] = followed
self.list[#self.list + 1] = followed
self:readBoards(__TS__ArrayMap(
session.members:present(),
function(____, ____bindingPattern0)
local board
board = ____bindingPattern0.board
return board
end
))
return follower
end
function Objects.prototype.followerOf(self, name)
local ____opt_0 = self.byName[name]
return ____opt_0 and ____opt_0.follower
end
function Objects.prototype.refilter(self)
for ____, ____value in ipairs(self.list) do
local follower = ____value.follower
follower:refilter()
end
end
function Objects.prototype.answer(self, args, caller)
local question = readQuestion(args)
if question == nil then
return false
end
local object, id, first = unpack(question, 1, 3)
local ____opt_2 = self:followerOf(object)
local ____temp_4 = ____opt_2 and ____opt_2:serve(id, first, caller)
if ____temp_4 == nil then
____temp_4 = false
end
return ____temp_4
end
function Objects.prototype.look(self)
for ____, ____value in ipairs(self.list) do
local follower = ____value.follower
local folder = ____value.folder
follower:look()
folder:look()
end
end
function Objects.prototype.readBoards(self, boards)
if #boards == 0 then
return
end
self:readBoard(boards[1])
self.session.context.timers:after(
0,
function() return self:readBoards(__TS__ArraySlice(boards, 1)) end
)
end
function Objects.prototype.readBoard(self, board)
board:eachShown(function(cell)
if kindOf(cell) == 10 then
self:hearPatch(board.name, cell)
elseif kindOf(cell) == 11 then
self:hearCheckpoint(board.name, nil, cell)
end
end)
end
function Objects.prototype.eachPiece(self, name, visit)
for ____, ____value in ipairs(self.session.members:present()) do
local board = ____value.board
board:eachShown(function(cell)
if kindOf(cell) ~= 12 then
return
end
local object, piece = decodePiece(cell.bytes)
if object == name then
visit(board.name, piece)
end
end)
end
end
function Objects.prototype.hearPatch(self, owner, cell)
local object, patch = decodePatch(owner, cell)
if object == nil then
self.session.context.port:ignore("malformedCell")
else
local ____opt_5 = self:followerOf(object)
if ____opt_5 ~= nil then
____opt_5:hearPatch(patch)
end
end
end
function Objects.prototype.hearPiece(self, owner, cell)
local object, piece = decodePiece(cell.bytes)
if object == nil then
self.session.context.port:ignore("malformedCell")
else
local ____opt_7 = self:followerOf(object)
if ____opt_7 ~= nil then
____opt_7.chooser.fetcher:hear(owner, piece)
end
end
end
function Objects.prototype.hearCheckpoint(self, owner, old, cell)
local ____temp_9
if old == nil then
____temp_9 = nil
else
____temp_9 = self.said[old]
end
local before = ____temp_9
local ____temp_10
if cell == nil then
____temp_10 = nil
else
____temp_10 = self:read(cell)
end
local after = ____temp_10
if old ~= nil then
self.said[old] = nil
end
if cell ~= nil and after ~= nil then
self.said[cell] = after
end
if before ~= nil and before.object ~= (after and after.object) then
self:unsay(owner, before)
end
if after ~= nil then
local ____opt_13 = self:followerOf(after.object)
if ____opt_13 ~= nil then
____opt_13.chooser:hear(owner, after.checkpoint)
end
end
end
function Objects.prototype.unsay(self, owner, ____bindingPattern0)
local checkpoint
local object
object = ____bindingPattern0.object
checkpoint = ____bindingPattern0.checkpoint
local follower = self:followerOf(object)
if follower ~= nil and follower.chooser.sayings:of(owner) == checkpoint then
follower.chooser:hear(owner, nil)
end
end
function Objects.prototype.read(self, cell)
local object, checkpoint = decodeCheckpoint(cell.bytes)
local ____self_session_15 = self.session
local stamps = ____self_session_15.stamps
local context = ____self_session_15.context
if object == nil or stamps:secondsUntil(checkpoint.head.at.seconds) > 0 then
context.port:ignore("malformedCell")
return nil
end
return {object = object, checkpoint = checkpoint}
end
return ____exports
end,
["lifetime"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local HeldHandle = __TS__Class()
function HeldHandle.prototype.____constructor(self, holders)
self.holders = holders
self.isOver = false
end
function HeldHandle.prototype.release(self)
self.isOver = true
self.holders[self] = nil
end
function HeldHandle.prototype.cancel(self)
self:release()
local ____opt_0 = self.inner
if ____opt_0 ~= nil then
____opt_0:cancel()
end
end
local NOTHING = {cancel = function()
end}
____exports.Lifetime = __TS__Class()
local Lifetime = ____exports.Lifetime
function Lifetime.prototype.____constructor(self, timers, background)
self.timers = timers
self.background = background
self.handles = {}
self.hasEnded = false
end
function Lifetime.prototype.after(self, seconds, callback)
return self:hold(function(release) return self.timers:after(
seconds,
function()
release()
callback()
end
) end)
end
function Lifetime.prototype.every(self, seconds, callback)
return self:hold(function() return self.timers:every(seconds, callback) end)
end
function Lifetime.prototype.run(self, body)
if self.hasEnded then
return NOTHING
end
local handle = __TS__New(HeldHandle, self.handles)
local inner = self.background:run(function(pause, rest)
body(pause, rest)
handle:release()
end)
self:keep(handle, inner)
return handle
end
function Lifetime.prototype.drive(self, milliseconds, isDone)
self.background:drive(milliseconds, isDone)
end
Lifetime.prototype["end"] = function(self)
self.hasEnded = true
for handle in pairs(self.handles) do
handle:cancel()
end
end
function Lifetime.prototype.hold(self, start)
if self.hasEnded then
return NOTHING
end
local handle = __TS__New(HeldHandle, self.handles)
self:keep(
handle,
start(function() return handle:release() end)
)
return handle
end
function Lifetime.prototype.keep(self, handle, inner)
handle.inner = inner
if not handle.isOver then
self.handles[handle] = true
end
end
return ____exports
end,
["link.tag"] = function(...) 
local ____exports = {}
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
function ____exports.tagOf(name, scope)
return hash32((name .. "\0") .. scope, 0) % 65536
end
return ____exports
end,
["version"] = function(...) 
local ____exports = {}
____exports.VERSION = "0.2.0-dev"
____exports.MINOR = 200
return ____exports
end,
["live.open-room"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local scopeOf
local ____calls = require("live.call.calls")
local Calls = ____calls.Calls
local ____constants = require("live.constants")
local ROSTER_REQUEST_SECONDS = ____constants.ROSTER_REQUEST_SECONDS
local ____events = require("live.emit.events")
local Events = ____events.Events
local ____leases = require("live.lease.leases")
local Leases = ____leases.Leases
local ____rendezvous = require("live.meet.rendezvous")
local Rendezvous = ____rendezvous.Rendezvous
local ____entries = require("live.pool.entries")
local Pools = ____entries.Pools
local ____session = require("live.session")
local RoomSession = ____session.RoomSession
local ____fetcher = require("live.shared.fetcher")
local CHECKPOINT_CALL = ____fetcher.CHECKPOINT_CALL
local ____objects = require("live.shared.objects")
local Objects = ____objects.Objects
local ____lifetime = require("lifetime")
local Lifetime = ____lifetime.Lifetime
local ____tag = require("link.tag")
local tagOf = ____tag.tagOf
local ____version = require("version")
local VERSION = ____version.VERSION
function scopeOf(____bindingPattern0)
local host
local options
options = ____bindingPattern0.options
host = ____bindingPattern0.host
local ____host_6 = host
local presence = ____host_6.presence
if options.members == "guild" then
return {
isMember = function(name) return presence:isInGuildWith(name) end,
isOnline = function(name) return presence:isOnlineInGuild(name) end,
maySpeak = function() return presence:maySpeakInGuild() end
}
end
return {
isMember = function(name) return presence:isInGroupWith(name) end,
isOnline = function(name) return presence:isConnectedInGroup(name) end,
maySpeak = function() return true end
}
end
____exports.PING_CALL = "room.ping"
local OWN_CALLS = {____exports.PING_CALL, CHECKPOINT_CALL}
____exports.OpenRoom = __TS__Class()
local OpenRoom = ____exports.OpenRoom
function OpenRoom.prototype.____constructor(self, parts, scope, incarnation)
self.parts = parts
self.scope = scope
local ____parts_0 = parts
local options = ____parts_0.options
local host = ____parts_0.host
local outlets = ____parts_0.outlets
local emitter = ____parts_0.emitter
local handlers = ____parts_0.handlers
local ____host_1 = host
local ports = ____host_1.ports
local presence = ____host_1.presence
local ____ports_2 = ports
local clock = ____ports_2.clock
local random = ____ports_2.random
local guard = ____ports_2.guard
local identity = ____ports_2.identity
local lifetime = __TS__New(Lifetime, ports.timers, ports.background)
self.lifetime = lifetime
local isOfGuild = options.members == "guild"
local channels = isOfGuild and ({"GUILD"}) or ({"RAID"})
self.link = host.createLink({
clock = clock,
timers = lifetime,
outlets = outlets,
tag = tagOf(options.name, scope),
self = identity.name,
routes = function() return outlets.channel:routes(channels, {}) end,
mayPeerSpeak = function() return true end
})
local port = self.link:port()
local context = {
clock = clock,
timers = lifetime,
random = random,
guard = guard,
port = port,
self = identity.name,
scope = scopeOf(parts)
}
self.session = __TS__New(
RoomSession,
context,
incarnation,
{
joined = function(name) return emitter:emit("joined", name) end,
left = function(name, reason) return emitter:emit("left", name, reason) end
}
)
local function isAllowed(action, subject, sender)
return self:isAllowed(action, subject, sender)
end
self.pools = __TS__New(
Pools,
self.session,
function(pool, owner) return isAllowed("contribute", pool, owner) end
)
self.meets = __TS__New(
Rendezvous,
self.session,
function(event, owner) return isAllowed("meet", event, owner) end
)
local electorsOf = isOfGuild and (function(ranks) return presence:namesOfRanks(ranks) end) or nil
self.leases = __TS__New(Leases, self.session, {electorsOf = electorsOf, isAllowed = isAllowed})
local ____options_3 = options
local timeout = ____options_3.timeout
self.calls = __TS__New(Calls, self.session, {version = VERSION, handlers = handlers, timeout = timeout, isAllowed = isAllowed})
self.events = __TS__New(Events, self.session, {emitter = emitter, isAllowed = isAllowed})
self.objects = __TS__New(
Objects,
self.session,
self.calls,
function(object, author) return isAllowed("patch", object, author) end
)
self.link:register(self.session.gossip)
if isOfGuild then
lifetime:every(
ROSTER_REQUEST_SECONDS,
function() return presence:requestRoster() end
)
end
end
function OpenRoom.prototype.onRoster(self)
self.session.members:onRoster()
self.pools:settleAll()
self.meets:refilter()
self.leases:onRoster()
self.objects:refilter()
end
function OpenRoom.prototype.sayBye(self)
self.session.gossip.speaker:bye()
self.parts.outlets:flush()
end
function OpenRoom.prototype.close(self)
self:sayBye()
self.meets:close()
self.leases:close()
self.calls:close()
self.events:close()
local ____self_4 = self.lifetime
____self_4["end"](____self_4)
self.link:close()
end
function OpenRoom.prototype.isAllowed(self, action, subject, sender)
local ____self_parts_5 = self.parts
local options = ____self_parts_5.options
local host = ____self_parts_5.host
if action == "call" and __TS__ArrayIncludes(OWN_CALLS, subject) then
return true
end
local ok, answer = pcall(options.authorize, action, subject, sender)
if not ok then
host.ports.guard:report(tostring(answer))
end
return ok and answer
end
return ____exports
end,
["codec.cbor-skip"] = function(...) 
local ____exports = {}
local ____cbor_2Dhead = require("codec.cbor-head")
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
["codec.cbor"] = function(...) 
local ____exports = {}
do
local ____cbor_2Ddecode = require("codec.cbor-decode")
____exports.decodeCbor = ____cbor_2Ddecode.decodeCbor
____exports.readByteString = ____cbor_2Ddecode.readByteString
end
do
local ____cbor_2Dencode = require("codec.cbor-encode")
____exports.encodeByteString = ____cbor_2Dencode.encodeByteString
____exports.encodeCbor = ____cbor_2Dencode.encodeCbor
end
do
local ____cbor_2Dskip = require("codec.cbor-skip")
____exports.skipCbor = ____cbor_2Dskip.skipCbor
end
do
local ____cbor_2Dhead = require("codec.cbor-head")
____exports.encodeHead = ____cbor_2Dhead.encodeHead
____exports.readArgument = ____cbor_2Dhead.readArgument
end
return ____exports
end,
["event.guid"] = function(...) 
local ____exports = {}
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local readU32 = ____integers.readU32
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local floor = math.floor
local format = string.format
local match = string.match
____exports.MAX_SERVER = 16777215
____exports.ID_BYTES = 4
____exports.MAX_GUIDS = 1000
function ____exports.parseGuid(guid)
local server, high, low = match(guid, "^Player%-(%d+)%-(%x%x%x%x)(%x%x%x%x)$")
if low == nil then
return nil, nil
end
local number = tonumber(server)
if number > ____exports.MAX_SERVER then
return nil, nil
end
return number, tonumber(high, 16) * 65536 + tonumber(low, 16)
end
function ____exports.formatGuid(server, id)
return format(
"Player-%.0f-%04X%04X",
server,
floor(id / 65536),
id % 65536
)
end
function ____exports.packGuid(guid)
local server, id = ____exports.parseGuid(guid)
local ____temp_0
if server == nil then
____temp_0 = nil
else
____temp_0 = encodeVarint(server) .. packU32(id)
end
return ____temp_0
end
function ____exports.unpackGuid(packed)
local server, next = decodeVarint(packed, 1)
if server == nil or server > ____exports.MAX_SERVER or next + ____exports.ID_BYTES - 1 ~= #packed then
return nil
end
return ____exports.formatGuid(
server,
readU32(packed, next)
)
end
local function countEntries(list)
local count = 0
for _ in pairs(list) do
count = count + 1
end
return count
end
function ____exports.packGuids(guids)
local parts = {}
local size = 0
local runServer = -1
local run = {}
local runLength = 0
local index = 0
for ____, guid in ipairs(guids) do
index = index + 1
local server, id = ____exports.parseGuid(type(guid) == "string" and guid or "")
if server == nil or index > ____exports.MAX_GUIDS then
return nil, index
end
if server ~= runServer and runLength > 0 then
parts[size + 1] = (encodeVarint(runServer) .. encodeVarint(runLength)) .. table.concat(run)
size = size + 1
run = {}
runLength = 0
end
runServer = server
run[runLength + 1] = packU32(id)
runLength = runLength + 1
end
if countEntries(guids) > index then
return nil, index + 1
end
if runLength > 0 then
parts[size + 1] = (encodeVarint(runServer) .. encodeVarint(runLength)) .. table.concat(run)
end
return table.concat(parts)
end
function ____exports.unpackGuids(packed)
local guids = {}
local size = 0
local position = 1
local previousServer = -1
while position <= #packed do
local server, afterServer = decodeVarint(packed, position)
if server == nil or server > ____exports.MAX_SERVER or server == previousServer then
return nil
end
local count, next = decodeVarint(packed, afterServer)
if count == nil or count == 0 or size + count > ____exports.MAX_GUIDS or next + count * ____exports.ID_BYTES - 1 > #packed then
return nil
end
position = next
for _ = 1, count do
guids[size + 1] = ____exports.formatGuid(
server,
readU32(packed, position)
)
size = size + 1
position = position + ____exports.ID_BYTES
end
previousServer = server
end
return guids
end
return ____exports
end,
["event.key"] = function(...) 
local ____exports = {}
local byte = string.byte
local char = string.char
local floor = math.floor
____exports.WEEK_SECONDS = 604800
____exports.MAX_TIME = 4294967295
____exports.KEY_BYTES = 9
____exports.COUNTERS = 256
function ____exports.weekOf(time)
return floor(time / ____exports.WEEK_SECONDS)
end
function ____exports.toId(creator, counter)
return creator * ____exports.COUNTERS + counter
end
function ____exports.creatorOf(id)
return floor(id / ____exports.COUNTERS)
end
function ____exports.counterOf(id)
return id % ____exports.COUNTERS
end
function ____exports.isKeyBefore(timeA, idA, timeB, idB)
return timeA < timeB or timeA == timeB and idA < idB
end
function ____exports.packKey(time, id)
local creator = floor(id / 256)
local timeHigh = floor(time / 65536)
local creatorHigh = floor(creator / 65536)
return char(
floor(timeHigh / 256),
timeHigh % 256,
floor(time / 256) % 256,
time % 256,
floor(creatorHigh / 256),
creatorHigh % 256,
floor(creator / 256) % 256,
creator % 256,
id % 256
)
end
function ____exports.unpackKey(bytes, position)
local t1, t2, t3, t4, c1, c2, c3, c4, n = byte(bytes, position, position + ____exports.KEY_BYTES - 1)
if n == nil then
return nil, nil
end
local time = ((t1 * 256 + t2) * 256 + t3) * 256 + t4
local creator = ((c1 * 256 + c2) * 256 + c3) * 256 + c4
return time, creator * 256 + n
end
return ____exports
end,
["event.field-kinds"] = function(...) 
local ____exports = {}
local ____cbor = require("codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local encodeByteString = ____cbor.encodeByteString
local encodeCbor = ____cbor.encodeCbor
local readByteString = ____cbor.readByteString
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____misuse = require("misuse")
local show = ____misuse.show
local ____guid = require("event.guid")
local MAX_GUIDS = ____guid.MAX_GUIDS
local packGuid = ____guid.packGuid
local packGuids = ____guid.packGuids
local unpackGuid = ____guid.unpackGuid
local unpackGuids = ____guid.unpackGuids
local ____key = require("event.key")
local counterOf = ____key.counterOf
local creatorOf = ____key.creatorOf
local KEY_BYTES = ____key.KEY_BYTES
local packKey = ____key.packKey
local toId = ____key.toId
local unpackKey = ____key.unpackKey
local format = string.format
local function isString(value)
return type(value) == "string"
end
local function isNumber(value)
return type(value) == "number"
end
local function isBoolean(value)
return type(value) == "boolean"
end
local function isTable(value)
return type(value) == "table"
end
local function encodePlain(value)
local bytes, reason, path = encodeCbor(value)
if bytes ~= nil then
return bytes
end
local ____temp_0
if path == "" then
____temp_0 = nil
else
____temp_0 = (("a table with " .. reason) .. " at ") .. path
end
return nil, ____temp_0
end
local function decodePlain(bytes)
local ok, value, next = decodeCbor(bytes, 1)
local ____temp_1
if ok and next == #bytes + 1 then
____temp_1 = value
else
____temp_1 = nil
end
return ____temp_1
end
local function unwrap(bytes)
local content, next = readByteString(bytes, 1)
return next == #bytes + 1 and content or nil
end
local function encodeGuid(value)
local packed = packGuid(value)
if packed == nil then
return nil
end
return encodeByteString(packed)
end
local function decodeGuid(bytes)
local packed = unwrap(bytes)
local ____temp_2
if packed == nil then
____temp_2 = nil
else
____temp_2 = unpackGuid(packed)
end
return ____temp_2
end
local function encodeGuids(value)
local guids = value
local packed, offender = packGuids(guids)
if packed == nil then
return nil, format(
"%s at index %.0f",
show(guids[offender]),
offender
)
end
return encodeByteString(packed)
end
local function decodeGuids(bytes)
local packed = unwrap(bytes)
local ____temp_3
if packed == nil then
____temp_3 = nil
else
____temp_3 = unpackGuids(packed)
end
return ____temp_3
end
local function encodeBytes(value)
return encodeByteString(value)
end
local function encodeKey(value)
local ____value_4 = value
local time = ____value_4.time
local creator = ____value_4.creator
local counter = ____value_4.counter
return encodeByteString(packKey(
time,
toId(creator, counter)
))
end
local function decodeKey(bytes)
local packed = unwrap(bytes)
if packed == nil or #packed ~= KEY_BYTES then
return nil
end
local time, id = unpackKey(packed, 1)
return {
time = time,
creator = creatorOf(id),
counter = counterOf(id)
}
end
____exports.FIELD_KINDS = {
any = {
name = "any",
expected = "a string, finite number, boolean or table of these",
fits = function() return true end,
encode = encodePlain,
decode = decodePlain
},
guid = {
name = "guid",
expected = "a player GUID",
fits = isString,
encode = encodeGuid,
decode = decodeGuid
},
["guid[]"] = {
name = "guid[]",
expected = format("a list of at most %.0f player GUIDs", MAX_GUIDS),
isList = true,
fits = isTable,
encode = encodeGuids,
decode = decodeGuids
},
number = {
name = "number",
expected = "a finite number",
fits = isNumber,
encode = encodePlain,
decode = decodePlain
},
string = {
name = "string",
expected = "a string",
fits = isString,
encode = encodePlain,
decode = decodePlain
},
boolean = {
name = "boolean",
expected = "a boolean",
fits = isBoolean,
encode = encodePlain,
decode = decodePlain
},
bytes = {
name = "bytes",
expected = "a string",
fits = isString,
encode = encodeBytes,
decode = function(bytes) return unwrap(bytes) end,
isInternal = true
},
key = {
name = "key",
expected = "the key of an event",
isInternal = true,
fits = isTable,
encode = encodeKey,
decode = decodeKey
}
}
function ____exports.findKind(name)
local kind = ____exports.FIELD_KINDS[name]
local ____temp_7
if (kind and kind.isInternal) == true then
____temp_7 = nil
else
____temp_7 = kind
end
return ____temp_7
end
local function kindsInWords()
local names = {}
for name in pairs(____exports.FIELD_KINDS) do
if ____exports.findKind(name) ~= nil then
names[#names + 1] = name
end
end
table.sort(names, bytesLess)
local last = table.remove(names)
return (table.concat(names, ", ") .. " or ") .. tostring(last)
end
____exports.KINDS_IN_WORDS = kindsInWords()
return ____exports
end,
["event.field"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____field_2Dkinds = require("event.field-kinds")
local findKind = ____field_2Dkinds.findKind
function ____exports.describeField(____bindingPattern0)
local isRequired
local kind
local name
name = ____bindingPattern0.name
kind = ____bindingPattern0.kind
isRequired = ____bindingPattern0.isRequired
return (kind == "any" or isRequired == true) and (name .. ":") .. kind or ((name .. ":") .. kind) .. "?"
end
____exports.RESERVED_NAMES = {
"type",
"time",
"creator",
"counter",
"creatorGuid",
"importId",
"originalTime"
}
function ____exports.parseField(text)
local name, kind = string.match(text, "^([%a_][%w_]*):?(.*)$")
if name == nil or __TS__ArrayIncludes(____exports.RESERVED_NAMES, name) then
return nil
end
if kind == "" and #name == #text then
return {name = name, kind = "any"}
end
local optionalKind = string.match(kind, "^(.*)%?$")
local ____opt_0 = findKind(optionalKind or kind)
local known = ____opt_0 and ____opt_0.name
if known == nil then
return nil
end
return (known == "any" or optionalKind ~= nil) and ({name = name, kind = known}) or ({name = name, kind = known, isRequired = true})
end
return ____exports
end,
["live.pool.value-codec"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local encodeFields, decodeFields, sub
local ____cbor = require("codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local encodeCbor = ____cbor.encodeCbor
local ____cbor_2Dskip = require("codec.cbor-skip")
local skipCbor = ____cbor_2Dskip.skipCbor
local ____field_2Dkinds = require("event.field-kinds")
local FIELD_KINDS = ____field_2Dkinds.FIELD_KINDS
local ____misuse = require("misuse")
local hintAt = ____misuse.hintAt
local mustBe = ____misuse.mustBe
function encodeFields(fields, values)
local parts = {}
local count = 0
for ____, ____value in ipairs(fields) do
local name = ____value.name
local kind = ____value.kind
local isRequired = ____value.isRequired
local ____FIELD_KINDS_kind_0 = FIELD_KINDS[kind]
local expected = ____FIELD_KINDS_kind_0.expected
local encode = ____FIELD_KINDS_kind_0.encode
local fits = ____FIELD_KINDS_kind_0.fits
local value = values[name]
local part
if value == nil and isRequired ~= true then
part = encodeCbor(nil)
elseif value ~= nil and fits(value) then
part = encode(value)
end
if part == nil then
return nil, (("has a field '" .. name) .. "' that ") .. mustBe(expected, value)
end
parts[count + 1] = part
count = count + 1
end
return table.concat(parts)
end
function decodeFields(fields, bytes)
local values = {}
local nothing = encodeCbor(nil)
local position = 1
for ____, ____value in ipairs(fields) do
local name = ____value.name
local kind = ____value.kind
local isRequired = ____value.isRequired
local next = skipCbor(bytes, position)
if next == nil then
return false
end
local piece = sub(bytes, position, next - 1)
local ____temp_1
if piece == nothing then
____temp_1 = nil
else
____temp_1 = FIELD_KINDS[kind].decode(piece)
end
local value = ____temp_1
local isMissing = piece == nothing and isRequired ~= true
if not isMissing and (value == nil or not FIELD_KINDS[kind].fits(value)) then
return false
end
values[name] = value
position = next
end
return true, values
end
sub = string.sub
____exports.ANY_VALUE = {
encode = function(value)
if value == nil then
return nil, mustBe("a value", value)
end
local bytes, reason, path = encodeCbor(value)
if bytes == nil then
return nil, (("cannot hold " .. reason) .. ", which is at value") .. path
end
return bytes
end,
decode = function(bytes)
local ok, value, next = decodeCbor(bytes, 1)
return ok and next == #bytes + 1, value
end
}
function ____exports.fieldsCodec(fields)
local names = __TS__ArrayMap(
fields,
function(____, ____bindingPattern0)
local name
name = ____bindingPattern0.name
return name
end
)
return {
encode = function(value)
if type(value) ~= "table" then
return nil, mustBe("a table", value)
end
for key in pairs(value) do
local name = tostring(key)
if not __TS__ArrayIncludes(names, name) then
return nil, (("has a field '" .. name) .. "' that is unknown; ") .. hintAt(name, names)
end
end
return encodeFields(fields, value)
end,
decode = function(bytes) return decodeFields(fields, bytes) end
}
end
return ____exports
end,
["live.pool.options"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local only
local ____field = require("event.field")
local parseField = ____field.parseField
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local expectList = ____misuse.expectList
local expectNames = ____misuse.expectNames
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local show = ____misuse.show
local ____numbers = require("numbers")
local isFiniteNumber = ____numbers.isFiniteNumber
local ____value_2Dcodec = require("live.pool.value-codec")
local ANY_VALUE = ____value_2Dcodec.ANY_VALUE
local fieldsCodec = ____value_2Dcodec.fieldsCodec
function only(expected, fits)
return {
encode = function(value)
if not fits(value) then
return nil, mustBe(expected, value)
end
return ANY_VALUE.encode(value)
end,
decode = function(bytes)
local ok, value = ANY_VALUE.decode(bytes)
return ok and fits(value), value
end
}
end
local NAMES = {"key", "fields"}
local function itself(value)
return value
end
____exports.STRING_POOL = {
keyOf = itself,
codec = only(
"a string",
function(value) return type(value) == "string" end
)
}
____exports.NUMBER_POOL = {
keyOf = itself,
codec = only("a finite number", isFiniteNumber)
}
function ____exports.checkPoolOptions(options)
expectTable("pool", "options", options)
expectNames("pool", options, NAMES)
local ____options_0 = options
local key = ____options_0.key
local fields = ____options_0.fields
expectFunction("pool", "key", key)
if fields == nil then
return {keyOf = key, codec = ANY_VALUE}
end
expectList("pool", "fields", fields)
local definitions = {}
for ____, text in ipairs(fields) do
local ____temp_1
if type(text) == "string" then
____temp_1 = parseField(text)
else
____temp_1 = nil
end
local field = ____temp_1
if field == nil then
misuse(
"pool",
"fields",
mustBe("texts like \"amount:number\"", text)
)
end
if __TS__ArraySome(
definitions,
function(____, ____bindingPattern0)
local name
name = ____bindingPattern0.name
return name == field.name
end
) then
misuse(
"pool",
"fields",
("has " .. show(field.name)) .. " twice"
)
end
definitions[#definitions + 1] = field
end
return {
keyOf = key,
codec = fieldsCodec(definitions)
}
end
return ____exports
end,
["live.pool.pool"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local isOwn
local ____bytes = require("live.bytes")
local encodeText = ____bytes.encodeText
local ____stamp = require("live.stamp")
local encodeStamp = ____stamp.encodeStamp
local ____cbor = require("codec.cbor")
local encodeCbor = ____cbor.encodeCbor
local ____emitter = require("emitter")
local Emitter = ____emitter.Emitter
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
function isOwn(____bindingPattern0, ____bindingPattern1)
local session
session = ____bindingPattern0.session
local owner
owner = ____bindingPattern1.owner
return owner == session.context.self
end
local char = string.char
____exports.Pool = __TS__Class()
local Pool = ____exports.Pool
function Pool.prototype.____constructor(self, context)
self.context = context
self.values = setmetatable({}, {__mode = "k"})
self.name = context.name
self.emitter = __TS__New(Emitter, context.guard)
end
function Pool.prototype.attach(self, session, entries)
local open = {session = session, entries = entries, slots = {}}
self.open = open
entries.onEntry = function(key, old, entry) return self:changed(open, key, old, entry) end
entries:each(function(entry) return self:changed(open, entry.key, nil, entry) end)
end
function Pool.prototype.detach(self)
local open = self.open
self.open = nil
if open ~= nil then
open.entries:each(function(entry)
self.emitter:emit(
"changed",
entry.key,
nil,
nil,
self:decoded(entry)
)
end)
end
end
function Pool.prototype.replaceContribution(self, value)
local ____self_context_2 = self.context
local keyOf = ____self_context_2.keyOf
local codec = ____self_context_2.codec
local name = ____self_context_2.name
local bytes, problem = codec.encode(value)
if bytes == nil then
return misuse("replaceContribution", "value", problem)
end
local key = keyOf(value)
if type(key) ~= "string" and type(key) ~= "number" then
return misuse(
"replaceContribution",
"key",
(("of pool \"" .. name) .. "\" ") .. mustBe("a string or a number", key)
)
end
local open = self.open
if open == nil then
return false, "closed"
end
local winner = open.entries:winner(key)
if winner ~= nil and winner.owner == open.session.context.self and winner.bytes == bytes then
return true
end
local why = self:write(open, key, bytes)
if why ~= nil then
return false, why
end
return true
end
function Pool.prototype.removeContribution(self, key)
local open = self.open
local winner = open and open.entries:winner(key)
if open == nil or winner == nil or winner.bytes == "" or not isOwn(open, winner) then
return false
end
if open.entries:hasOther(key, winner.owner) then
self:write(open, key, "")
else
self:clear(open, key)
end
return true
end
function Pool.prototype.getContribution(self, key)
local ____opt_5 = self.open
local winner = ____opt_5 and ____opt_5.entries:winner(key)
local ____temp_7
if winner == nil or winner.bytes == "" then
____temp_7 = nil
else
____temp_7 = self:decoded(winner)
end
return ____temp_7
end
function Pool.prototype.getAllContributions(self)
local all = {}
local ____opt_8 = self.open
if ____opt_8 ~= nil then
____opt_8.entries:each(function(entry)
all[entry.key] = self:decoded(entry)
end)
end
return all
end
function Pool.prototype.ownerOf(self, key)
local ____opt_10 = self.open
local winner = ____opt_10 and ____opt_10.entries:winner(key)
local ____temp_12
if winner == nil or winner.bytes == "" then
____temp_12 = nil
else
____temp_12 = winner.owner
end
return ____temp_12
end
function Pool.prototype.on(self, name, listener)
if name ~= "changed" then
misuse(
"on",
"name",
mustBe("\"changed\"", name)
)
end
expectFunction("on", "listener", listener)
return self.emitter:on(name, listener)
end
function Pool.prototype.write(self, open, key, bytes)
local ____open_session_13 = open.session
local own = ____open_session_13.own
local stamps = ____open_session_13.stamps
local keyBytes = encodeCbor(key)
local stamp = encodeStamp(
stamps:issue(),
own.incarnation
)
local cell = (((char(1) .. encodeText(self.context.name)) .. keyBytes) .. stamp) .. bytes
local slot = open.slots[key]
if slot ~= nil then
return own:write(slot, cell)
end
local free, why = own:reserve()
if free == nil then
return why
end
open.slots[key] = free
local refusal = own:write(free, cell)
if refusal ~= nil then
open.slots[key] = nil
end
return refusal
end
function Pool.prototype.clear(self, open, key)
local slot = open.slots[key]
if slot ~= nil then
open.slots[key] = nil
open.session.own:clear(slot)
end
end
function Pool.prototype.changed(self, open, key, old, entry)
local isSame = (old and old.owner) == (entry and entry.owner) and (old and old.bytes) == (entry and entry.bytes)
local ____temp_22
if old == nil or old.bytes == "" then
____temp_22 = nil
else
____temp_22 = self:decoded(old)
end
local before = ____temp_22
local ____temp_23
if entry == nil or entry.bytes == "" then
____temp_23 = nil
else
____temp_23 = self:decoded(entry)
end
local value = ____temp_23
self:tidy(open, key, entry)
if not isSame and (before ~= nil or value ~= nil) then
local ____self_28 = self.emitter
local ____self_28_emit_29 = ____self_28.emit
local ____key_27 = key
local ____temp_26
if value == nil then
____temp_26 = nil
else
____temp_26 = entry and entry.owner
end
____self_28_emit_29(
____self_28,
"changed",
____key_27,
value,
____temp_26,
before
)
end
end
function Pool.prototype.tidy(self, open, key, entry)
if entry == nil or not (open.slots[key] ~= nil) then
return
end
local isOvertaken = not isOwn(open, entry)
local isSpent = not isOvertaken and entry.bytes == "" and not open.entries:hasOther(key, entry.owner)
if isOvertaken or isSpent then
self:clear(open, key)
end
end
function Pool.prototype.decoded(self, entry)
if not (self.values[entry] ~= nil) then
local ok, value = self.context.codec.decode(entry.bytes)
local ____self_values_31 = self.values
local ____entry_32 = entry
local ____ok_30
if ok then
____ok_30 = value
else
____ok_30 = nil
end
____self_values_31[____entry_32] = ____ok_30
if not ok then
local ____opt_33 = self.open
if ____opt_33 ~= nil then
____opt_33.session.context.port:ignore("undecodableValue")
end
end
end
return self.values[entry]
end
return ____exports
end,
["live.shared.options"] = function(...) 
local ____exports = {}
local ____misuse = require("misuse")
local expectNames = ____misuse.expectNames
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local ____reading = require("live.object.reading")
local readData = ____reading.readData
local NAMES = {"data", "writers", "saved"}
function ____exports.checkObjectOptions(options)
expectTable("sharedObject", "options", options)
expectNames("sharedObject", options, NAMES)
local ____options_0 = options
local writers = ____options_0.writers
local saved = ____options_0.saved
local data, reason, at = readData(options.data)
if data == nil then
return misuse("sharedObject", at == "" and "data" or "data." .. at, reason)
end
if writers ~= nil and (type(writers) ~= "table" or type(writers.isHeld) ~= "function") then
misuse(
"sharedObject",
"writers",
mustBe("a lease of this room", writers)
)
end
if saved ~= nil then
expectTable("sharedObject", "saved", saved)
end
return {data = data, writers = writers, saved = saved}
end
return ____exports
end,
["live.shared.observers"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____compare = require("live.object.compare")
local isEqual = ____compare.isEqual
local ____paths = require("live.object.paths")
local getAt = ____paths.getAt
____exports.Observers = __TS__Class()
local Observers = ____exports.Observers
function Observers.prototype.____constructor(self, guard)
self.guard = guard
self.list = {}
end
function Observers.prototype.add(self, parts, observer)
local added = {parts = parts, observer = observer}
self.list = __TS__ArrayConcat(self.list, {added})
return function()
self.list = __TS__ArrayFilter(
self.list,
function(____, other) return other ~= added end
)
end
end
function Observers.prototype.clear(self)
self.list = {}
end
function Observers.prototype.tell(self, data, old)
if data == old then
return
end
for ____, ____value in ipairs(self.list) do
local parts = ____value.parts
local observer = ____value.observer
local value = getAt(data, parts)
local before = getAt(old, parts)
if not isEqual(value, before) then
self.guard:call(observer, value, before)
end
end
end
return ____exports
end,
["codec.base64"] = function(...) 
local ____exports = {}
local byte = string.byte
local char = string.char
local concat = table.concat
local find = string.find
local rep = string.rep
local sub = string.sub
local ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
local SHAPE = "^[A-Za-z0-9+/]*$"
local LAST_SHAPE = "^[A-Za-z0-9+/]*=?=?$"
local ROUND_BYTES = 12
local ROUND_DIGITS = 16
local SLICE_BYTES = 384
local SLICE_DIGITS = 512
local NUL = "\0"
local ZERO_DIGIT = "A"
local digitOf = {}
local valueOf = {}
for value = 0, 63 do
local code = byte(ALPHABET, value + 1)
digitOf[value] = code
valueOf[code] = value
end
local function encodeSlice(bytes, from, to)
local parts = {}
local count = 0
for at = from, to, ROUND_BYTES do
local a1, a2, a3, b1, b2, b3, c1, c2, c3, d1, d2, d3 = byte(bytes, at, at + ROUND_BYTES - 1)
local low1 = a2 % 16
local low2 = b2 % 16
local low3 = c2 % 16
local low4 = d2 % 16
parts[count + 1] = char(
digitOf[(a1 - a1 % 4) / 4],
digitOf[a1 % 4 * 16 + (a2 - low1) / 16],
digitOf[low1 * 4 + (a3 - a3 % 64) / 64],
digitOf[a3 % 64],
digitOf[(b1 - b1 % 4) / 4],
digitOf[b1 % 4 * 16 + (b2 - low2) / 16],
digitOf[low2 * 4 + (b3 - b3 % 64) / 64],
digitOf[b3 % 64],
digitOf[(c1 - c1 % 4) / 4],
digitOf[c1 % 4 * 16 + (c2 - low3) / 16],
digitOf[low3 * 4 + (c3 - c3 % 64) / 64],
digitOf[c3 % 64],
digitOf[(d1 - d1 % 4) / 4],
digitOf[d1 % 4 * 16 + (d2 - low4) / 16],
digitOf[low4 * 4 + (d3 - d3 % 64) / 64],
digitOf[d3 % 64]
)
count = count + 1
end
return concat(parts)
end
local function decodeSlice(digits, from, to)
local parts = {}
local count = 0
for at = from, to, ROUND_DIGITS do
local c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16 = byte(digits, at, at + ROUND_DIGITS - 1)
local a2 = valueOf[c2]
local a3 = valueOf[c3]
local b2 = valueOf[c6]
local b3 = valueOf[c7]
local d2 = valueOf[c10]
local d3 = valueOf[c11]
local e2 = valueOf[c14]
local e3 = valueOf[c15]
parts[count + 1] = char(
valueOf[c1] * 4 + (a2 - a2 % 16) / 16,
a2 % 16 * 16 + (a3 - a3 % 4) / 4,
a3 % 4 * 64 + valueOf[c4],
valueOf[c5] * 4 + (b2 - b2 % 16) / 16,
b2 % 16 * 16 + (b3 - b3 % 4) / 4,
b3 % 4 * 64 + valueOf[c8],
valueOf[c9] * 4 + (d2 - d2 % 16) / 16,
d2 % 16 * 16 + (d3 - d3 % 4) / 4,
d3 % 4 * 64 + valueOf[c12],
valueOf[c13] * 4 + (e2 - e2 % 16) / 16,
e2 % 16 * 16 + (e3 - e3 % 4) / 4,
e3 % 4 * 64 + valueOf[c16]
)
count = count + 1
end
return concat(parts)
end
local function fillUp(text, width, filler)
return text .. rep(filler, -#text % width)
end
local function hasShape(text, yieldIfDue)
local length = #text
for from = 1, length, SLICE_DIGITS do
local to = from + SLICE_DIGITS - 1
local shape = find(
sub(text, from, to),
to < length and SHAPE or LAST_SHAPE
)
if shape == nil then
return false
end
if yieldIfDue ~= nil and to < length then
yieldIfDue()
end
end
return true
end
local function convert(text, sliceLength, convertSlice, yieldIfDue)
local length = #text
local slices = {}
local count = 0
for from = 1, length, sliceLength do
if yieldIfDue ~= nil and count > 0 then
yieldIfDue()
end
local to = from + sliceLength - 1
slices[count + 1] = convertSlice(text, from, to > length and length or to)
count = count + 1
end
return concat(slices)
end
function ____exports.encodeBase64(bytes, yieldIfDue)
local length = #bytes
local padding = -length % 3
local digits = convert(
fillUp(bytes, ROUND_BYTES, NUL),
SLICE_BYTES,
encodeSlice,
yieldIfDue
)
return sub(digits, 1, (length + padding) / 3 * 4 - padding) .. rep("=", padding)
end
function ____exports.decodeBase64(text, yieldIfDue)
local length = #text
if length % 4 ~= 0 or not hasShape(text, yieldIfDue) then
return nil
end
local pad = find(text, "=", -2, true)
local padding = pad == nil and 0 or length - pad + 1
local digits = sub(text, 1, length - padding)
if padding > 0 then
local lastValue = valueOf[byte(digits, -1)]
if lastValue % (padding == 2 and 16 or 4) ~= 0 then
return nil
end
end
local bytes = convert(
fillUp(digits, ROUND_DIGITS, ZERO_DIGIT),
SLICE_DIGITS,
decodeSlice,
yieldIfDue
)
return sub(bytes, 1, length / 4 * 3 - padding)
end
return ____exports
end,
["live.shared.saved"] = function(...) 
local ____exports = {}
local ____base64 = require("codec.base64")
local decodeBase64 = ____base64.decodeBase64
local encodeBase64 = ____base64.encodeBase64
local ____reading = require("live.object.reading")
local readData = ____reading.readData
local ____checkpoint = require("live.shared.checkpoint")
local checkpointOf = ____checkpoint.checkpointOf
local decodeHead = ____checkpoint.decodeHead
local encodeHead = ____checkpoint.encodeHead
local HEAD_BYTES = 8192
function ____exports.saveCheckpoint(saved, scope, ____bindingPattern0, data)
local head
head = ____bindingPattern0.head
saved.scope = scope
saved.head = encodeBase64(encodeHead(head))
saved.data = data
end
function ____exports.readSaved(saved, scope)
local text = saved.head
if saved.scope ~= scope or type(text) ~= "string" or #text > HEAD_BYTES then
return nil
end
local bytes = decodeBase64(text)
local ____temp_0
if bytes == nil then
____temp_0 = nil
else
____temp_0 = decodeHead(bytes)
end
local head = ____temp_0
local data = readData(saved.data)
if head == nil or data == nil then
return nil
end
return checkpointOf(head, data), data
end
return ____exports
end,
["live.shared.shared-object"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__New = ____lualib.__TS__New
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____cbor_2Dencode = require("codec.cbor-encode")
local encodeCbor = ____cbor_2Dencode.encodeCbor
local ____emitter = require("emitter")
local Emitter = ____emitter.Emitter
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local raise = ____misuse.raise
local ____cells = require("live.board.cells")
local CELL_BYTES = ____cells.CELL_BYTES
local ____parse_2Dpatch = require("live.object.parse-patch")
local checkPatch = ____parse_2Dpatch.checkPatch
local ____patch = require("live.object.patch")
local applyPatch = ____patch.applyPatch
local ____paths = require("live.object.paths")
local parsePath = ____paths.parsePath
local ____observers = require("live.shared.observers")
local Observers = ____observers.Observers
local ____patch_2Dcells = require("live.shared.patch-cells")
local keyOf = ____patch_2Dcells.keyOf
local ____saved = require("live.shared.saved")
local readSaved = ____saved.readSaved
local saveCheckpoint = ____saved.saveCheckpoint
local CELL_HEAD_BYTES = 256
local WAITING_LIMIT = 64
local LISTENERS = {"patched", "reissued"}
local PendingPatches = __TS__Class()
function PendingPatches.prototype.____constructor(self)
self.byKey = {}
self.keys = {}
end
function PendingPatches.prototype.get(self, key)
return self.byKey[key]
end
function PendingPatches.prototype.add(self, key, pending)
self.byKey[key] = pending
self.keys[#self.keys + 1] = key
end
function PendingPatches.prototype.take(self, key)
local pending = self.byKey[key]
self.byKey[key] = nil
self.keys = __TS__ArrayFilter(
self.keys,
function(____, other) return other ~= key end
)
return pending
end
function PendingPatches.prototype.inOrder(self)
return __TS__ArrayMap(
self.keys,
function(____, key) return self.byKey[key] end
)
end
____exports.SharedObject = __TS__Class()
local SharedObject = ____exports.SharedObject
function SharedObject.prototype.____constructor(self, name, options, guard)
self.options = options
self.guard = guard
self.waiting = {}
self.isStopped = false
self.name = name
self.emitter = __TS__New(Emitter, guard)
self.observers = __TS__New(Observers, guard)
self.shown = options.data
self.told = options.data
end
function SharedObject.prototype.attach(self, objects, scope)
local ____self_options_0 = self.options
local data = ____self_options_0.data
local writers = ____self_options_0.writers
local saved = ____self_options_0.saved
local follower = objects:follow(
self.name,
{
data = data,
term = writers == nil and 0 or 1,
changed = function(heard) return self:changed(heard) end,
reissued = function(old, patch) return self:reissued(old, patch) end,
folded = function(entry) return self:outcome(entry, true) end
}
)
self.open = {
follower = follower,
scope = scope,
pending = __TS__New(PendingPatches)
}
if saved ~= nil then
local checkpoint, kept = readSaved(saved, scope)
if checkpoint ~= nil then
follower:offer(checkpoint, kept)
end
end
end
function SharedObject.prototype.detach(self)
local open = self.open
self.open = nil
local waiting = self.waiting
self.waiting = {}
for ____, ____value in ipairs(waiting) do
local pending = ____value.pending
self:refuse(pending, "closed")
end
for ____, pending in ipairs(open.pending:inOrder()) do
self:refuse(pending, "closed")
end
self.shown = self.options.data
self:publish()
end
function SharedObject.prototype.save(self)
local ____self_options_1 = self.options
local saved = ____self_options_1.saved
local ____opt_2 = self.open
local last = ____opt_2 and ____opt_2.follower:last()
if saved ~= nil and last ~= nil then
saveCheckpoint(saved, self.open.scope, last.checkpoint, last.data)
end
end
function SharedObject.prototype.status(self)
local ____opt_4 = self.open
local follower = ____opt_4 and ____opt_4.follower
local ____self_name_12 = self.name
local ____temp_13 = self:isKnown()
local ____opt_6 = follower and follower.replica
return {name = ____self_name_12, isKnown = ____temp_13, patches = (____opt_6 and #____opt_6.log.entries or 0) + #self.waiting, lost = follower and follower.late.lost or 0}
end
function SharedObject.prototype.get(self)
return self.shown
end
function SharedObject.prototype.isKnown(self)
local ____opt_14 = self.open
return (____opt_14 and ____opt_14.follower.replica) ~= nil
end
function SharedObject.prototype.patch(self, operators, callback)
local problem = checkPatch(operators)
if problem ~= nil then
raise("patch", problem)
end
if callback ~= nil then
expectFunction("patch", "callback", callback)
end
local bytes = encodeCbor(operators)
local pending = {callback = callback, isTold = false}
local why = self:objectionTo(bytes)
if why ~= nil then
self:refuse(pending, why)
return
end
local ____bytes_18 = bytes
local ____opt_16 = self.options.writers
local waiting = {
operators = ____bytes_18,
term = ____opt_16 and ____opt_16:term() or 0,
pending = pending
}
if self:isKnown() then
self:issue(waiting)
self.shown = self.open.follower.replica.log:state().data
return
end
local data = applyPatch(self.shown, operators, 0)
self.shown = data or self.shown
self.waiting[#self.waiting + 1] = waiting
end
function SharedObject.prototype.observe(self, path, observer)
expectFunction("observe", "observer", observer)
if path == "" then
return self.observers:add({}, observer)
end
local parts, reason = parsePath(path)
if parts == nil then
return misuse("observe", "path", reason)
end
return self.observers:add(parts, observer)
end
function SharedObject.prototype.on(self, name, listener)
if not __TS__ArrayIncludes(LISTENERS, name) then
misuse(
"on",
"name",
mustBe("\"patched\" or \"reissued\"", name)
)
end
expectFunction("on", "listener", listener)
return self.emitter:on(name, listener)
end
function SharedObject.prototype.stop(self)
self.isStopped = true
self.observers:clear()
self.emitter:clear()
end
function SharedObject.prototype.objectionTo(self, bytes)
local ____self_options_19 = self.options
local writers = ____self_options_19.writers
if self.isStopped then
return "stopped"
end
if self.open == nil then
return "closed"
end
if writers ~= nil and not writers:isHeld() then
return "notHeld"
end
if bytes == nil or #bytes > CELL_BYTES - CELL_HEAD_BYTES then
return "tooLarge"
end
return #self.waiting >= WAITING_LIMIT and "full" or nil
end
function SharedObject.prototype.issue(self, ____bindingPattern0)
local pending
local term
local operators
operators = ____bindingPattern0.operators
term = ____bindingPattern0.term
pending = ____bindingPattern0.pending
local ____self_open_20 = self.open
local follower = ____self_open_20.follower
local open = ____self_open_20.pending
local patch, why = follower:issue(operators, term)
if patch == nil then
self:refuse(pending, why)
else
open:add(
keyOf(patch),
pending
)
end
end
function SharedObject.prototype.changed(self, heard)
local open = self.open
local waiting = self.waiting
self.waiting = {}
for ____, each in ipairs(waiting) do
self:issue(each)
end
local log = open.follower.replica.log
if not log:isSettled() then
return
end
self.shown = log:state().data
for ____, entry in ipairs(log.entries) do
self:outcome(entry, false)
end
for ____, ____value in ipairs(heard) do
local patch = ____value.patch
local why = ____value.why
local isApplied = why == nil or why == "repeated"
self.emitter:emit("patched", patch.operators, patch.author, isApplied)
end
self:publish()
end
function SharedObject.prototype.outcome(self, ____bindingPattern0, isFinal)
local detail
local why
local key
key = ____bindingPattern0.key
why = ____bindingPattern0.why
detail = ____bindingPattern0.detail
local open = self.open.pending
local ____isFinal_21
if isFinal then
____isFinal_21 = open:take(key)
else
____isFinal_21 = open:get(key)
end
local pending = ____isFinal_21
if pending == nil or pending.isTold and not isFinal then
return
end
pending.isTold = true
local ____temp_22
if why == "repeated" then
____temp_22 = nil
else
____temp_22 = why
end
local reason = ____temp_22
self:tell(pending, reason, isFinal, detail)
end
function SharedObject.prototype.reissued(self, old, patch)
local open = self.open.pending
local pending = open:take(keyOf(old))
if patch == nil then
self:refuse(pending, "late")
return
end
if pending ~= nil then
open:add(
keyOf(patch),
pending
)
end
self.emitter:emit("reissued")
end
function SharedObject.prototype.refuse(self, pending, why)
self:tell(pending, why, true)
end
function SharedObject.prototype.tell(self, pending, why, isFinal, detail)
if (pending and pending.callback) ~= nil and not (self.isStopped and why ~= "stopped") then
self.guard:call(
pending.callback,
why == nil,
why,
self.shown,
isFinal,
detail
)
end
end
function SharedObject.prototype.publish(self)
local told = self.told
self.told = self.shown
self.observers:tell(self.shown, told)
end
return ____exports
end,
["live.room"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____handlers = require("live.call.handlers")
local Handlers = ____handlers.Handlers
local ____explain = require("live.explain")
local explainRoom = ____explain.explainRoom
local ____lease = require("live.lease.lease")
local Lease = ____lease.Lease
local ____options = require("live.lease.options")
local checkLeaseOptions = ____options.checkLeaseOptions
local ____options = require("live.meet.options")
local checkMeetOptions = ____options.checkOptions
local ____rendezvous = require("live.meet.rendezvous")
local NEVER_SAID = ____rendezvous.NEVER_SAID
local ____open_2Droom = require("live.open-room")
local OpenRoom = ____open_2Droom.OpenRoom
local PING_CALL = ____open_2Droom.PING_CALL
local ____options = require("live.options")
local checkRoomOptions = ____options.checkRoomOptions
local ____options = require("live.pool.options")
local checkPoolOptions = ____options.checkPoolOptions
local NUMBER_POOL = ____options.NUMBER_POOL
local STRING_POOL = ____options.STRING_POOL
local ____pool = require("live.pool.pool")
local Pool = ____pool.Pool
local ____constants = require("live.shared.constants")
local OBJECT_LIMIT = ____constants.OBJECT_LIMIT
local OBJECT_NAME_BYTES = ____constants.OBJECT_NAME_BYTES
local ____fetcher = require("live.shared.fetcher")
local CHECKPOINT_CALL = ____fetcher.CHECKPOINT_CALL
local ____options = require("live.shared.options")
local checkObjectOptions = ____options.checkObjectOptions
local ____shared_2Dobject = require("live.shared.shared-object")
local SharedObject = ____shared_2Dobject.SharedObject
local ____emitter = require("emitter")
local Emitter = ____emitter.Emitter
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local expectString = ____misuse.expectString
local misuse = ____misuse.misuse
local show = ____misuse.show
local max = math.max
local NAME_BYTES = 64
local EVENT_NAME_BYTES = 100
____exports.Room = __TS__Class()
local Room = ____exports.Room
function Room.prototype.____constructor(self, options, host, outlets)
self.pools = {}
self.leases = {}
self.objects = {}
self.closedReason = "unknown"
self.incarnation = 0
local emitter = __TS__New(Emitter, host.ports.guard)
self.parts = {
options = options,
host = host,
outlets = outlets,
emitter = emitter,
handlers = __TS__New(Handlers)
}
self.parts.handlers:add(
PING_CALL,
function() return true end
)
self.parts.handlers:add(
CHECKPOINT_CALL,
function(args, caller)
local ____opt_0 = self.open
return ____opt_0 and ____opt_0.objects:answer(args, caller)
end
)
host.ports.timers:after(
0,
function() return self:onScopeChanged() end
)
end
function Room.create(self, options, host)
local checked = checkRoomOptions(options)
local user = host.userOf(checked.name)
if user ~= nil then
misuse(
"createRoom",
"name",
(("is already used by another " .. user) .. ", got ") .. show(checked.name)
)
end
return host.open(
checked.name,
function(outlets) return __TS__New(____exports.Room, checked, host, outlets) end
)
end
function Room.prototype.pool(self, name, options)
return self:poolOf(
"pool",
name,
checkPoolOptions(options)
)
end
function Room.prototype.stringPool(self, name)
return self:poolOf("stringPool", name, STRING_POOL)
end
function Room.prototype.numberPool(self, name)
return self:poolOf("numberPool", name, NUMBER_POOL)
end
function Room.prototype.meet(self, options, callback)
local ____self_parts_2 = self.parts
local host = ____self_parts_2.host
if self.open ~= nil then
return self.open.meets:meet(options, callback)
end
checkMeetOptions(options, callback, host.ports.identity.name)
host.ports.guard:call(callback, nil, "closed")
return NEVER_SAID
end
function Room.prototype.pending(self)
local ____opt_3 = self.open
return ____opt_3 and ____opt_3.meets:pending() or ({})
end
function Room.prototype.lease(self, name, options)
if options == nil then
options = {}
end
local ____self_parts_5 = self.parts
local ownOptions = ____self_parts_5.options
local host = ____self_parts_5.host
expectString(
"lease",
"name",
name,
1,
NAME_BYTES
)
local known = __TS__ArrayFind(
self.leases,
function(____, lease) return lease.name == name end
)
if known ~= nil then
return known
end
local checked = checkLeaseOptions(options, ownOptions.members == "guild")
local lease = __TS__New(Lease, name, checked, host.ports.guard)
self.leases[#self.leases + 1] = lease
local ____opt_6 = self.open
if ____opt_6 ~= nil then
____opt_6.leases:open(lease)
end
return lease
end
function Room.prototype.sharedObject(self, name, options)
expectString(
"sharedObject",
"name",
name,
1,
OBJECT_NAME_BYTES
)
local known = __TS__ArrayFind(
self.objects,
function(____, object) return object.name == name end
)
if known ~= nil then
return known
end
local checked = checkObjectOptions(options)
if #self.objects >= OBJECT_LIMIT then
misuse(
"sharedObject",
"name",
string.format("is one too many: %.0f are the most", OBJECT_LIMIT)
)
end
local open = self.open
local object = __TS__New(SharedObject, name, checked, self.parts.host.ports.guard)
self.objects[#self.objects + 1] = object
if open ~= nil then
object:attach(open.objects, open.scope)
end
return object
end
function Room.prototype.handle(self, name, handler)
return self.parts.handlers:add(name, handler)
end
function Room.prototype.call(self, target, name, args, callback, options)
if options == nil then
options = {}
end
if self.open ~= nil then
self.open.calls:call(
target,
name,
args,
callback,
options
)
return
end
expectFunction("call", "callback", callback)
self.parts.host.ports.guard:call(callback, nil, "closed")
end
function Room.prototype.ping(self, name, callback)
expectString(
"ping",
"name",
name,
1,
EVENT_NAME_BYTES
)
expectFunction("ping", "callback", callback)
local ____self_parts_host_ports_8 = self.parts.host.ports
local clock = ____self_parts_host_ports_8.clock
local start = clock:uptime()
self:call(
name,
PING_CALL,
nil,
function(answer, why)
callback(
answer == true and clock:uptime() - start or nil,
why
)
end
)
end
function Room.prototype.emit(self, name, value)
if self.open == nil then
expectString(
"emit",
"name",
name,
1,
EVENT_NAME_BYTES
)
return false, "closed"
end
return self.open.events:emit(name, value)
end
function Room.prototype.on(self, name, listener)
expectString(
"on",
"name",
name,
1,
EVENT_NAME_BYTES
)
expectFunction("on", "listener", listener)
return self.parts.emitter:on(name, listener)
end
function Room.prototype.members(self)
local open = self.open
local ____self_parts_host_ports_identity_9 = self.parts.host.ports.identity
local ____self = ____self_parts_host_ports_identity_9.name
return __TS__ArrayMap(
open and open.session:names() or ({}),
function(____, name) return {
name = name,
isSelf = name == ____self,
version = open and open.calls.directory:versionOf(name)
} end
)
end
function Room.prototype.handles(self, name, call)
expectString(
"handles",
"name",
name,
1,
EVENT_NAME_BYTES
)
expectString(
"handles",
"call",
call,
1,
EVENT_NAME_BYTES
)
local ____opt_14 = self.open
return ____opt_14 and ____opt_14.calls.directory:handles(name, call)
end
function Room.prototype.close(self)
self:shut("closed")
end
function Room.prototype.status(self)
local open = self.open
local ____self_parts_16 = self.parts
local options = ____self_parts_16.options
local outlets = ____self_parts_16.outlets
local host = ____self_parts_16.host
local others = open and open.session.members:present() or ({})
local ____options_name_30 = options.name
local ____temp_31 = open and open.scope
local ____temp_32 = open == nil and self.closedReason or nil
local ____temp_33 = open == nil and 0 or #others + 1
local ____temp_34 = #__TS__ArrayFilter(
others,
function(____, ____bindingPattern0)
local board
board = ____bindingPattern0.board
return board:isLacking()
end
)
local ____TS__ArrayMap_result_35 = __TS__ArrayMap(
__TS__ArrayFilter(
others,
function(____, ____bindingPattern0)
local board
board = ____bindingPattern0.board
return board.isOverLimit
end
),
function(____, ____bindingPattern0)
local board
board = ____bindingPattern0.board
return board.name
end
)
local ____temp_36 = open and open.session.own:used() or 0
local ____temp_37 = open and open.session.own.cells.bytes or 0
local ____temp_27 = open and open.meets:status().isCut
if ____temp_27 == nil then
____temp_27 = false
end
return {
name = ____options_name_30,
scope = ____temp_31,
closedReason = ____temp_32,
members = ____temp_33,
lacking = ____temp_34,
overLimit = ____TS__ArrayMap_result_35,
slots = ____temp_36,
bytes = ____temp_37,
isMatchingCut = ____temp_27,
waiting = outlets:waiting(),
isInLockdown = outlets:isInLockdown(),
isMuted = options.members == "guild" and not host.presence:maySpeakInGuild(),
objects = __TS__ArrayMap(
self.objects,
function(____, object) return object:status() end
),
ignored = open and open.link.ignored or ({}),
prefixProblem = outlets.channel.prefixProblem
}
end
function Room.prototype.explain(self)
return explainRoom(self:status())
end
function Room.prototype.receive(self, text, sender, arrival)
local ____opt_38 = self.open
if ____opt_38 ~= nil then
____opt_38.link:receive(text, sender, arrival)
end
end
function Room.prototype.onScopeChanged(self)
if self.closedReason == "closed" then
return
end
local isKnown, scope = self:currentScope()
if not isKnown or self.open ~= nil and scope == self.open.scope then
return
end
self:shut(self.parts.options.members == "guild" and "noGuild" or "noGroup")
if scope ~= nil then
self:begin(scope)
end
end
function Room.prototype.onRosterChanged(self)
local ____opt_40 = self.open
if ____opt_40 ~= nil then
____opt_40:onRoster()
end
end
function Room.prototype.onGroupChanged(self)
if self.parts.options.members == "group" then
self:onScopeChanged()
self:onRosterChanged()
end
end
function Room.prototype.onPlayerOffline(self, name)
local ____opt_42 = self.open
if ____opt_42 ~= nil then
____opt_42.session.members:onOffline(name)
end
end
function Room.prototype.onRestrictionEnd(self)
local ____opt_44 = self.open
if ____opt_44 ~= nil then
____opt_44.link:onRestrictionEnd()
end
end
function Room.prototype.save(self)
self:saveObjects()
local ____opt_46 = self.open
if ____opt_46 ~= nil then
____opt_46:sayBye()
end
end
function Room.prototype.currentScope(self)
local ____self_parts_48 = self.parts
local options = ____self_parts_48.options
local host = ____self_parts_48.host
local isKnown, scope = host.ports.identity:scope(options.members)
if options.members == "guild" or not isKnown then
return isKnown, scope
end
local ____host_presence_isInGroup_result_49
if host.presence:isInGroup() then
____host_presence_isInGroup_result_49 = scope
else
____host_presence_isInGroup_result_49 = nil
end
return true, ____host_presence_isInGroup_result_49
end
function Room.prototype.begin(self, scope)
self.incarnation = max(
self.parts.host.ports.clock:serverTime(),
self.incarnation + 1
)
local open = __TS__New(OpenRoom, self.parts, scope, self.incarnation)
self.open = open
for ____, pool in ipairs(self.pools) do
pool:attach(
open.session,
open.pools:pool(pool.name)
)
end
for ____, lease in ipairs(self.leases) do
open.leases:open(lease)
end
for ____, object in ipairs(self.objects) do
object:attach(open.objects, scope)
end
self.parts.emitter:emit("opened", scope)
end
function Room.prototype.shut(self, reason)
local open = self.open
self.closedReason = reason
if open == nil then
return
end
self.open = nil
self:saveObjects()
open:close()
for ____, pool in ipairs(self.pools) do
pool:detach()
end
for ____, object in ipairs(self.objects) do
object:detach()
end
self.parts.emitter:emit("closed", open.scope)
end
function Room.prototype.saveObjects(self)
for ____, object in ipairs(self.objects) do
object:save()
end
end
function Room.prototype.poolOf(self, method, name, form)
expectString(
method,
"name",
name,
1,
NAME_BYTES
)
local known = __TS__ArrayFind(
self.pools,
function(____, pool) return pool.name == name end
)
if known ~= nil then
return known
end
local open = self.open
local pool = __TS__New(
Pool,
__TS__ObjectAssign({name = name, guard = self.parts.host.ports.guard}, form)
)
self.pools[#self.pools + 1] = pool
if open ~= nil then
pool:attach(
open.session,
open.pools:pool(name)
)
end
return pool
end
return ____exports
end,
["rooms"] = function(...) 
local ____exports = {}
local ____values = require("live.object.values")
local EMPTY_ARRAY = ____values.EMPTY_ARRAY
local NULL = ____values.NULL
local ____room = require("live.room")
local Room = ____room.Room
local ____misuse = require("misuse")
local raise = ____misuse.raise
local speakAs = ____misuse.speakAs
local ____version = require("version")
local MINOR = ____version.MINOR
local VERSION = ____version.VERSION
local HOST_CONTRACT = 1
local library = LibStub:NewLibrary("LibEventLedgerRooms-1.0", MINOR)
if library ~= nil then
speakAs("LibEventLedgerRooms")
library.version = VERSION
library.null = NULL
library.emptyArray = EMPTY_ARRAY
library.createRoom = function(self, options)
local ____opt_0 = LibStub("LibEventLedger-1.0", true)
local host = ____opt_0 and ____opt_0.linkHost
local contract = host and host.contract
if host == nil or type(contract) ~= "number" or contract < HOST_CONTRACT then
return raise("createRoom", ("needs LibEventLedger-1.0 of version " .. VERSION) .. " or newer; load its lib.xml before")
end
return Room:create(options, host)
end
end
return ____exports
end,
}
local ____entry = require("rooms", ...)
return ____entry
