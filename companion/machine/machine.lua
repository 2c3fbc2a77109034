-- LibEventLedger 0.2.0-dev: what the companion makes states with
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

local function __TS__ArrayFind(self, predicate, thisArg)
for i = 1, #self do
local elem = self[i]
if predicate(thisArg, elem, i - 1, self) then
return elem
end
end
return nil
end

local function __TS__ArrayMap(self, callbackfn, thisArg)
local result = {}
for i = 1, #self do
result[i] = callbackfn(thisArg, self[i], i - 1, self)
end
return result
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

local function __TS__ArrayEvery(self, callbackfn, thisArg)
for i = 1, #self do
if not callbackfn(thisArg, self[i], i - 1, self) then
return false
end
end
return true
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

local function __TS__ArraySome(self, callbackfn, thisArg)
for i = 1, #self do
if callbackfn(thisArg, self[i], i - 1, self) then
return true
end
end
return false
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
__TS__ArrayIncludes = __TS__ArrayIncludes,
__TS__ArrayFind = __TS__ArrayFind,
__TS__ArrayMap = __TS__ArrayMap,
__TS__ObjectAssign = __TS__ObjectAssign,
__TS__ArrayEvery = __TS__ArrayEvery,
__TS__ArrayIndexOf = __TS__ArrayIndexOf,
__TS__ArraySome = __TS__ArraySome,
__TS__SparseArrayNew = __TS__SparseArrayNew,
__TS__SparseArrayPush = __TS__SparseArrayPush,
__TS__SparseArraySpread = __TS__SparseArraySpread,
__TS__ArrayFilter = __TS__ArrayFilter,
__TS__ObjectRest = __TS__ObjectRest
}
end,
["companion.lua.bits"] = function(...) 
local ____exports = {}
local floor = math.floor
local U32 = 4294967296
local NIBBLE = 16
local NIBBLES = 8
local function word(value)
return floor(value) % U32
end
local function tableOf(____bit)
local nibbles = {}
for one = 0, NIBBLE - 1 do
for other = 0, NIBBLE - 1 do
local sum = 0
for place = 0, 3 do
local weight = 2 ^ place
sum = sum + weight * ____bit(
floor(one / weight) % 2,
floor(other / weight) % 2
)
end
nibbles[one * NIBBLE + other] = sum
end
end
return nibbles
end
local function combine(nibbles, one, other)
local left, right, sum, weight = one, other, 0, 1
for _ = 1, NIBBLES do
local low, high = left % NIBBLE, right % NIBBLE
sum = sum + weight * nibbles[low * NIBBLE + high]
left = (left - low) / NIBBLE
right = (right - high) / NIBBLE
weight = weight * NIBBLE
end
return sum
end
local function combiner(____bit)
local nibbles = tableOf(____bit)
return function(...)
local values = {...}
local result = word(values[1])
for index = 1, #values - 1 do
result = combine(
nibbles,
result,
word(values[index + 1])
)
end
return result
end
end
local function shiftLeft(value, by)
return by > 31 and 0 or word(value) * 2 ^ by % U32
end
local function shiftRight(value, by)
return by > 31 and 0 or floor(word(value) / 2 ^ by)
end
local function shiftArithmetically(value, by)
local whole = word(value)
local signed = whole >= U32 / 2 and whole - U32 or whole
return floor(signed / 2 ^ math.min(by, 31)) % U32
end
____exports.BITS = {
band = combiner(function(one, other) return one * other end),
bor = combiner(function(one, other) return math.max(one, other) end),
bxor = combiner(function(one, other) return (one + other) % 2 end),
bnot = function(value) return U32 - 1 - word(value) end,
lshift = shiftLeft,
rshift = shiftRight,
arshift = shiftArithmetically,
mod = function(value, by) return math.fmod(value, by) end
}
_G["bit"] = ____exports.BITS
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
["src.event.key"] = function(...) 
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
["src.replay.sorted-keys"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____compare = require("src.codec.compare")
local bytesLess = ____compare.bytesLess
local RUN_KEYS = 32
local MATCH_STEP = 128
local ENTER_STEP = 1024
____exports.SortedKeys = __TS__Class()
local SortedKeys = ____exports.SortedKeys
function SortedKeys.prototype.____constructor(self, pause)
self.pause = pause
self.runs = {}
self.runCount = 0
self.run = {}
self.size = 0
self.given = {}
self.winners = {}
self.leaves = 1
self.matches = 0
end
function SortedKeys.prototype.add(self, key)
self.run[self.size + 1] = key
self.size = self.size + 1
if self.size == RUN_KEYS then
self:endRun()
self.pause()
end
end
function SortedKeys.prototype.begin(self)
self:endRun()
while self.leaves < self.runCount do
self.leaves = self.leaves * 2
end
for node = 1, 2 * self.leaves - 1 do
self.winners[node] = node - self.leaves
if node % ENTER_STEP == 0 then
self.pause()
end
end
for node = self.leaves - 1, 1, -1 do
self:play(node)
end
end
function SortedKeys.prototype.next(self)
local given = self.given
local winner = self.winners[1]
local key = self:head(winner)
if key ~= nil then
local ____given_0, ____temp_1 = given, winner + 1
____given_0[____temp_1] = ____given_0[____temp_1] + 1
local node = (self.leaves + winner) / 2
while node >= 1 do
node = node - node % 1
self:play(node)
node = node / 2
end
end
return key
end
function SortedKeys.prototype.endRun(self)
table.sort(self.run, bytesLess)
self.runs[self.runCount + 1] = self.run
self.given[self.runCount + 1] = 0
self.runCount = self.runCount + 1
self.run = {}
self.size = 0
end
function SortedKeys.prototype.head(self, run)
local keys = self.runs[run + 1]
return keys and keys[self.given[run + 1] + 1]
end
function SortedKeys.prototype.play(self, node)
local left = self.winners[2 * node]
local right = self.winners[2 * node + 1]
local leftKey = self:head(left)
local rightKey = self:head(right)
local isRight = rightKey ~= nil and (leftKey == nil or bytesLess(rightKey, leftKey))
self.winners[node] = isRight and right or left
self.matches = self.matches + 1
if self.matches % MATCH_STEP == 0 then
self.pause()
end
end
return ____exports
end,
["src.replay.table-map"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local MAP_ENTRIES = 8192
____exports.TableMap = __TS__Class()
local TableMap = ____exports.TableMap
function TableMap.prototype.____constructor(self)
self.newest = {}
self.maps = {self.newest}
self.count = 0
end
function TableMap.prototype.get(self, key)
local found = self.newest[key]
if found ~= nil or #self.maps == 1 then
return found
end
for index = #self.maps - 2, 0, -1 do
local other = self.maps[index + 1][key]
if other ~= nil then
return other
end
end
return nil
end
function TableMap.prototype.set(self, key, value)
if self.count == MAP_ENTRIES then
self.newest = {}
self.maps[#self.maps + 1] = self.newest
self.count = 0
end
self.newest[key] = value
self.count = self.count + 1
end
return ____exports
end,
["src.replay.state-copy"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____table_2Dmap = require("src.replay.table-map")
local TableMap = ____table_2Dmap.TableMap
local floor = math.floor
____exports.TABLE_BYTES = 56
____exports.ENTRY_BYTES = 40
local STEP = 64
local TABLE_STEP = 16
local MAX_DEPTH = 100
local PLAIN = {}
for ____, kind in ipairs({"string", "number", "boolean"}) do
PLAIN[kind] = true
end
function ____exports.pathTo(path, key)
return type(key) == "string" and (path .. ".") .. key or ((path .. "[") .. tostring(key)) .. "]"
end
local LEAF_MAPS = 64
local MOST_NAMES = 64
local Copier = __TS__Class()
function Copier.prototype.____constructor(self, pause, standIns, limit)
self.pause = pause
self.standIns = standIns
self.limit = limit
self.bytes = 0
self.path = ""
self.tables = 0
self.parents = __TS__New(TableMap)
self.leaves = {}
self.names = {}
self.nameCount = 0
end
function Copier.prototype.copy(self, source, depth)
if getmetatable(source) ~= nil then
return self:fail("a table with a metatable")
end
if depth > MAX_DEPTH then
return self:fail("a table nested too deep")
end
local names = self.names
local parents = self.parents
local standIns = self.standIns
local copy = {}
local isLeaf = true
local sum = 0
local entries = 0
for key, value in pairs(source) do
if not (names[key] ~= nil) and not self:isSoundKey(key) then
return self:fail(("a " .. type(key)) .. " as key")
end
local kind = type(value)
if isLeaf and (kind == "table" or entries == STEP) then
local before = parents:get(source)
if before ~= nil then
return before
end
isLeaf = false
parents:set(source, copy)
end
if kind == "table" then
local inner = standIns and standIns:get(value) or self:copy(value, depth + 1)
if inner == nil then
self.path = ____exports.pathTo("", key) .. self.path
return nil
end
copy[key] = inner
elseif PLAIN[kind] ~= nil then
copy[key] = value
if kind == "number" then
sum = sum + value
end
else
self.path = ____exports.pathTo("", key)
return self:fail("a " .. kind)
end
entries = entries + 1
if entries % STEP == 0 and not self:step(entries) then
return nil
end
end
local ____isLeaf_2
if isLeaf then
____isLeaf_2 = self:leafBefore(source, copy, sum)
else
____isLeaf_2 = nil
end
local before = ____isLeaf_2
if before ~= nil then
return before
end
self.bytes = self.bytes + (____exports.TABLE_BYTES + ____exports.ENTRY_BYTES * entries)
self.tables = self.tables + 1
return (self.tables % TABLE_STEP ~= 0 or self:step(0)) and copy or nil
end
function Copier.prototype.isSoundKey(self, key)
local kind = type(key)
if kind == "string" and self.nameCount < MOST_NAMES then
self.names[key] = true
self.nameCount = self.nameCount + 1
end
return PLAIN[kind] ~= nil
end
function Copier.prototype.leafBefore(self, source, copy, sum)
local at = sum - sum == 0 and floor(sum) % LEAF_MAPS or 0
local leaves = self.leaves[at]
if leaves == nil then
leaves = __TS__New(TableMap)
self.leaves[at] = leaves
end
local before = leaves:get(source)
if before == nil then
leaves:set(source, copy)
end
return before
end
function Copier.prototype.step(self, entries)
self.pause()
return self.bytes + ____exports.ENTRY_BYTES * entries <= self.limit
end
function Copier.prototype.fail(self, foreign)
self.foreign = foreign
return nil
end
function ____exports.copyState(state, pause, standIns, limit)
if limit == nil then
limit = math.huge
end
local copier = __TS__New(Copier, pause, standIns, limit)
local copy = copier:copy(state, 0)
if copy ~= nil then
return copy, copier.bytes
end
local foreign = copier.foreign
local path = copier.path
if foreign == nil then
return nil, nil
end
return nil, ((("state" .. path) .. " holds ") .. foreign) .. "; a state is made of plain tables, strings, numbers and booleans"
end
local Comparer = __TS__Class()
function Comparer.prototype.____constructor(self, pause)
self.pause = pause
self.entries = 0
self.equals = __TS__New(TableMap)
end
function Comparer.prototype.compare(self, a, b, path)
if type(a) ~= "table" or type(b) ~= "table" then
local ____temp_3
if a == b then
____temp_3 = nil
else
____temp_3 = path
end
return ____temp_3
end
local one = self:rootOf(a)
local other = self:rootOf(b)
if one == other then
return nil
end
self.equals:set(other, one)
return self:compareEntries(a, b, path)
end
function Comparer.prototype.rootOf(self, start)
local root = start
local next = self.equals:get(root)
while next ~= nil do
root = next
next = self.equals:get(root)
end
if root ~= start and self.equals:get(start) ~= root then
self.equals:set(start, root)
end
return root
end
function Comparer.prototype.compareEntries(self, a, b, path)
for key, value in pairs(a) do
local difference = self:compare(
value,
b[key],
____exports.pathTo(path, key)
)
if difference ~= nil then
return difference
end
self:step()
end
for key in pairs(b) do
if a[key] == nil then
return ____exports.pathTo(path, key)
end
self:step()
end
return nil
end
function Comparer.prototype.step(self)
self.entries = self.entries + 1
if self.entries % STEP == 0 then
self.pause()
end
end
function ____exports.findDifference(a, b, pause, path)
if path == nil then
path = "state"
end
return __TS__New(Comparer, pause):compare(a, b, path)
end
return ____exports
end,
["src.replay.state-writer"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____cbor = require("src.codec.cbor")
local encodeCbor = ____cbor.encodeCbor
local encodeHead = ____cbor.encodeHead
local ____state_2Dcopy = require("src.replay.state-copy")
local pathTo = ____state_2Dcopy.pathTo
local ____table_2Dmap = require("src.replay.table-map")
local TableMap = ____table_2Dmap.TableMap
local concat = table.concat
local MAP_MAJOR = 5
____exports.STEP = 64
____exports.MAX_DEPTH = 100
____exports.StateWriter = __TS__Class()
local StateWriter = ____exports.StateWriter
function StateWriter.prototype.____constructor(self, pause, writeContent, limit)
if limit == nil then
limit = math.huge
end
self.pause = pause
self.writeContent = writeContent
self.limit = limit
self.problem = ""
self.bytes = 0
self.pieces = {}
self.parts = {}
self.count = 0
self.entries = 0
self.depth = 0
self.isTooLarge = false
self.seen = __TS__New(TableMap)
end
function StateWriter.prototype.write(self, state)
if not self:writeTable(state, "state") then
return nil
end
self:flush()
local ____table_isTooLarge_0
if self.isTooLarge then
____table_isTooLarge_0 = nil
else
____table_isTooLarge_0 = self.pieces
end
return ____table_isTooLarge_0
end
function StateWriter.prototype.writeHead(self, entries)
self:add(encodeHead(MAP_MAJOR, entries))
end
function StateWriter.prototype.writeEntry(self, key, value, path, keyBytes)
if keyBytes == nil then
keyBytes = self:encodeKey(key, path)
end
if keyBytes == nil then
return false
end
self:add(keyBytes)
if type(value) == "table" then
if not self:writeTable(
value,
pathTo(path, key)
) then
return false
end
else
local bytes, reason = encodeCbor(value)
if bytes == nil then
self.problem = (pathTo(path, key) .. " is ") .. reason
return false
end
self:add(bytes)
end
self:step()
return not self.isTooLarge
end
function StateWriter.prototype.encodeKey(self, key, path)
if type(key) == "table" then
self.problem = path .. " has a table as key"
return nil
end
local bytes, reason = encodeCbor(key)
if bytes == nil then
self.problem = (pathTo(path, key) .. " is ") .. reason
end
return bytes
end
function StateWriter.prototype.step(self)
self.entries = self.entries + 1
if self.entries % ____exports.STEP == 0 then
self:flush()
self.pause()
end
end
function StateWriter.prototype.writeTable(self, ____table, path)
if self.seen:get(____table) ~= nil then
self.problem = path .. " is a table that stands elsewhere in the state too"
return false
end
if self.depth > ____exports.MAX_DEPTH then
self.problem = path .. " is a table nested too deep"
return false
end
self.seen:set(____table, ____table)
self.depth = self.depth + 1
local writeContent = self.writeContent
local isWritten = writeContent(self, ____table, path)
self.depth = self.depth - 1
return isWritten
end
function StateWriter.prototype.add(self, bytes)
self.parts[self.count + 1] = bytes
self.count = self.count + 1
end
function StateWriter.prototype.flush(self)
if self.count == 0 then
return
end
local piece = concat(self.parts)
self.pieces[#self.pieces + 1] = piece
self.parts = {}
self.count = 0
self.bytes = self.bytes + #piece
if self.bytes > self.limit then
self.isTooLarge = true
self.problem = string.format("state takes more than %.0f MB", self.limit / 1024 / 1024)
end
end
return ____exports
end,
["src.replay.canonical-state"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local writeSorted
local ____cbor = require("src.codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local ____sorted_2Dkeys = require("src.replay.sorted-keys")
local SortedKeys = ____sorted_2Dkeys.SortedKeys
local ____state_2Dwriter = require("src.replay.state-writer")
local StateWriter = ____state_2Dwriter.StateWriter
function writeSorted(writer, ____table, path)
local keys = __TS__New(SortedKeys, writer.pause)
for key in pairs(____table) do
local bytes = writer:encodeKey(key, path)
if bytes == nil then
return false
end
keys:add(bytes)
writer:step()
end
keys:begin()
local bytes = keys:next()
while bytes ~= nil do
local ____, key = decodeCbor(bytes, 1)
if not writer:writeEntry(key, ____table[key], path, bytes) then
return false
end
bytes = keys:next()
end
return true
end
____exports.CANONICAL_BYTES = 8 * 1024 * 1024
local function measure(writer, ____table)
local entries = 0
local largest = 0
local isList = true
for key in pairs(____table) do
entries = entries + 1
if isList then
isList = type(key) == "number" and key >= 1 and key % 1 == 0
end
if isList and key > largest then
largest = key
end
writer:step()
end
return entries, isList and largest == entries
end
local function writeContent(writer, ____table, path)
local entries, isList = measure(writer, ____table)
writer:writeHead(entries)
if not isList then
return writeSorted(writer, ____table, path)
end
for index = 1, entries do
if not writer:writeEntry(index, ____table[index], path) then
return false
end
end
return true
end
function ____exports.encodeCanonical(state, pause)
local writer = __TS__New(StateWriter, pause, writeContent, ____exports.CANONICAL_BYTES)
local pieces = writer:write(state)
if pieces == nil then
return nil, writer.problem
end
return pieces, writer.bytes
end
return ____exports
end,
["companion.lua.dump"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____cbor = require("src.codec.cbor")
local encodeCbor = ____cbor.encodeCbor
local encodeHead = ____cbor.encodeHead
local ARRAY = 4
local MAP = 5
local MAX_DEPTH = 100
local MAX_STRING = 65536
local NIL = string.char(246)
local NAN = string.char(249, 126, 0)
local INFINITY = string.char(249, 124, 0)
local MINUS_INFINITY = string.char(249, 252, 0)
local huge = math.huge
local concat = table.concat
local sort = table.sort
local function lengthOf(value)
local count = 0
local largest = 0
for key in pairs(value) do
if type(key) ~= "number" or key < 1 or key % 1 ~= 0 then
return nil
end
count = count + 1
largest = math.max(largest, key)
end
return count > 0 and count == largest and count or nil
end
local function encodeNumber(value)
if value == huge then
return INFINITY
end
if value == -huge then
return MINUS_INFINITY
end
local bytes = encodeCbor(value)
return bytes or NAN
end
local function encodeText(value)
local bytes = encodeCbor(#value > MAX_STRING and string.sub(value, 1, MAX_STRING) or value)
return bytes
end
local Dumper = __TS__Class()
function Dumper.prototype.____constructor(self, most)
self.most = most
self.parts = {}
self.isCut = false
self.count = 0
self.values = 0
self.open = {}
end
function Dumper.prototype.write(self, value, depth)
self.values = self.values + 1
local kind = type(value)
if kind == "table" then
self:writeTable(value, depth)
elseif kind == "number" then
self:add(encodeNumber(value))
elseif kind == "string" then
if not self.isCut then
self.isCut = #value > MAX_STRING
end
self:add(encodeText(value))
elseif kind == "boolean" then
local bytes = encodeCbor(value)
self:add(bytes)
else
self:add(value == nil and NIL or encodeText(("(a " .. kind) .. ")"))
end
end
function Dumper.prototype.writeRows(self, rows, columns)
local head = self:reserve()
local written = 0
for ____, row in ipairs(rows) do
if not self:isRoom() then
break
end
self:add(encodeHead(ARRAY, columns))
for place = 1, columns do
local cell = row[place]
self:write(
type(cell) == "table" and "(a table)" or cell,
MAX_DEPTH
)
end
written = written + 1
end
self.parts[head + 1] = encodeHead(ARRAY, written)
end
function Dumper.prototype.writeTable(self, value, depth)
if self.open[value] ~= nil or depth > MAX_DEPTH then
self:add(encodeText(self.open[value] ~= nil and "(a table that this one is in)" or "(nested too deep)"))
return
end
self.open[value] = true
local length = lengthOf(value)
if length == nil then
self:writeEntries(value, depth)
else
self:writeItems(value, length, depth)
end
self.open[value] = nil
end
function Dumper.prototype.writeItems(self, list, length, depth)
local head = self:reserve()
local written = 0
for index = 1, length do
if not self:isRoom() then
break
end
self:write(list[index], depth + 1)
written = written + 1
end
self.parts[head + 1] = encodeHead(ARRAY, written)
end
function Dumper.prototype.writeEntries(self, value, depth)
local keys = {}
local valueOf = {}
local count = 0
for key, each in pairs(value) do
local bytes = self:encodeKey(key)
if valueOf[bytes] == nil then
keys[count + 1] = bytes
count = count + 1
end
valueOf[bytes] = each
end
sort(keys)
local head = self:reserve()
local written = 0
for ____, key in ipairs(keys) do
if not self:isRoom() then
break
end
self:add(key)
self:write(valueOf[key], depth + 1)
written = written + 1
end
self.parts[head + 1] = encodeHead(MAP, written)
end
function Dumper.prototype.encodeKey(self, key)
local kind = type(key)
if kind == "number" then
return encodeNumber(key)
end
if kind == "string" then
return encodeText(key)
end
if kind ~= "boolean" then
return encodeText(("(a " .. kind) .. ")")
end
local bytes = encodeCbor(key)
return bytes
end
function Dumper.prototype.isRoom(self)
if not self.isCut then
self.isCut = self.values >= self.most
end
return self.values < self.most
end
function Dumper.prototype.reserve(self)
self:add("")
return self.count - 1
end
function Dumper.prototype.add(self, bytes)
self.parts[self.count + 1] = bytes
self.count = self.count + 1
end
function ____exports.dump(value, most)
local dumper = __TS__New(Dumper, most)
dumper:write(value, 0)
return concat(dumper.parts), dumper.isCut
end
function ____exports.dumpRows(rows, columns, most)
local dumper = __TS__New(Dumper, most)
dumper:writeRows(rows, columns)
return concat(dumper.parts), dumper.isCut
end
return ____exports
end,
["src.near-names"] = function(...) 
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
["src.misuse"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____near_2Dnames = require("src.near-names")
local nearest = ____near_2Dnames.nearest
local ____numbers = require("src.numbers")
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
["src.codec.varint"] = function(...) 
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
["src.event.guid"] = function(...) 
local ____exports = {}
local ____integers = require("src.codec.integers")
local packU32 = ____integers.packU32
local readU32 = ____integers.readU32
local ____varint = require("src.codec.varint")
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
["src.event.field-kinds"] = function(...) 
local ____exports = {}
local ____cbor = require("src.codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local encodeByteString = ____cbor.encodeByteString
local encodeCbor = ____cbor.encodeCbor
local readByteString = ____cbor.readByteString
local ____compare = require("src.codec.compare")
local bytesLess = ____compare.bytesLess
local ____misuse = require("src.misuse")
local show = ____misuse.show
local ____guid = require("src.event.guid")
local MAX_GUIDS = ____guid.MAX_GUIDS
local packGuid = ____guid.packGuid
local packGuids = ____guid.packGuids
local unpackGuid = ____guid.unpackGuid
local unpackGuids = ____guid.unpackGuids
local ____key = require("src.event.key")
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
["src.event.field"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____field_2Dkinds = require("src.event.field-kinds")
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
["src.codec.murmur3"] = function(...) 
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
["src.event.body"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local splitInto, sub
local ____cbor = require("src.codec.cbor")
local skipCbor = ____cbor.skipCbor
local ____murmur3 = require("src.codec.murmur3")
local hash32 = ____murmur3.hash32
local ____key = require("src.event.key")
local packKey = ____key.packKey
function splitInto(body, pieces)
local length = #body
if length == 0 or length > ____exports.MAX_BODY_BYTES then
return nil
end
pieces[1] = sub(body, 1, 1)
local count = 1
local position = 2
while position <= length do
local next = skipCbor(body, position)
if next == nil or count > ____exports.MAX_FIELDS then
return nil
end
pieces[count + 1] = sub(body, position, next - 1)
count = count + 1
position = next
end
return count - 1
end
local byte = string.byte
sub = string.sub
____exports.MAX_BODY_BYTES = 4096
____exports.MAX_FIELDS = 32
function ____exports.piecesOf(____bindingPattern0)
local fieldCount
local offset
local pieces
pieces = ____bindingPattern0.pieces
offset = ____bindingPattern0.offset
fieldCount = ____bindingPattern0.fieldCount
local own = {}
for index = 0, fieldCount do
own[index + 1] = pieces[offset + index + 1]
end
return own
end
function ____exports.typeOf(body)
return byte(body, 1)
end
function ____exports.splitBody(body)
local pieces = {}
local ____temp_0
if splitInto(body, pieces) == nil then
____temp_0 = nil
else
____temp_0 = pieces
end
return ____temp_0
end
____exports.BodyRow = __TS__Class()
local BodyRow = ____exports.BodyRow
function BodyRow.prototype.____constructor(self)
self.pieces = {}
self.offset = 0
self.fieldCount = 0
end
function BodyRow.prototype.fill(self, body)
local fieldCount = splitInto(body, self.pieces)
self.fieldCount = fieldCount or 0
return fieldCount ~= nil
end
function ____exports.digestOf(time, id, body)
return hash32(
packKey(time, id) .. body,
0
)
end
return ____exports
end,
["src.event.field-values"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____field_2Dkinds = require("src.event.field-kinds")
local FIELD_KINDS = ____field_2Dkinds.FIELD_KINDS
function ____exports.copyList(list)
if list[2] == nil then
return {list[1]}
end
return {unpack(list)}
end
____exports.NULL = string.char(246)
local MEMORY = 2048
local MEMORY_BYTES = 256
____exports.UNREADABLE = {}
____exports.FieldValues = __TS__Class()
local FieldValues = ____exports.FieldValues
function FieldValues.prototype.____constructor(self, ____bindingPattern0)
local isRequired
local kind
local name
name = ____bindingPattern0.name
kind = ____bindingPattern0.kind
isRequired = ____bindingPattern0.isRequired
self.known = {}
self.knownCount = 0
self.name = name
self.kind = FIELD_KINDS[kind]
self.isRequired = isRequired == true
self.isList = self.kind.isList == true
end
function FieldValues.prototype.isWellFormed(self, piece)
return piece == ____exports.NULL or self.kind.decode(piece) ~= nil
end
function FieldValues.prototype.read(self, piece)
local known = self.known[piece]
if known == nil then
return self:readAnew(piece)
end
if not self.isList then
return known
end
return ____exports.copyList(known)
end
function FieldValues.prototype.readAnew(self, piece)
if piece == ____exports.NULL then
return self.isRequired and ____exports.UNREADABLE or nil
end
local value = self.kind.decode(piece)
if value == nil or not self.kind.fits(value) then
return ____exports.UNREADABLE
end
if self.isList then
self:note(
piece,
____exports.copyList(value)
)
elseif type(value) ~= "table" then
self:note(piece, value)
end
return value
end
function FieldValues.prototype.note(self, piece, value)
if #piece > MEMORY_BYTES then
return
end
local known = self.known
if self.knownCount >= MEMORY then
for old in pairs(known) do
known[old] = nil
end
self.knownCount = 0
end
known[piece] = value
self.knownCount = self.knownCount + 1
end
return ____exports
end,
["src.event.import-mark"] = function(...) 
local ____exports = {}
local ____cbor = require("src.codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local encodeCbor = ____cbor.encodeCbor
local ____field_2Dvalues = require("src.event.field-values")
local NULL = ____field_2Dvalues.NULL
local ____body = require("src.event.body")
local MAX_BODY_BYTES = ____body.MAX_BODY_BYTES
local MAX_FIELDS = ____body.MAX_FIELDS
local splitBody = ____body.splitBody
local ____key = require("src.event.key")
local KEY_BYTES = ____key.KEY_BYTES
local unpackKey = ____key.unpackKey
local byte = string.byte
local char = string.char
local sub = string.sub
local HEAD_1 = 130
local HEAD_2 = 246
local HEAD = char(HEAD_1, HEAD_2)
local LIST = char(129)
local AGAIN_1 = 131
local AGAIN_HEAD = char(AGAIN_1, HEAD_2, 64 + KEY_BYTES)
local AGAIN_END = char(0)
function ____exports.encodeId(id)
if type(id) ~= "string" and type(id) ~= "number" then
return nil
end
local bytes = encodeCbor(id)
return bytes
end
function ____exports.idMark(id)
local bytes = ____exports.encodeId(id)
local ____temp_0
if bytes == nil then
____temp_0 = nil
else
____temp_0 = HEAD .. bytes
end
return ____temp_0
end
function ____exports.repeatMark(count)
local bytes = encodeCbor(count)
return (HEAD .. LIST) .. bytes
end
function ____exports.againMark(key)
return (AGAIN_HEAD .. key) .. AGAIN_END
end
function ____exports.readAgain(piece)
local head = #AGAIN_HEAD
local isAgain = #piece == head + KEY_BYTES + 1 and sub(piece, 1, head) == AGAIN_HEAD and sub(piece, -1) == AGAIN_END
return isAgain and sub(piece, head + 1, head + KEY_BYTES) or nil
end
function ____exports.againKeyOf(body)
local key = ____exports.readAgain(sub(body, -(#AGAIN_HEAD + KEY_BYTES + 1)))
local ____temp_1
if key == nil then
____temp_1 = nil
else
____temp_1 = splitBody(body)
end
local pieces = ____temp_1
local ____temp_2
if pieces == nil then
____temp_2 = nil
else
____temp_2 = ____exports.readAgain(pieces[#pieces])
end
return ____temp_2
end
function ____exports.markBody(body, fields, mark)
local missing = fields + 1 - #splitBody(body)
local marked = (body .. string.rep(NULL, missing)) .. mark
return fields < MAX_FIELDS and #marked <= MAX_BODY_BYTES and marked or nil
end
function ____exports.readMark(piece)
local first, second = byte(piece, 1, 2)
if first == AGAIN_1 then
local time = unpackKey(
____exports.readAgain(piece) or "",
1
)
return time ~= nil, nil, time
end
if first ~= HEAD_1 or second ~= HEAD_2 then
return false
end
local ok, value, next = decodeCbor(piece, #HEAD + 1)
if not ok or next ~= #piece + 1 then
return false
end
if type(value) == "string" or type(value) == "number" then
return true, value
end
local count = unpack(
type(value) == "table" and value or ({}),
1,
1
)
return type(count) == "number" and piece == ____exports.repeatMark(count)
end
function ____exports.unmarkedBody(body)
local pieces = splitBody(body)
local last = pieces[#pieces]
local isMarked = ____exports.readMark(last)
return isMarked and #pieces > 1 and sub(body, 1, #body - #last) or body
end
function ____exports.importIdOf(pieces)
local ____, id = ____exports.readMark(pieces[#pieces])
return id
end
return ____exports
end,
["src.event.generated-reader"] = function(...) 
local ____exports = {}
local ____field_2Dvalues = require("src.event.field-values")
local copyList = ____field_2Dvalues.copyList
local NULL = ____field_2Dvalues.NULL
local UNREADABLE = ____field_2Dvalues.UNREADABLE
local ____import_2Dmark = require("src.event.import-mark")
local readMark = ____import_2Dmark.readMark
local concat = table.concat
local format = string.format
local HEAD = "local name, NULL, UNREADABLE, readAnew, copyList, readMark%s = ...\nreturn function(time, creator, counter, guid, pieces, offset)\n"
local FIELD = "local p%.0f = pieces[offset + %.0f]\nlocal f%.0f = k%.0f[p%.0f]\nif f%.0f == nil%s then\n    f%.0f = readAnew(%.0f, p%.0f)\n    if f%.0f == UNREADABLE then return nil end\n%send\n"
local LIST = "elseif f%.0f ~= nil then\n    f%.0f = copyList(f%.0f)\n"
local MARK = "local isMarked, importId, originalTime = readMark(pieces[offset + %.0f])\nif not isMarked then return nil end\n"
local function fieldText(____bindingPattern0, n)
local isList
local isRequired
isRequired = ____bindingPattern0.isRequired
isList = ____bindingPattern0.isList
local isMissing = isRequired and "" or format(" and p%.0f ~= NULL", n)
local otherwise = isList and format(LIST, n, n, n) or ""
return format(
FIELD,
n,
n + 1,
n,
n,
n,
n,
isMissing,
n,
n,
n,
n,
otherwise
)
end
function ____exports.readerText(fields, count)
local known = {}
local parts = {""}
local members = {"type = name, time = time, creator = creator, counter = counter, creatorGuid = guid"}
for n = 1, math.min(count, #fields) do
local field = fields[n]
known[n] = format(", k%.0f", n)
parts[n + 1] = fieldText(field, n)
members[n + 1] = format("[%q] = f%.0f", field.name, n)
end
if count > #fields then
parts[count + 1] = format(MARK, count + 1)
members[count + 1] = "importId = importId, originalTime = originalTime"
end
parts[1] = format(
HEAD,
concat(known)
)
return ((concat(parts) .. "return { ") .. concat(members, ", ")) .. " }\nend"
end
function ____exports.generateReader(name, fields, count)
local compile = loadstring
if compile == nil then
return nil
end
local chunk = compile(
____exports.readerText(fields, count),
"=LibEventLedger"
)
if chunk == nil then
return nil
end
local known = {}
for index = 0, math.min(count, #fields) - 1 do
known[index + 1] = fields[index + 1].known
end
local function readAnew(index, piece)
return fields[index]:readAnew(piece)
end
local make = chunk
return make(
name,
NULL,
UNREADABLE,
readAnew,
copyList,
readMark,
unpack(known)
)
end
return ____exports
end,
["src.event.schema"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____murmur3 = require("src.codec.murmur3")
local hash32 = ____murmur3.hash32
local ____misuse = require("src.misuse")
local hintAt = ____misuse.hintAt
local mustBe = ____misuse.mustBe
local ____body = require("src.event.body")
local BodyRow = ____body.BodyRow
local MAX_BODY_BYTES = ____body.MAX_BODY_BYTES
local MAX_FIELDS = ____body.MAX_FIELDS
local piecesOf = ____body.piecesOf
local ____field = require("src.event.field")
local describeField = ____field.describeField
local ____field_2Dkinds = require("src.event.field-kinds")
local FIELD_KINDS = ____field_2Dkinds.FIELD_KINDS
local ____field_2Dvalues = require("src.event.field-values")
local FieldValues = ____field_2Dvalues.FieldValues
local NULL = ____field_2Dvalues.NULL
local UNREADABLE = ____field_2Dvalues.UNREADABLE
local ____generated_2Dreader = require("src.event.generated-reader")
local generateReader = ____generated_2Dreader.generateReader
local ____import_2Dmark = require("src.event.import-mark")
local readMark = ____import_2Dmark.readMark
local ____key = require("src.event.key")
local COUNTERS = ____key.COUNTERS
local counterOf = ____key.counterOf
local creatorOf = ____key.creatorOf
local byte = string.byte
local char = string.char
local format = string.format
____exports.SYSTEM_TYPE = 0
____exports.MAX_TYPE = 255
local TOO_LONG = "'values' must take at most %.0f bytes in all, got %.0f"
local function encodeField(field, value)
local kind = FIELD_KINDS[field.kind]
if value == nil then
if field.isRequired == true then
return nil, ("is required and must be " .. kind.expected) .. ", got nil"
end
return NULL
end
if not kind.fits(value) then
return nil, mustBe(kind.expected, value)
end
local bytes, got = kind.encode(value)
if bytes ~= nil then
return bytes
end
return nil, got == nil and mustBe(kind.expected, value) or (("must be " .. kind.expected) .. ", got ") .. got
end
local function strayField(definition, values)
for name in pairs(values) do
if __TS__ArrayFind(
definition.fields,
function(____, field) return field.name == name end
) == nil then
return tostring(name)
end
end
return nil
end
function ____exports.encodeBody(definition, values)
local stray = strayField(definition, values)
if stray ~= nil then
local known = __TS__ArrayMap(
definition.fields,
function(____, ____bindingPattern0)
local name
name = ____bindingPattern0.name
return name
end
)
return nil, (((("field '" .. stray) .. "' is not one of \"") .. definition.name) .. "\"; ") .. hintAt(stray, known)
end
local parts = {char(definition.id)}
local last = 0
local index = 0
for ____, field in ipairs(definition.fields) do
index = index + 1
local value = values[field.name]
local bytes, problem = encodeField(field, value)
if bytes == nil then
return nil, (("field '" .. field.name) .. "' ") .. problem
end
parts[index + 1] = bytes
if value ~= nil then
last = index
end
end
local body = table.concat(parts, "", 1, last + 1)
if #body > MAX_BODY_BYTES then
return nil, format(TOO_LONG, MAX_BODY_BYTES, #body)
end
return body
end
____exports.REVOKE = {name = "revoke", id = ____exports.SYSTEM_TYPE, fields = {{name = "target", kind = "key"}, {name = "targetImportId", kind = "any"}, {name = "targetBody", kind = "bytes"}, {name = "targetServer", kind = "any"}}}
____exports.SEAL = {name = "seal", id = ____exports.SYSTEM_TYPE, fields = {
{name = "form", kind = "number", isRequired = true},
{name = "week", kind = "number", isRequired = true},
{name = "count", kind = "number", isRequired = true},
{name = "root", kind = "number", isRequired = true},
{name = "rows", kind = "bytes", isRequired = true},
{name = "digest", kind = "bytes", isRequired = true},
{name = "stateVersion", kind = "number", isRequired = true},
{name = "typeIds", kind = "bytes", isRequired = true},
{name = "types", kind = "number", isRequired = true},
{name = "revocations", kind = "bytes", isRequired = true},
{name = "late", kind = "bytes", isRequired = true},
{name = "boundaries", kind = "bytes", isRequired = true}
}}
local NUMBER_END = 32
local READING = "3;"
local TypeReader = __TS__Class()
function TypeReader.prototype.____constructor(self, definition)
self.generated = {}
local ____definition_0 = definition
local fields = ____definition_0.fields
self.definition = definition
self.fields = __TS__ArrayMap(
fields,
function(____, field) return __TS__New(FieldValues, field) end
)
self.least = 0
for index = 1, #fields do
if fields[index].isRequired == true then
self.least = index
end
end
end
function TypeReader.prototype.generate(self, count)
local definition = self.definition
local fields = self.fields
local least = self.least
local isPlain = definition.id ~= ____exports.SYSTEM_TYPE and count >= least and count <= #fields + 1
local reader = isPlain and generateReader(definition.name, fields, count) or false
self.generated[count] = reader
return reader
end
local function readFields(event, fields, pieces, count)
local failure
for index = 0, count - 1 do
local field = fields[index + 1]
local value = field:read(pieces[index + 1 + 1])
if value ~= UNREADABLE then
event[field.name] = value
elseif not field:isWellFormed(pieces[index + 1 + 1]) then
return "unparsable"
else
failure = "schemaMismatch"
end
end
return failure
end
local function readCarefully(____bindingPattern0, event, pieces)
local least
local fields
local definition
definition = ____bindingPattern0.definition
fields = ____bindingPattern0.fields
least = ____bindingPattern0.least
local isMarked, importId, originalTime = readMark(pieces[#pieces])
local count = isMarked and #pieces - 2 or #pieces - 1
if count > #fields then
return nil, "unknownField"
end
event.importId = importId
event.originalTime = originalTime
local failure = readFields(event, fields, pieces, count)
if failure ~= nil then
return nil, definition.id == ____exports.SYSTEM_TYPE and "unknownType" or failure
end
if count < least then
return nil, definition.id == ____exports.SYSTEM_TYPE and "unknownType" or "schemaMismatch"
end
return event
end
____exports.Schema = __TS__Class()
local Schema = ____exports.Schema
function Schema.prototype.____constructor(self)
self.byId = {}
self.byName = {}
self.readers = {}
self.row = __TS__New(BodyRow)
self.seals = __TS__New(TypeReader, ____exports.SEAL)
self.byName[____exports.SEAL.name] = ____exports.SEAL
self:add(____exports.REVOKE)
end
function Schema.prototype.add(self, definition)
self.byId[definition.id] = definition
self.readers[char(definition.id)] = __TS__New(TypeReader, definition)
self.byName[definition.name] = definition
end
function Schema.prototype.withId(self, id)
return self.byId[id]
end
function Schema.prototype.named(self, name)
return self.byName[name]
end
function Schema.prototype.writable(self, name)
local ____temp_1
if type(name) == "string" then
____temp_1 = self.byName[name]
else
____temp_1 = nil
end
local definition = ____temp_1
local ____temp_4
if (definition and definition.id) == ____exports.SYSTEM_TYPE then
____temp_4 = nil
else
____temp_4 = definition
end
return ____temp_4
end
function Schema.prototype.defined(self)
local types = {}
for id = 1, ____exports.MAX_TYPE do
local definition = self.byId[id]
if definition ~= nil then
types[#types + 1] = definition
end
end
return types
end
function Schema.prototype.signature(self)
return self:signatureOf(__TS__ArrayMap(
self:defined(),
function(____, ____bindingPattern0)
local id
id = ____bindingPattern0.id
return id
end
))
end
function Schema.prototype.signatureOf(self, ids)
local parts = {}
local count = 0
for ____, id in ipairs(ids) do
local ____temp_5
if id == ____exports.SYSTEM_TYPE then
____temp_5 = nil
else
____temp_5 = self.byId[id]
end
local definition = ____temp_5
if definition ~= nil then
local fields = __TS__ArrayMap(
definition.fields,
function(____, field) return describeField(field) end
)
parts[count + 1] = format(
"%.0f %s(%s)",
id,
definition.name,
table.concat(fields, ",")
)
count = count + 1
end
end
return hash32(
READING .. table.concat(parts, ";"),
0
)
end
function Schema.prototype.decode(self, time, id, body, guid)
local row = self.row
if not row:fill(body) then
return nil, "unparsable"
end
return self:decodeRow(time, id, row, guid)
end
function Schema.prototype.decodeRow(self, time, id, row, guid)
local ____row_6 = row
local pieces = ____row_6.pieces
local offset = ____row_6.offset
local reader = self.readers[pieces[offset + 1]]
if reader == nil then
return nil, "unknownType"
end
if reader.definition == ____exports.REVOKE and row.fieldCount > 0 and byte(pieces[offset + 1 + 1], 1) < NUMBER_END then
reader = self.seals
end
local counter = id % COUNTERS
local creator = (id - counter) / COUNTERS
local ____reader_generated_row_fieldCount_7 = reader.generated[row.fieldCount]
if ____reader_generated_row_fieldCount_7 == nil then
____reader_generated_row_fieldCount_7 = reader:generate(row.fieldCount)
end
local generated = ____reader_generated_row_fieldCount_7
if generated ~= false then
local event = generated(
time,
creator,
counter,
guid,
pieces,
offset
)
if event ~= nil then
return event
end
end
local own = {
type = reader.definition.name,
time = time,
creator = creator,
counter = counter,
creatorGuid = guid
}
return readCarefully(
reader,
own,
piecesOf(row)
)
end
function Schema.prototype.readerOf(self, typeByte, fieldCount)
local reader = self.readers[typeByte]
local ____temp_9 = reader ~= nil
if ____temp_9 then
local ____reader_generated_fieldCount_8 = reader.generated[fieldCount]
if ____reader_generated_fieldCount_8 == nil then
____reader_generated_fieldCount_8 = reader:generate(fieldCount)
end
____temp_9 = ____reader_generated_fieldCount_8
end
local read = ____temp_9
if read == false then
return nil, nil
end
return reader.definition.name, read
end
function Schema.prototype.describeUnknown(self, time, id, body, guid)
local ____type = byte(body, 1)
local ____opt_10 = self.byId[____type]
local name = ____opt_10 and ____opt_10.name or format("#%.0f", ____type)
local event = {
type = name,
time = time,
creator = creatorOf(id),
counter = counterOf(id),
creatorGuid = guid
}
return event
end
____exports.FIELD_LIMIT = MAX_FIELDS
return ____exports
end,
["src.ledger.arguments"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
local ____misuse = require("src.misuse")
local expectList = ____misuse.expectList
local expectNames = ____misuse.expectNames
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local raise = ____misuse.raise
local show = ____misuse.show
local ____numbers = require("src.numbers")
local isFiniteNumber = ____numbers.isFiniteNumber
local isWholeWithin = ____numbers.isWholeWithin
local ____guid = require("src.event.guid")
local parseGuid = ____guid.parseGuid
local ____key = require("src.event.key")
local COUNTERS = ____key.COUNTERS
local toId = ____key.toId
local ____field = require("src.event.field")
local parseField = ____field.parseField
local RESERVED_NAMES = ____field.RESERVED_NAMES
local ____field_2Dkinds = require("src.event.field-kinds")
local KINDS_IN_WORDS = ____field_2Dkinds.KINDS_IN_WORDS
local ____schema = require("src.event.schema")
local encodeBody = ____schema.encodeBody
local FIELD_LIMIT = ____schema.FIELD_LIMIT
function ____exports.readPlayer(guid)
local ____, id = parseGuid(type(guid) == "string" and guid or "")
return id
end
local format = string.format
local MAX_U32 = 4294967295
local CREATOR = format("a player GUID or a whole number from 0 to %.0f", MAX_U32)
function ____exports.readCreator(creator)
return isWholeWithin(creator, 0, MAX_U32) and creator or ____exports.readPlayer(creator)
end
local FILTER = {
"from",
"to",
"type",
"creator",
"player",
"newestFirst",
"limit"
}
local FILTER_MEMBERS = {
{"from", "a number of Unix seconds", isFiniteNumber},
{"to", "a number of Unix seconds", isFiniteNumber},
{
"type",
"the name of a type",
function(value) return type(value) == "string" end
},
{
"creator",
CREATOR,
function(value) return ____exports.readCreator(value) ~= nil end
},
{
"player",
"a player GUID",
function(value) return ____exports.readPlayer(value) ~= nil end
},
{
"newestFirst",
"a boolean",
function(value) return type(value) == "boolean" end
},
{
"limit",
"a whole number from 1 to 4294967295",
function(value) return isWholeWithin(value, 1, MAX_U32) end
}
}
function ____exports.checkFilter(method, filter)
expectTable(method, "filter", filter)
expectNames(method, filter, FILTER)
for ____, ____value in ipairs(FILTER_MEMBERS) do
local name = ____value[1]
local expected = ____value[2]
local fits = ____value[3]
local value = filter[name]
if value ~= nil and not fits(value) then
misuse(
method,
name,
mustBe(expected, value)
)
end
end
end
local FIELD_FORMS = (("must hold \"name\", \"name:kind\" or \"name:kind?\" with kind " .. KINDS_IN_WORDS) .. " ") .. "and a name other than " .. table.concat(RESERVED_NAMES, ", ")
function ____exports.readFields(fields)
expectList("define", "fields", fields)
if #fields > FIELD_LIMIT then
misuse(
"define",
"fields",
format("must hold at most %.0f fields, got %.0f", FIELD_LIMIT, #fields)
)
end
local definitions = {}
for ____, text in ipairs(fields) do
local ____temp_0
if type(text) == "string" then
____temp_0 = parseField(text)
else
____temp_0 = nil
end
local definition = ____temp_0
if definition == nil then
return misuse(
"define",
"fields",
(FIELD_FORMS .. ", got ") .. show(text)
)
end
if __TS__ArrayFind(
definitions,
function(____, other) return other.name == definition.name end
) ~= nil then
misuse(
"define",
"fields",
((("must have each name once, got " .. show(text)) .. " as another \"") .. definition.name) .. "\""
)
end
definitions[#definitions + 1] = definition
end
return definitions
end
function ____exports.packEvent(method, schema, ____type, values)
local definition = schema:writable(____type)
if definition == nil then
return misuse(
method,
"type",
mustBe("a defined event type", ____type)
)
end
expectTable(method, "values", values)
local body, problem = encodeBody(definition, values)
return body or raise(method, problem)
end
local KEY_LIMITS = {{"time", MAX_U32}, {"creator", MAX_U32}, {"counter", COUNTERS - 1}}
function ____exports.readKey(method, event)
expectTable(method, "event", event)
for ____, ____value in ipairs(KEY_LIMITS) do
local name = ____value[1]
local limit = ____value[2]
local value = event[name]
if not isWholeWithin(value, 0, limit) then
local problem = format("whose '%s' is a whole number from 0 to %.0f", name, limit)
misuse(
method,
"event",
(("must be an event or a table " .. problem) .. ", got ") .. show(value)
)
end
end
return event.time, toId(event.creator, event.counter)
end
return ____exports
end,
["src.codec.base64"] = function(...) 
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
["src.codec.deflate-format"] = function(...) 
local ____exports = {}
____exports.base = {}
____exports.bits = {}
____exports.span = {}
local function define(symbol, least, more)
____exports.base[symbol] = least
____exports.bits[symbol] = more
____exports.span[symbol] = 2 ^ more
end
local function defineGroups(first, last, group, least)
for symbol = first, last do
local index = symbol - first
local more = index < group and 0 or (index - index % group) / group - 1
define(symbol, least, more)
least = least + 2 ^ more
end
end
defineGroups(257, 285, 4, 3)
define(285, 258, 0)
defineGroups(288, 317, 2, 1)
define(336, 3, 2)
define(337, 3, 3)
define(338, 11, 7)
____exports.LENGTH_ORDER = {
16,
17,
18,
0,
8,
7,
9,
6,
10,
5,
11,
4,
12,
3,
13,
2,
14,
1,
15
}
____exports.fixedLengths = {}
for symbol = 0, 319 do
____exports.fixedLengths[symbol] = symbol < 144 and 8 or (symbol < 256 and 9 or (symbol < 280 and 7 or (symbol < 288 and 8 or 5)))
end
return ____exports
end,
["src.codec.huffman"] = function(...) 
local ____exports = {}
local reverse
function reverse(value, length)
local reversed = 0
for _ = 1, length do
local ____bit = value % 2
reversed = reversed * 2 + ____bit
value = (value - ____bit) / 2
end
return reversed
end
local floor = math.floor
local min = math.min
local MAX_LENGTH = 15
local SYMBOL_WEIGHT = 512
local ROOM = 2 ^ MAX_LENGTH
function ____exports.assignCodes(lengths, first, last, codes, sizes)
local counts = {}
for length = 0, MAX_LENGTH do
counts[length] = 0
end
for symbol = first, last do
local length = lengths[symbol] or 0
counts[length] = counts[length] + 1
end
local next = {}
local code = 0
local room = ROOM
for length = 1, MAX_LENGTH do
next[length] = reverse(code, length)
code = (code + counts[length]) * 2
room = room - counts[length] * 2 ^ (MAX_LENGTH - length)
end
for symbol = first, last do
local length = lengths[symbol] or 0
if length > 0 then
local size = 2 ^ length
local value = next[length]
codes[symbol] = value
sizes[symbol] = size
local ____bit = size / 2
while value >= ____bit do
value = value - ____bit
____bit = ____bit / 2
end
next[length] = value + ____bit
end
end
return room
end
local function countDepths(leaves, count, longest)
local weights = {}
for index = 0, count - 1 do
weights[index] = floor(leaves[index + 1] / SYMBOL_WEIGHT)
end
local parents = {}
local root = 2 * count - 2
local leaf = 0
local inner = count
for parent = count, root do
local weight = 0
for _ = 1, 2 do
local node = leaf
if leaf < count and (inner == parent or weights[leaf] <= weights[inner]) then
leaf = leaf + 1
else
node = inner
inner = inner + 1
end
weight = weight + weights[node]
parents[node] = parent
end
weights[parent] = weight
end
local counts = {}
for length = 1, longest do
counts[length] = 0
end
local depths = {}
depths[root] = 0
for node = root - 1, 0, -1 do
local depth = min(depths[parents[node]] + 1, longest)
depths[node] = depth
if node < count then
counts[depth] = counts[depth] + 1
end
end
return counts
end
local function mendDepths(counts, longest)
local excess = -2 ^ longest
for length = 1, longest do
excess = excess + counts[length] * 2 ^ (longest - length)
end
while excess > 0 do
local length = longest - 1
while counts[length] == 0 do
length = length - 1
end
counts[length] = counts[length] - 1
counts[length + 1] = counts[length + 1] + 2
counts[longest] = counts[longest] - 1
excess = excess - 1
end
end
function ____exports.chooseLengths(frequencies, first, last, longest, lengths)
local leaves = {}
local count = 0
for symbol = last, first, -1 do
local frequency = frequencies[symbol] or 0
lengths[symbol] = 0
if frequency > 0 or count + symbol < first + 2 then
leaves[count + 1] = frequency * SYMBOL_WEIGHT + symbol
count = count + 1
end
end
table.sort(leaves)
local counts = countDepths(leaves, count, longest)
mendDepths(counts, longest)
local index = 0
for length = longest, 1, -1 do
for _ = 1, counts[length] do
lengths[leaves[index + 1] % SYMBOL_WEIGHT] = length
index = index + 1
end
end
end
return ____exports
end,
["src.codec.scratch"] = function(...) 
local ____exports = {}
local KEPT_TABLES = 5
local spare = {}
function ____exports.takeScratch()
return table.remove(spare) or ({})
end
function ____exports.giveScratch(scratch)
local count = #spare
if count < KEPT_TABLES then
spare[count + 1] = scratch
end
end
return ____exports
end,
["src.codec.inflate"] = function(...) 
local ____exports = {}
local ____deflate_2Dformat = require("src.codec.deflate-format")
local base = ____deflate_2Dformat.base
local fixedLengths = ____deflate_2Dformat.fixedLengths
local LENGTH_ORDER = ____deflate_2Dformat.LENGTH_ORDER
local span = ____deflate_2Dformat.span
local ____huffman = require("src.codec.huffman")
local assignCodes = ____huffman.assignCodes
local ____scratch = require("src.codec.scratch")
local giveScratch = ____scratch.giveScratch
local takeScratch = ____scratch.takeScratch
local byte = string.byte
local char = string.char
local concat = table.concat
local max = math.max
local min = math.min
local PADDING = "\0\0\0\0\0\0\0\0"
local function makeCode(lengths, first, last)
local codes = {}
local sizes = {}
local room = assignCodes(
lengths,
first,
last,
codes,
sizes
)
local largest = 1
for symbol = first, last do
largest = max(largest, sizes[symbol] or 1)
end
if room < 0 or room > 0 and largest > 2 then
return nil
end
local reach = min(largest, 2 ^ 9)
local lookup = {}
for bits = 0, reach - 1 do
lookup[bits] = -1
end
for symbol = first, last do
local size = sizes[symbol] or 0
if size > reach then
lookup[size + codes[symbol]] = symbol
elseif size > 0 then
for bits = codes[symbol], reach - 1, size do
lookup[bits] = symbol
end
end
end
return {lookup = lookup, reach = reach, sizes = sizes}
end
local fixedLiterals
local fixedDistances
local function longSymbol(code, hold)
local size = code.reach
local symbol
while symbol == nil and size < 2 ^ 15 do
size = size * 2
symbol = code.lookup[size + hold % size]
end
return symbol or -1
end
local function need(stream, size)
while stream.top < size do
local next = byte(stream.input, stream.at)
stream.hold = stream.hold + (next or 0) * stream.top
stream.top = stream.top * 256
stream.at = stream.at + 1
end
end
local function take(stream, size)
need(stream, size)
local value = stream.hold % size
stream.hold = (stream.hold - value) / size
stream.top = stream.top / size
return value
end
local function align(stream)
while stream.top >= 256 do
stream.top = stream.top / 256
stream.at = stream.at - 1
end
stream.hold = 0
stream.top = 1
end
local function writePart(stream, size)
local from = stream.written + 1
stream.parts[#stream.parts + 1] = char(unpack(stream.bytes, from, from + size - 1))
stream.written = stream.written + size
end
local function write(stream, all)
if stream.before + stream.count > stream.limit then
return false
end
while stream.count - stream.written >= 1024 do
writePart(stream, 1024)
end
if all then
writePart(stream, stream.count - stream.written)
end
if stream.count > 6900 then
local bytes = stream.bytes
local gone = stream.count - 2304
for at = 1, 2304 do
bytes[at] = bytes[at + gone]
end
stream.before = stream.before + gone
stream.written = stream.written - gone
stream.count = 2304
end
stream.pause()
return true
end
local function copyMatch(stream, count, length, distance)
local bytes = stream.bytes
local from = count + 1
if distance > count then
local first = stream.before + count - distance
if first < 0 then
return false
end
from = min(distance, count + length) + 1
for to = count + 1, from - 1 do
local at = first + to - count - 1
local place = at % 1024
bytes[to] = byte(stream.parts[(at - place) / 1024 + 1], place + 1)
end
end
for to = from, count + length do
bytes[to] = bytes[to - distance]
end
return true
end
local function readStored(stream)
align(stream)
local at = stream.at
if at + 3 > stream.length then
return false
end
local a, b, c, d = byte(stream.input, at, at + 3)
local size = a + b * 256
local last = at + 3 + size
if size + c + d * 256 ~= 65535 or last > stream.length then
return false
end
for from = at + 4, last, 1024 do
for each = from, min(from + 1024 - 1, last) do
stream.count = stream.count + 1
stream.bytes[stream.count] = byte(stream.input, each)
end
if not write(stream, false) then
return false
end
end
stream.at = last + 1
return true
end
local function readCoded(stream, literals, distances)
local input = stream.input
local bytes = stream.bytes
local lookup = literals.lookup
local reach = literals.reach
local sizes = literals.sizes
local last = stream.length + #PADDING - 4
local at = stream.at
local hold = stream.hold
local top = stream.top
local count = stream.count
local mark = stream.written + 1024
while true do
if top < 1048576 then
if at > last then
return false
end
local a, b, c, d = byte(input, at, at + 3)
hold = hold + (a + b * 256 + c * 65536 + d * 16777216) * top
top = top * 4294967296
at = at + 4
end
local symbol = lookup[hold % reach]
if symbol < 0 then
symbol = longSymbol(literals, hold)
end
if symbol < 0 then
return false
end
local size = sizes[symbol]
hold = (hold - hold % size) / size
top = top / size
if symbol < 256 then
count = count + 1
bytes[count] = symbol
else
if symbol == 256 then
break
end
size = span[symbol]
if size == nil then
return false
end
local more = hold % size
local length = base[symbol] + more
hold = (hold - more) / size
top = top / size
if top < 268435456 then
if at > last then
return false
end
local a, b, c = byte(input, at, at + 2)
hold = hold + (a + b * 256 + c * 65536) * top
top = top * 16777216
at = at + 3
end
symbol = distances.lookup[hold % distances.reach]
if symbol < 0 then
symbol = longSymbol(distances, hold)
end
if symbol < 0 or symbol > 317 then
return false
end
size = distances.sizes[symbol]
hold = (hold - hold % size) / size
top = top / size
size = span[symbol]
more = hold % size
hold = (hold - more) / size
top = top / size
if not copyMatch(stream, count, length, base[symbol] + more) then
return false
end
count = count + length
end
if count >= mark then
stream.count = count
if not write(stream, false) then
return false
end
count = stream.count
mark = stream.written + 1024
end
end
stream.at = at
stream.hold = hold
stream.top = top
stream.count = count
return true
end
local function readFixed(stream)
if fixedLiterals == nil then
fixedLiterals = makeCode(fixedLengths, 0, 288 - 1)
end
if fixedDistances == nil then
fixedDistances = makeCode(fixedLengths, 288, 319)
end
return readCoded(stream, fixedLiterals, fixedDistances)
end
local function readDynamic(stream)
local literals = take(stream, 32) + 257
local total = literals + take(stream, 32) + 1
local told = take(stream, 16) + 4
if literals > 285 + 1 or total - literals > 30 then
return false
end
local lengths = {}
for index = 0, told - 1 do
lengths[320 + LENGTH_ORDER[index + 1]] = take(stream, 8)
end
local code = makeCode(lengths, 320, 338)
if code == nil then
return false
end
stream.pause()
local count = 0
local length
while count < total do
need(stream, 2 ^ 7)
local symbol = code.lookup[stream.hold % code.reach]
if symbol < 0 then
return false
end
take(stream, code.sizes[symbol])
local times = 1
if symbol < 336 then
length = symbol - 320
else
times = base[symbol] + take(stream, span[symbol])
if symbol > 336 then
length = 0
end
end
if length == nil or count + times > total then
return false
end
for index = count, count + times - 1 do
lengths[index < literals and index or index - literals + 288] = length
end
count = count + times
end
stream.pause()
local literalCode = makeCode(lengths, 0, literals - 1)
stream.pause()
local distanceCode = makeCode(lengths, 288, 317)
if lengths[256] == 0 or literalCode == nil or distanceCode == nil then
return false
end
stream.pause()
return readCoded(stream, literalCode, distanceCode)
end
local function readBlocks(stream, blockLimit)
local isLast = false
local blocks = 0
while not isLast do
blocks = blocks + 1
if blocks > blockLimit then
return false
end
local head = take(stream, 8)
isLast = head % 2 == 1
local isRight = false
if head < 2 then
isRight = readStored(stream)
elseif head < 4 then
isRight = readFixed(stream)
elseif head < 6 then
isRight = readDynamic(stream)
end
if not isRight then
return false
end
stream.pause()
end
align(stream)
return stream.at == stream.length + 1
end
local function noPause()
end
function ____exports.inflate(input, limit, pause, blockLimit)
if pause == nil then
pause = noPause
end
if blockLimit == nil then
blockLimit = math.huge
end
local stream = {
input = input .. PADDING,
length = #input,
at = 1,
hold = 0,
top = 1,
bytes = takeScratch(),
count = 0,
before = 0,
written = 0,
parts = {},
limit = limit,
pause = pause
}
local isWhole = readBlocks(stream, blockLimit) and write(stream, true)
giveScratch(stream.bytes)
return isWhole and concat(stream.parts) or nil
end
return ____exports
end,
["src.codec.adler32"] = function(...) 
local ____exports = {}
local byte = string.byte
local MODULUS = 65521
local REDUCE_EVERY = 1048576
local STRIDE = 8
function ____exports.updateAdler(a, b, bytes, from, to)
local last = to or #bytes
for start = from or 1, last, REDUCE_EVERY do
local stop = start + REDUCE_EVERY - 1
if stop > last then
stop = last
end
local rest = (stop - start + 1) % STRIDE
for at = start, stop - rest - 1, STRIDE do
local c1, c2, c3, c4, c5, c6, c7, c8 = byte(bytes, at, at + 7)
b = b + (8 * (a + c1) + 7 * c2 + 6 * c3 + 5 * c4 + 4 * c5 + 3 * c6 + 2 * c7 + c8)
a = a + (c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8)
end
for at = stop - rest + 1, stop do
a = a + byte(bytes, at)
b = b + a
end
a = a % MODULUS
b = b % MODULUS
end
return a, b
end
function ____exports.adler32(bytes)
local a, b = ____exports.updateAdler(1, 0, bytes)
return b * 65536 + a
end
return ____exports
end,
["src.block.checked-text"] = function(...) 
local ____exports = {}
local ____adler32 = require("src.codec.adler32")
local updateAdler = ____adler32.updateAdler
local ____base64 = require("src.codec.base64")
local decodeBase64 = ____base64.decodeBase64
local encodeBase64 = ____base64.encodeBase64
local ____integers = require("src.codec.integers")
local packU32 = ____integers.packU32
local readU32 = ____integers.readU32
local min = math.min
local sub = string.sub
local SLICE = 16384
local CHECKSUM_BYTES = 4
function ____exports.checksumOf(bytes, position, pause)
local length = #bytes
local a = 1
local b = 0
for from = position, length, SLICE do
a, b = updateAdler(
a,
b,
bytes,
from,
min(from + SLICE - 1, length)
)
pause()
end
return b * 65536 + a
end
function ____exports.encodeChecked(bytes, native, pause)
local checked = packU32(____exports.checksumOf(bytes, 1, pause)) .. bytes
local ____opt_0 = native.encodeBase64
return ____opt_0 and ____opt_0(checked) or encodeBase64(checked, pause)
end
function ____exports.decodeChecked(text, native, pause)
if type(text) ~= "string" then
return nil
end
local ____opt_2 = native.decodeBase64
local checked = ____opt_2 and ____opt_2(text) or decodeBase64(text, pause)
if checked == nil or readU32(checked, 1) ~= ____exports.checksumOf(checked, CHECKSUM_BYTES + 1, pause) then
return nil
end
return sub(checked, CHECKSUM_BYTES + 1)
end
return ____exports
end,
["src.block.format"] = function(...) 
local ____exports = {}
____exports.FLAG_CREATOR = 1
____exports.FLAG_EXCEPTION = 2
____exports.FLAG_LATER = 4
____exports.FLAG_TYPE = 8
____exports.FLAG_FIELD_1 = 16
____exports.FIELDS_IN_FLAG = 4
____exports.EXCEPTION_COUNTER = 1
____exports.EXCEPTION_SHAPE = 2
____exports.REFERENCE_MAJOR = 6
____exports.DICTIONARY_MIN_BYTES = 3
____exports.DICTIONARY_LIMIT = 65536
____exports.TAIL_HEAD = 218
____exports.TAIL_MIN = 2
____exports.TAIL_MAX = 4
____exports.TAIL_GAIN = 2
____exports.TAIL_FIELD_MAX = 64
return ____exports
end,
["src.block.fields"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____cbor = require("src.codec.cbor")
local readArgument = ____cbor.readArgument
local skipCbor = ____cbor.skipCbor
local ____format = require("src.block.format")
local DICTIONARY_LIMIT = ____format.DICTIONARY_LIMIT
local DICTIONARY_MIN_BYTES = ____format.DICTIONARY_MIN_BYTES
local FIELDS_IN_FLAG = ____format.FIELDS_IN_FLAG
local REFERENCE_MAJOR = ____format.REFERENCE_MAJOR
local TAIL_FIELD_MAX = ____format.TAIL_FIELD_MAX
local TAIL_GAIN = ____format.TAIL_GAIN
local TAIL_HEAD = ____format.TAIL_HEAD
local TAIL_MAX = ____format.TAIL_MAX
local TAIL_MIN = ____format.TAIL_MIN
local byte = string.byte
local ceil = math.ceil
local char = string.char
local concat = table.concat
local floor = math.floor
local max = math.max
local sub = string.sub
local FIRST_REFERENCE = REFERENCE_MAJOR * 32
local LAST_REFERENCE = FIRST_REFERENCE + 23
local REFERENCE_8 = FIRST_REFERENCE + 24
local FIRST_TAIL = TAIL_HEAD + TAIL_MIN
local LAST_TAIL = TAIL_HEAD + TAIL_MAX
local UNSIGNED_8 = 24
local NEGATIVE_8 = 56
local SMALL = {}
for value = 0, 23 do
SMALL[value] = char(value)
SMALL[value + 32] = char(value + 32)
end
____exports.Shape = __TS__Class()
local Shape = ____exports.Shape
function Shape.prototype.____constructor(self, ____type, fieldCount)
self.byteCount = 1
self.type = ____type
self.pieces = {char(____type)}
self.fieldCount = fieldCount
self.maskBytes = max(
0,
ceil((fieldCount - FIELDS_IN_FLAG) / 8)
)
end
function Shape.prototype.add(self, index, field)
self.pieces[index + 1] = field
self.byteCount = self.byteCount + #field
end
function Shape.prototype.body(self)
if self.joined == nil then
self.joined = concat(self.pieces)
end
return self.joined
end
____exports.FieldReader = __TS__Class()
local FieldReader = ____exports.FieldReader
function FieldReader.prototype.____constructor(self)
self.position = 1
self.bytes = ""
self.dictionary = {}
self.words = {}
self.size = 0
end
function FieldReader.prototype.open(self, bytes, position)
self.bytes = bytes
self.position = position
if self.size > 0 then
self.dictionary = {}
self.words = {}
self.size = 0
end
end
function FieldReader.prototype.read(self, old)
local start = self.position
local head, second = byte(self.bytes, start, start + 1)
if head == nil then
return nil
end
if head >= FIRST_REFERENCE and head <= LAST_REFERENCE then
self.position = start + 1
return self.dictionary[head - FIRST_REFERENCE + 1]
end
local small = SMALL[head]
if small ~= nil then
self.position = start + 1
return small
end
if head == REFERENCE_8 and second ~= nil and second >= 24 then
self.position = start + 2
return self.dictionary[second + 1]
end
if (head == UNSIGNED_8 or head == NEGATIVE_8) and second ~= nil and second >= 24 then
self.position = start + 2
return sub(self.bytes, start, start + 1)
end
if head >= FIRST_TAIL and head <= LAST_TAIL then
local ____temp_0
if old == nil then
____temp_0 = nil
else
____temp_0 = self:readTail(start, head - TAIL_HEAD, old)
end
return ____temp_0
end
local ____temp_1
if floor(head / 32) == REFERENCE_MAJOR then
____temp_1 = self:readReference(start, head)
else
____temp_1 = self:readItem(start)
end
return ____temp_1
end
function FieldReader.prototype.readReference(self, start, head)
local index, next = readArgument(self.bytes, start, head % 32)
if index == nil then
return nil
end
self.position = next
return self.dictionary[index + 1]
end
function FieldReader.prototype.readItem(self, start)
local next = skipCbor(self.bytes, start)
if next == nil then
return nil
end
self.position = next
return self:enter(sub(self.bytes, start, next - 1))
end
function FieldReader.prototype.readTail(self, start, tail, old)
local kept = #old - tail
local next = start + 1 + tail
local isShortest = tail == TAIL_MIN or byte(old, kept + 1) ~= byte(self.bytes, start + 1)
if kept < TAIL_GAIN or #old > TAIL_FIELD_MAX or next > #self.bytes + 1 or not isShortest then
return nil
end
local field = sub(old, 1, kept) .. sub(self.bytes, start + 1, next - 1)
if skipCbor(field, 1) ~= #field + 1 then
return nil
end
self.position = next
return self:enter(field)
end
function FieldReader.prototype.enter(self, field)
if #field >= DICTIONARY_MIN_BYTES then
if self.words[field] ~= nil then
return nil
end
if self.size < DICTIONARY_LIMIT then
self.dictionary[self.size + 1] = field
self.size = self.size + 1
self.words[field] = true
end
end
return field
end
return ____exports
end,
["src.block.reader"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____integers = require("src.codec.integers")
local readU16 = ____integers.readU16
local readU32 = ____integers.readU32
local ____varint = require("src.codec.varint")
local decodeVarint = ____varint.decodeVarint
local ____fields = require("src.block.fields")
local FieldReader = ____fields.FieldReader
local Shape = ____fields.Shape
local ____format = require("src.block.format")
local EXCEPTION_COUNTER = ____format.EXCEPTION_COUNTER
local EXCEPTION_SHAPE = ____format.EXCEPTION_SHAPE
local FIELDS_IN_FLAG = ____format.FIELDS_IN_FLAG
local FLAG_CREATOR = ____format.FLAG_CREATOR
local FLAG_EXCEPTION = ____format.FLAG_EXCEPTION
local FLAG_FIELD_1 = ____format.FLAG_FIELD_1
local FLAG_LATER = ____format.FLAG_LATER
local FLAG_TYPE = ____format.FLAG_TYPE
local ____body = require("src.event.body")
local MAX_BODY_BYTES = ____body.MAX_BODY_BYTES
local MAX_FIELDS = ____body.MAX_FIELDS
local ____guid = require("src.event.guid")
local MAX_SERVER = ____guid.MAX_SERVER
local ____key = require("src.event.key")
local COUNTERS = ____key.COUNTERS
local MAX_TIME = ____key.MAX_TIME
local WEEK_SECONDS = ____key.WEEK_SECONDS
local byte = string.byte
local floor = math.floor
local min = math.min
local NO_SHAPE = __TS__New(Shape, 0, 0)
____exports.BlockReader = __TS__Class()
local BlockReader = ____exports.BlockReader
function BlockReader.prototype.____constructor(self, bytes, position)
self.time = 0
self.id = 0
self.server = 0
self.pieces = NO_SHAPE.pieces
self.offset = 0
self.fieldCount = 0
self.weekNumber = -1
self.ahead = nil
self.bytes = ""
self.byteCount = 0
self["end"] = 0
self.fields = __TS__New(FieldReader)
self.type = -1
self.creator = -1
self.counter = 0
self.isFirst = true
self.creators = {}
self.servers = {}
self.creatorIndex = {}
self.creatorCount = 0
self.shape = NO_SHAPE
self.shapes = {}
self:open(bytes, position)
end
function BlockReader.prototype.reopen(self, bytes, position)
self.id = 0
self.server = 0
self.pieces = NO_SHAPE.pieces
self.fieldCount = 0
self.fault = nil
self.type = -1
self.creator = -1
self.counter = 0
self.isFirst = true
for index = 0, self.creatorCount - 1 do
self.creatorIndex[self.creators[index + 1]] = nil
end
self.creatorCount = 0
self.shape = NO_SHAPE
self.shapes = {}
self:open(bytes, position)
return self
end
function BlockReader.prototype.open(self, bytes, position)
self.bytes = bytes
self.byteCount = #bytes
self.weekNumber = readU16(bytes, position) or -1
self.time = self.weekNumber * WEEK_SECONDS
self["end"] = min(self.time + WEEK_SECONDS - 1, MAX_TIME)
self.fields:open(bytes, position + 2)
if self.weekNumber == -1 or self.time > MAX_TIME then
self.fault = "header"
elseif self.fields.position > self.byteCount then
self.fault = "empty"
end
end
function BlockReader.prototype.next(self)
local fields = self.fields
local bytes = self.bytes
local start = fields.position
if start > self.byteCount or self.fault ~= nil then
return false
end
local flag, first, second, third = byte(bytes, start, start + 3)
local kind = flag % FLAG_FIELD_1
if (kind == FLAG_LATER or kind == FLAG_LATER + FLAG_CREATOR) and second ~= nil and not self.isFirst then
local difference = first
local next = start + 2
local reference = second
if first >= 128 then
difference = (second == 0 or second >= 128) and 0 or first - 128 + second * 128
next = start + 3
reference = third or 0
end
local time = self.time + difference
if difference > 0 and time <= self["end"] and (kind == FLAG_LATER or self:isOtherCreator(reference)) then
if kind ~= FLAG_LATER then
self.creator = self.creators[reference]
self.server = self.servers[reference]
next = next + 1
end
fields.position = next
self.time = time
self.counter = 0
self.id = self.creator * COUNTERS
return self:readChanges((flag - kind) / FLAG_FIELD_1)
end
end
return self:readAny(flag)
end
function BlockReader.prototype.body(self)
return self.shape:body()
end
function BlockReader.prototype.isOtherCreator(self, reference)
return reference > 0 and reference < 128 and reference <= self.creatorCount and self.creators[reference] ~= self.creator
end
function BlockReader.prototype.fail(self, fault)
self.fault = fault
return false
end
function BlockReader.prototype.readAny(self, flag)
local fields = self.fields
local bytes = self.bytes
fields.position = fields.position + 1
local exception = 0
if floor(flag / FLAG_EXCEPTION) % 2 == 1 then
exception = byte(bytes, fields.position) or 0
fields.position = fields.position + 1
if exception == 0 or exception > EXCEPTION_COUNTER + EXCEPTION_SHAPE then
return self:fail("exception")
end
end
local isRead = self:readKey(flag, exception % 2 == 1) and self:readType(flag) and self:readFields(
floor(flag / FLAG_FIELD_1),
exception >= EXCEPTION_SHAPE
)
self.isFirst = false
return isRead
end
function BlockReader.prototype.readKey(self, flag, hasCounter)
local fields = self.fields
local bytes = self.bytes
local isLater = floor(flag / FLAG_LATER) % 2 == 1
if isLater then
local difference, next = decodeVarint(bytes, fields.position)
if difference == nil or difference == 0 then
return self:fail("time")
end
fields.position = next
self.time = self.time + difference
if self.time > self["end"] then
return self:fail("time")
end
end
local counter
if hasCounter then
counter = byte(bytes, fields.position)
fields.position = fields.position + 1
if counter == nil then
return self:fail("truncated")
end
end
local isSameSecond = not isLater and not self.isFirst
local previousCreator = self.creator
local isOther = flag % 2 == FLAG_CREATOR
if isOther then
if not self:readCreator() then
return self:fail("creator")
end
elseif self.isFirst then
return self:fail("creator")
end
local usual = isSameSecond and not isOther and self.counter + 1 or 0
if counter == usual or counter == nil and usual == COUNTERS then
return self:fail("counter")
end
local isBehind = self.creator > previousCreator or not isOther and (counter or usual) > self.counter
if isSameSecond and not isBehind then
return self:fail("order")
end
self.counter = counter or usual
self.id = self.creator * COUNTERS + self.counter
return true
end
function BlockReader.prototype.readCreator(self)
local fields = self.fields
local bytes = self.bytes
local reference, next = decodeVarint(bytes, fields.position)
if reference == nil or reference > self.creatorCount then
return false
end
fields.position = next
if reference > 0 then
local creator = self.creators[reference]
local isOther = creator ~= self.creator
self.creator = creator
self.server = self.servers[reference]
return isOther
end
local creator = readU32(bytes, next)
local server, afterServer = decodeVarint(bytes, next + 4)
if creator == nil or server == nil or server > MAX_SERVER or self.creatorIndex[creator] ~= nil then
return false
end
fields.position = afterServer
self.creators[self.creatorCount + 1] = creator
self.servers[self.creatorCount + 1] = server
self.creatorCount = self.creatorCount + 1
self.creatorIndex[creator] = self.creatorCount
self.creator = creator
self.server = server
return true
end
function BlockReader.prototype.readType(self, flag)
if floor(flag / FLAG_TYPE) % 2 == 0 then
return not self.isFirst or self:fail("type")
end
local ____type = byte(self.bytes, self.fields.position)
local ____self_fields_0, ____position_1 = self.fields, "position"
____self_fields_0[____position_1] = ____self_fields_0[____position_1] + 1
if ____type == nil or ____type == self.type then
return self:fail("type")
end
self.type = ____type
return true
end
function BlockReader.prototype.readFields(self, fieldFlags, hasOtherShape)
local shape = self.shapes[self.type]
if shape == nil or hasOtherShape then
return self:readNewShape(shape, fieldFlags, hasOtherShape)
end
self:setShape(shape)
return self:readChanges(fieldFlags)
end
function BlockReader.prototype.setShape(self, shape)
self.shape = shape
self.pieces = shape.pieces
self.fieldCount = shape.fieldCount
end
function BlockReader.prototype.readChanges(self, fieldFlags)
local shape = self.shape
local fields = self.fields
local ____shape_2 = shape
local pieces = ____shape_2.pieces
local fieldCount = ____shape_2.fieldCount
local maskStart = fields.position
fields.position = fields.position + shape.maskBytes
local hasMasks = shape.maskBytes > 0
local mask = fieldFlags
local index = 1
while mask > 0 or hasMasks and index <= fieldCount do
if index > FIELDS_IN_FLAG and (index - FIELDS_IN_FLAG) % 8 == 1 then
local nextMask = byte(self.bytes, maskStart + (index - FIELDS_IN_FLAG - 1) / 8)
if nextMask == nil then
return self:fail("mask")
end
mask = nextMask
end
if mask % 2 == 1 then
local old = pieces[index + 1]
local field = fields:read(old)
if old == nil or field == nil or field == old then
return self:fail("field")
end
pieces[index + 1] = field
shape.byteCount = shape.byteCount + (#field - #old)
mask = mask - 1
end
mask = mask / 2
index = index + 1
end
shape.joined = nil
return shape.byteCount <= MAX_BODY_BYTES or self:fail("length")
end
function BlockReader.prototype.readNewShape(self, old, fieldFlags, hasOtherShape)
local fields = self.fields
local fieldCount = byte(self.bytes, fields.position)
fields.position = fields.position + 1
if fieldCount == nil or fieldCount > MAX_FIELDS or fieldFlags ~= 0 then
return self:fail("shape")
end
if hasOtherShape and (old == nil or old.fieldCount == fieldCount) then
return self:fail("shape")
end
local shape = __TS__New(Shape, self.type, fieldCount)
for index = 1, fieldCount do
local field = fields:read()
if field == nil then
return self:fail("field")
end
shape:add(index, field)
end
self.shapes[self.type] = shape
self:setShape(shape)
return shape.byteCount <= MAX_BODY_BYTES or self:fail("length")
end
return ____exports
end,
["src.block.packed-week"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local formatHead, format
local ____base64 = require("src.codec.base64")
local decodeBase64 = ____base64.decodeBase64
local encodeBase64 = ____base64.encodeBase64
local ____inflate = require("src.codec.inflate")
local inflate = ____inflate.inflate
local ____checked_2Dtext = require("src.block.checked-text")
local checksumOf = ____checked_2Dtext.checksumOf
local ____reader = require("src.block.reader")
local BlockReader = ____reader.BlockReader
local ____key = require("src.event.key")
local MAX_TIME = ____key.MAX_TIME
local WEEK_SECONDS = ____key.WEEK_SECONDS
local weekOf = ____key.weekOf
function formatHead(header, isDeflated, checksum)
local ____header_5 = header
local count = ____header_5.count
local hash = ____header_5.hash
local fingerprint = ____header_5.fingerprint
local lastTime = ____header_5.lastTime
local lastId = ____header_5.lastId
local numbers = format(
"%.0f %.0f %.0f %.0f %.0f %.0f ",
count,
hash,
fingerprint,
lastTime,
lastId,
checksum
)
return (isDeflated and "z " or "b ") .. numbers
end
function ____exports.unpackWeek(week, native, pause)
if string.sub(week.text, 1, week.payload - 1) ~= formatHead(week, week.isDeflated, week.checksum) then
return nil, "header"
end
if checksumOf(week.text, week.payload, pause) ~= week.checksum then
return nil, "checksum"
end
return ____exports.decodeWeek(week, native, pause)
end
function ____exports.decodeWeek(week, native, pause)
local base64 = string.sub(week.text, week.payload)
local ____opt_9 = native.decodeBase64
local bytes = ____opt_9 and ____opt_9(base64) or decodeBase64(base64, pause)
if bytes == nil then
return nil, "base64"
end
if not week.isDeflated then
return bytes
end
local ____opt_11 = native.inflate
local block = ____opt_11 and ____opt_11(bytes) or inflate(bytes, ____exports.MAX_SAVED_BYTES, pause)
if block == nil then
return nil, "deflate"
end
return block
end
local floor = math.floor
format = string.format
local U32 = 4294967296
local U40 = U32 * 256
____exports.MAX_WEEK_EVENTS = 1000000
____exports.MAX_SAVED_BYTES = 40 * 1024 * 1024
local LONGEST_HEAD = 68
____exports.SavedWeek = __TS__Class()
local SavedWeek = ____exports.SavedWeek
function SavedWeek.prototype.____constructor(self, text, header, isDeflated, checksum, payload)
self.text = text
self.isDeflated = isDeflated
self.checksum = checksum
self.payload = payload
self.count = header.count
self.hash = header.hash
self.fingerprint = header.fingerprint
self.lastTime = header.lastTime
self.lastId = header.lastId
end
function SavedWeek.prototype.bytesPerEvent(self)
return #self.text / self.count
end
function SavedWeek.prototype.siblings(self)
return {self}
end
function SavedWeek.prototype.read(self, native, pause)
local block, failure = ____exports.unpackWeek(self, native, pause)
if block == nil then
return nil, failure
end
local reader = __TS__New(BlockReader, block, 1)
if reader.weekNumber ~= weekOf(self.lastTime) then
return nil, "week"
end
return reader
end
function SavedWeek.prototype.salvage(self, native, pause)
local block = ____exports.decodeWeek(self, native, pause)
local ____temp_0
if block == nil then
____temp_0 = nil
else
____temp_0 = __TS__New(BlockReader, block, 1)
end
return ____temp_0
end
function ____exports.formatWeek(header, block, native, pause)
local ____opt_1 = native.deflate
local deflated = ____opt_1 and ____opt_1(block)
local isDeflated = deflated ~= nil and #deflated < #block
local bytes = isDeflated and deflated or block
local ____opt_3 = native.encodeBase64
local base64 = ____opt_3 and ____opt_3(bytes) or encodeBase64(bytes, pause)
return formatHead(
header,
isDeflated,
checksumOf(base64, 1, pause)
) .. base64
end
function ____exports.parseWeek(text, weekNumber)
if type(text) ~= "string" then
return nil
end
local mode, countText, hashText, fingerprintText, timeText, idText, checksumText, payload = string.match(text, "^([bz]) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) ()")
if mode == nil then
return nil
end
local count = tonumber(countText)
local hash = tonumber(hashText)
local fingerprint = tonumber(fingerprintText)
local lastTime = tonumber(timeText)
local lastId = tonumber(idText)
local checksum = tonumber(checksumText)
local isInRange = count >= 1 and count <= ____exports.MAX_WEEK_EVENTS and hash < U32 and fingerprint < U32 and lastTime <= MAX_TIME and floor(lastTime / WEEK_SECONDS) == weekNumber and lastId < U40
if not isInRange then
return nil
end
local isDeflated = mode == "z"
local header = {
count = count,
hash = hash,
fingerprint = fingerprint,
lastTime = lastTime,
lastId = lastId
}
return __TS__New(
____exports.SavedWeek,
text,
header,
isDeflated,
checksum,
tonumber(payload)
)
end
function ____exports.findBlock(text, native, pause)
local start = string.match(
string.sub(text, 1, LONGEST_HEAD),
"^.*[^%w+/=]()"
)
local base64 = string.match(
text,
"^[%w+/]*=?=?",
start == nil and 1 or tonumber(start)
)
local bytes = decodeBase64(
string.sub(
base64,
1,
floor(#base64 / 4) * 4
),
pause
) or ""
local ____temp_8
if string.sub(text, 1, 1) == "z" then
local ____opt_6 = native.inflate
____temp_8 = ____opt_6 and ____opt_6(bytes) or inflate(bytes, ____exports.MAX_SAVED_BYTES, pause)
else
____temp_8 = bytes
end
return ____temp_8 or ""
end
return ____exports
end,
["src.log.week-row"] = function(...) 
local ____exports = {}
local ____packed_2Dweek = require("src.block.packed-week")
local MAX_WEEK_EVENTS = ____packed_2Dweek.MAX_WEEK_EVENTS
local ____integers = require("src.codec.integers")
local packU16 = ____integers.packU16
local packU32 = ____integers.packU32
local readU16 = ____integers.readU16
local readU32 = ____integers.readU32
local ____varint = require("src.codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local min = math.min
function ____exports.isSameRow(a, b)
return a.count == b.count and a.hash == b.hash and a.fingerprint == b.fingerprint
end
function ____exports.packRow(row)
return ((packU16(row.weekNumber) .. encodeVarint(row.count)) .. packU32(row.hash)) .. packU32(row.fingerprint)
end
function ____exports.packRows(rows, from, ____until)
if from == nil then
from = 0
end
if ____until == nil then
____until = #rows
end
local parts = {}
for index = from, min(____until, #rows) - 1 do
parts[index - from + 1] = ____exports.packRow(rows[index + 1])
end
return table.concat(parts)
end
function ____exports.readRow(bytes, position)
local weekNumber = readU16(bytes, position)
local count, afterCount = decodeVarint(bytes, position + 2)
if weekNumber == nil or count == nil or count == 0 or count > MAX_WEEK_EVENTS then
return nil, nil
end
local hash = readU32(bytes, afterCount)
local fingerprint = readU32(bytes, afterCount + 4)
if hash == nil or fingerprint == nil then
return nil, nil
end
return {weekNumber = weekNumber, count = count, hash = hash, fingerprint = fingerprint}, afterCount + 8
end
function ____exports.readRows(bytes, position)
local rows = {}
local count = 0
local at = position
while at <= #bytes do
local row, next = ____exports.readRow(bytes, at)
if row == nil or count > 0 and row.weekNumber <= rows[count].weekNumber then
return nil
end
rows[count + 1] = row
count = count + 1
at = next
end
return rows
end
return ____exports
end,
["src.log.absent-rows"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____integers = require("src.codec.integers")
local packU24 = ____integers.packU24
local packU32 = ____integers.packU32
local readU24 = ____integers.readU24
local readU32 = ____integers.readU32
local floor = math.floor
local rep = string.rep
local sub = string.sub
local TEXT_WEEKS = 52
local ROW_BYTES = 11
local NO_ROW = rep("\0", ROW_BYTES)
local EMPTY = rep(NO_ROW, TEXT_WEEKS)
____exports.AbsentRows = __TS__Class()
local AbsentRows = ____exports.AbsentRows
function AbsentRows.prototype.____constructor(self)
self.count = 0
self.texts = {}
end
function AbsentRows.prototype.get(self, weekNumber)
local text, at = self:find(weekNumber)
local count = readU24(text, at)
local ____temp_0
if count == 0 then
____temp_0 = nil
else
____temp_0 = {
count = count,
hash = readU32(text, at + 3),
fingerprint = readU32(text, at + 7)
}
end
return ____temp_0
end
function AbsentRows.prototype.has(self, weekNumber)
local text, at = self:find(weekNumber)
return readU24(text, at) ~= 0
end
function AbsentRows.prototype.set(self, weekNumber, row)
local text, at = self:find(weekNumber)
self.count = self.count + ((row == nil and 0 or 1) - (self:has(weekNumber) and 1 or 0))
local packed = row == nil and NO_ROW or (packU24(row.count) .. packU32(row.hash)) .. packU32(row.fingerprint)
self.texts[floor(weekNumber / TEXT_WEEKS)] = (sub(text, 1, at - 1) .. packed) .. sub(text, at + ROW_BYTES)
end
function AbsentRows.prototype.find(self, weekNumber)
local text = self.texts[floor(weekNumber / TEXT_WEEKS)] or EMPTY
return text, weekNumber % TEXT_WEEKS * ROW_BYTES + 1
end
return ____exports
end,
["src.log.directory"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____integers = require("src.codec.integers")
local packU32 = ____integers.packU32
local readU32 = ____integers.readU32
local ____varint = require("src.codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local ____guid = require("src.event.guid")
local formatGuid = ____guid.formatGuid
local MAX_SERVER = ____guid.MAX_SERVER
local min = math.min
local STEP = 64
local GROUP = STEP * STEP
____exports.Directory = __TS__Class()
local Directory = ____exports.Directory
function Directory.prototype.____constructor(self)
self.servers = {}
self.certain = {}
self.guids = {}
self.creators = {}
self.count = 0
self.packed = {}
self.groups = {}
self.revision = 0
end
function Directory.prototype.server(self, creator)
return self.servers[creator] or 0
end
function Directory.prototype.guid(self, creator, otherwise)
if otherwise == nil then
otherwise = 0
end
if otherwise ~= 0 and not (self.servers[creator] ~= nil) then
return formatGuid(otherwise, creator)
end
local guid = self.guids[creator]
if guid == nil then
guid = formatGuid(
self:server(creator),
creator
)
self.guids[creator] = guid
end
return guid
end
function Directory.prototype.isNews(self, creator, server, isCertain)
return server ~= 0 and not (self.certain[creator] ~= nil) and (isCertain or self.servers[creator] ~= server)
end
function Directory.prototype.note(self, creator, server, isCertain)
local known = self.servers[creator]
local isKept = not isCertain and known ~= nil and known <= server
if isKept or not self:isNews(creator, server, isCertain) then
return false
end
if isCertain then
self.certain[creator] = true
end
return known ~= server and self:replace(creator, server)
end
function Directory.prototype.replace(self, creator, server)
if self.servers[creator] ~= nil then
self.packed = {}
self.groups = {}
else
self.creators[self.count + 1] = creator
self.count = self.count + 1
end
self.servers[creator] = server
self.revision = self.revision + 1
local wasGiven = self.guids[creator] ~= nil
self.guids[creator] = nil
return wasGiven
end
function Directory.prototype.pack(self, pause)
local texts = {}
local size = 0
for first = 0, self.count - 1, GROUP do
texts[size + 1] = self.groups[first] or self:packGroup(first, pause)
size = size + 1
end
return table.concat(texts)
end
function Directory.prototype.packGroup(self, first, pause)
local packed = self.packed
local groups = self.groups
local parts = {}
local ____end = min(first + GROUP, self.count)
local size = 0
for from = first, ____end - 1, STEP do
local known = self.packed[from]
parts[size + 1] = known or self:packSome(from)
size = size + 1
if known == nil then
pause()
end
end
local text = table.concat(parts)
if ____end == first + GROUP then
groups[first] = text
for from = first, ____end - 1, STEP do
packed[from] = nil
end
end
return text
end
function Directory.prototype.packSome(self, from)
local parts = {}
local ____end = min(from + STEP, self.count)
for index = from, ____end - 1 do
local creator = self.creators[index + 1]
parts[index - from + 1] = packU32(creator) .. encodeVarint(self:server(creator))
end
local part = table.concat(parts)
if ____end == from + STEP then
self.packed[from] = part
end
return part
end
function Directory.prototype.unpack(self, bytes, pause)
local position = 1
local count = 0
while position <= #bytes do
local creator = readU32(bytes, position)
local server, next = decodeVarint(bytes, position + 4)
if creator == nil or server == nil or server > MAX_SERVER then
return false
end
self:note(creator, server, false)
position = next
count = count + 1
if count % STEP == 0 then
pause()
end
end
return true
end
return ____exports
end,
["src.event.place"] = function(...) 
local ____exports = {}
local ____compare = require("src.codec.compare")
local bytesLess = ____compare.bytesLess
local ____murmur3 = require("src.codec.murmur3")
local hash32 = ____murmur3.hash32
local ____body = require("src.event.body")
local digestOf = ____body.digestOf
local ____key = require("src.event.key")
local COUNTERS = ____key.COUNTERS
local counterOf = ____key.counterOf
local WEEK_SECONDS = ____key.WEEK_SECONDS
function ____exports.firstCounter(body)
return hash32(body, 0) % COUNTERS
end
local function secondAfter(time)
local second = time % WEEK_SECONDS
return time - second + (second + 1) % WEEK_SECONDS
end
function ____exports.nextPlace(time, id, body)
local counter = (counterOf(id) + 1) % COUNTERS
return counter == ____exports.firstCounter(body) and secondAfter(time) or time, id - counterOf(id) + counter
end
function ____exports.isKept(time, id, present, body)
local digest = digestOf(time, id, body)
local presentDigest = digestOf(time, id, present)
return digest < presentDigest or digest == presentDigest and bytesLess(body, present)
end
return ____exports
end,
["src.block.stride"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local STRIDE_BYTES = 4096
local EVENT_BYTES = 200
____exports.Stride = __TS__Class()
local Stride = ____exports.Stride
function Stride.prototype.____constructor(self, pause)
self.pause = pause
self.bytes = 0
end
function Stride.prototype.passed(self, bodyBytes)
self.bytes = self.bytes + (EVENT_BYTES + bodyBytes)
if self.bytes < STRIDE_BYTES then
return false
end
self.bytes = 0
self.pause()
return true
end
return ____exports
end,
["src.log.week"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____adler32 = require("src.codec.adler32")
local updateAdler = ____adler32.updateAdler
local ____stride = require("src.block.stride")
local Stride = ____stride.Stride
local ____body = require("src.event.body")
local digestOf = ____body.digestOf
local ____key = require("src.event.key")
local creatorOf = ____key.creatorOf
local isKeyBefore = ____key.isKeyBefore
local packKey = ____key.packKey
local ____place = require("src.event.place")
local isKept = ____place.isKept
local floor = math.floor
local insertAt = table.insert
local U32 = 4294967296
local STEP = 16
local STEP_BYTES = 4096
local SAMPLE = 16
local BYTES_PER_DIGIT = 0.75
____exports.Week = __TS__Class()
local Week = ____exports.Week
function Week.prototype.____constructor(self, packed)
self.times = {}
self.ids = {}
self.bodies = {}
self.size = 0
self.lastTime = -1
self.lastId = -1
self.generation = 0
self.revision = 0
self.present = ""
self.doubtful = {}
self.hashed = 0
self.digested = 0
self.adlerA = 1
self.adlerB = 0
self.fingerprint = 0
if packed ~= nil then
self.packed = packed
self.lastTime = packed.lastTime
self.lastId = packed.lastId
self.fingerprint = packed.fingerprint
self:restartHash()
end
end
function Week.prototype.count(self)
local ____self_size_2 = self.size
local ____opt_0 = self.packed
return ____self_size_2 + (____opt_0 and ____opt_0.count or 0)
end
function Week.prototype.bytesPerEvent(self)
if self.packed ~= nil then
return self.packed:bytesPerEvent() * BYTES_PER_DIGIT
end
local sample = math.min(self.size, SAMPLE)
local sum = 0
for index = 0, sample - 1 do
sum = sum + #self.bodies[index + 1]
end
return sample == 0 and 0 or sum / sample
end
function Week.prototype.find(self, time, id)
local times = self.times
local ids = self.ids
local low = 0
local high = self.size
while low < high do
local middle = floor((low + high) / 2)
local middleTime = times[middle + 1]
if middleTime < time or middleTime == time and ids[middle + 1] < id then
low = middle + 1
else
high = middle
end
end
return low
end
function Week.prototype.bodyAt(self, time, id)
local index = self:find(time, id)
return self.times[index + 1] == time and self.ids[index + 1] == id and self.bodies[index + 1] or nil
end
function Week.prototype.insert(self, time, id, body)
local size = self.size
local lastTime = self.lastTime
if time > lastTime or time == lastTime and id > self.lastId then
self.times[size + 1] = time
self.ids[size + 1] = id
self.bodies[size + 1] = body
self.size = size + 1
self.lastTime = time
self.lastId = id
self.revision = self.revision + 1
return "added"
end
local packed = self.packed
if packed ~= nil and not isKeyBefore(packed.lastTime, packed.lastId, time, id) then
return "packed"
end
local index = self:find(time, id)
if self.times[index + 1] == time and self.ids[index + 1] == id then
return self:resolve(index, time, id, body)
end
insertAt(self.times, index + 1, time)
insertAt(self.ids, index + 1, id)
insertAt(self.bodies, index + 1, body)
self.size = size + 1
self.generation = self.generation + 1
self.revision = self.revision + 1
if index < self.digested then
self.digested = self.digested + 1
self.fingerprint = (self.fingerprint + digestOf(time, id, body)) % U32
end
if index < self.hashed then
self:restartHash()
end
return "added"
end
function Week.prototype.replace(self, time, id, body)
local index = self:find(time, id)
local present = self.bodies[index + 1]
if self.times[index + 1] ~= time or self.ids[index + 1] ~= id or present == body then
return nil
end
self:put(
index,
body,
digestOf(time, id, body) - digestOf(time, id, present)
)
return present
end
function Week.prototype.doubt(self)
for index = 0, self.size - 1 do
self.doubtful[packKey(self.times[index + 1], self.ids[index + 1])] = true
end
end
function Week.prototype.isDoubtful(self, time, id)
return self.doubtful[packKey(time, id)] ~= nil
end
function Week.prototype.isHashed(self)
return self.hashed == self.size and self.digested == self.size
end
function Week.prototype.hash(self, pause)
while not self:isHashed() do
self:digestSome()
self:hashSome()
pause()
end
end
function Week.prototype.header(self)
local lastTime = self.lastTime
local lastId = self.lastId
return {
count = self:count(),
hash = self.adlerB * 65536 + self.adlerA,
fingerprint = self.fingerprint,
lastTime = lastTime,
lastId = lastId
}
end
function Week.prototype.open(self, native, pause, directory)
local packed = self.packed
if packed == nil then
return nil
end
local reader, failure = packed:read(native, pause)
if reader == nil then
return failure
end
local front = ____exports.Week:fromReader(reader, pause, directory)
front:hash(pause)
if self.packed ~= packed then
return nil
end
if not front:matches(packed) then
return "header"
end
self:prepend(front)
return nil
end
function Week.fromReader(self, reader, pause, directory)
local week = __TS__New(____exports.Week)
local stride = __TS__New(Stride, pause)
while reader:next() do
local body = reader:body()
week:insert(reader.time, reader.id, body)
if directory ~= nil then
directory:note(
creatorOf(reader.id),
reader.server,
false
)
end
stride:passed(#body)
end
return week
end
function Week.prototype.matches(self, header)
local own = self:header()
return own.count == header.count and own.hash == header.hash and own.fingerprint == header.fingerprint and own.lastTime == header.lastTime and own.lastId == header.lastId
end
function Week.prototype.pack(self, packed)
self.packed = packed
self.times = {}
self.ids = {}
self.bodies = {}
self.size = 0
self.digested = 0
self.fingerprint = packed.fingerprint
self.generation = self.generation + 1
self:restartHash()
end
function Week.prototype.clear(self)
self.packed = nil
self:setEvents({}, {}, {})
self.fingerprint = 0
self.digested = 0
self.doubtful = {}
end
function Week.prototype.remove(self, indices)
local times = self.times
local ids = self.ids
local bodies = self.bodies
local size = self.size
local keptTimes, keptIds, keptBodies = {}, {}, {}
local count = 0
local removed = 0
local digested = self.digested
for index = 0, size - 1 do
do
local __continue39
repeat
if index ~= indices[removed + 1] then
keptTimes[count + 1] = times[index + 1]
keptIds[count + 1] = ids[index + 1]
keptBodies[count + 1] = bodies[index + 1]
count = count + 1
__continue39 = true
break
end
removed = removed + 1
self.doubtful[packKey(times[index + 1], ids[index + 1])] = nil
if index < self.digested then
digested = digested - 1
self.fingerprint = (self.fingerprint - digestOf(times[index + 1], ids[index + 1], bodies[index + 1])) % U32
end
__continue39 = true
until true
if not __continue39 then
break
end
end
end
self:setEvents(keptTimes, keptIds, keptBodies)
self.digested = digested
end
function Week.prototype.setEvents(self, times, ids, bodies)
local size = #times
self.times = times
self.ids = ids
self.bodies = bodies
self.size = size
self.lastTime = times[size] or -1
self.lastId = ids[size] or -1
self.generation = self.generation + 1
self.revision = self.revision + 1
self:restartHash()
end
function Week.prototype.prepend(self, front)
local offset = front.size
for index = 0, self.size - 1 do
front.times[offset + index + 1] = self.times[index + 1]
front.ids[offset + index + 1] = self.ids[index + 1]
front.bodies[offset + index + 1] = self.bodies[index + 1]
end
self.packed = nil
self.times = front.times
self.ids = front.ids
self.bodies = front.bodies
self.size = self.size + offset
self.hashed = self.hashed + offset
self.digested = self.digested + offset
self.generation = self.generation + 1
end
function Week.prototype.resolve(self, index, time, id, body)
local present = self.bodies[index + 1]
self.present = present
local isDoubtful = self:isDoubtful(time, id)
self.doubtful[packKey(time, id)] = nil
if present == body then
return "duplicate"
end
if not isDoubtful and isKept(time, id, present, body) then
return "kept"
end
self:put(
index,
body,
digestOf(time, id, body) - digestOf(time, id, present)
)
return isDoubtful and "corrected" or "replaced"
end
function Week.prototype.put(self, index, body, change)
self.bodies[index + 1] = body
if index < self.digested then
self.fingerprint = (self.fingerprint + change) % U32
end
self.generation = self.generation + 1
self.revision = self.revision + 1
end
function Week.prototype.restartHash(self)
local ____opt_5 = self.packed
local hash = ____opt_5 and ____opt_5.hash or 1
self.hashed = 0
self.adlerA = hash % 65536
self.adlerB = floor(hash / 65536)
end
function Week.prototype.digestSome(self)
local last = math.min(self.digested + STEP, self.size)
local sum = self.fingerprint
local index = self.digested
local bytes = 0
while index < last and bytes < STEP_BYTES do
local body = self.bodies[index + 1]
sum = sum + digestOf(self.times[index + 1], self.ids[index + 1], body)
bytes = bytes + #body
index = index + 1
end
self.fingerprint = sum % U32
self.digested = index
end
function Week.prototype.hashSome(self)
local last = math.min(self.hashed + STEP, self.size) - 1
local keys = {}
local count = 0
for index = self.hashed, last do
keys[count + 1] = packKey(self.times[index + 1], self.ids[index + 1])
count = count + 1
end
local a, b = updateAdler(
self.adlerA,
self.adlerB,
table.concat(keys)
)
self.adlerA = a
self.adlerB = b
self.hashed = math.max(last + 1, self.hashed)
end
return ____exports
end,
["src.log.log"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____absent_2Drows = require("src.log.absent-rows")
local AbsentRows = ____absent_2Drows.AbsentRows
local ____directory = require("src.log.directory")
local Directory = ____directory.Directory
local ____key = require("src.event.key")
local creatorOf = ____key.creatorOf
local packKey = ____key.packKey
local weekOf = ____key.weekOf
local ____place = require("src.event.place")
local isKept = ____place.isKept
local nextPlace = ____place.nextPlace
local ____week = require("src.log.week")
local Week = ____week.Week
local ____week_2Drow = require("src.log.week-row")
local isSameRow = ____week_2Drow.isSameRow
local ____reader = require("src.block.reader")
local BlockReader = ____reader.BlockReader
local ____stride = require("src.block.stride")
local Stride = ____stride.Stride
local floor = math.floor
local huge = math.huge
local min = math.min
local function noPause()
end
local SEARCH_STEP = 64
local function readDamaged(weekNumber, reader, directory, pause)
local week = reader == nil and __TS__New(Week) or Week:fromReader(reader, pause, directory)
if weekOf(week.lastTime) ~= weekNumber then
return __TS__New(Week)
end
week:doubt()
return week
end
____exports.Log = __TS__Class()
local Log = ____exports.Log
function Log.prototype.____constructor(self, background, native, listener)
self.background = background
self.native = native
self.listener = listener
self.directory = __TS__New(Directory)
self.closedBefore = 0
self.weekNumbers = {}
self.absentRevision = 0
self.floorWeek = 0
self.weeks = {}
self.absent = __TS__New(AbsentRows)
self.isLearning = false
self.waiting = {}
self.weekCount = 0
self.total = 0
self.totalFromFloor = 0
self.openWeeks = {}
self.unhashed = {}
self.isUnhashed = {}
self.changedFrom = huge
self.revision = 0
end
function Log.prototype.count(self)
return self.total
end
function Log.prototype.countFromFloor(self)
return self.totalFromFloor
end
function Log.prototype.setFloor(self, weekNumber)
self.floorWeek = weekNumber
self.totalFromFloor = 0
for index = self:indexFrom(weekNumber), self.weekCount - 1 do
self.totalFromFloor = self.totalFromFloor + self:countIn(self.weekNumbers[index + 1])
end
end
function Log.prototype.week(self, weekNumber)
return self.weeks[weekNumber]
end
function Log.prototype.countIn(self, weekNumber)
local ____opt_0 = self.weeks[weekNumber]
return ____opt_0 and ____opt_0:count() or 0
end
function Log.prototype.row(self, weekNumber)
local ____temp_4 = self.absent:get(weekNumber)
if ____temp_4 == nil then
local ____opt_2 = self.weeks[weekNumber]
____temp_4 = ____opt_2 and ____opt_2:header()
end
return ____temp_4
end
function Log.prototype.absentRow(self, weekNumber)
return self.absent:get(weekNumber)
end
function Log.prototype.isAbsent(self, weekNumber)
return self.absent:has(weekNumber)
end
function Log.prototype.insert(self, time, id, body)
local moved = self:put(time, id, body)
if moved == nil then
return
end
local stride = __TS__New(Stride, noPause)
local placeTime, placeId = time, id
while moved ~= nil do
placeTime, placeId = nextPlace(placeTime, placeId, moved)
if stride:passed(#moved) then
self:insertLater(
weekOf(placeTime),
{time = placeTime, id = placeId, body = moved}
)
return
end
moved = self:put(placeTime, placeId, moved)
end
end
function Log.prototype.addPacked(self, weekNumber, packed)
self:addWeek(
weekNumber,
__TS__New(Week, packed)
)
end
function Log.prototype.addBlock(self, weekNumber, block, pause)
local week = readDamaged(
weekNumber,
__TS__New(BlockReader, block, 1),
self:learner(),
pause
)
if week.size > 0 then
self:addWeek(weekNumber, week)
end
end
function Log.prototype.isDoubtful(self, time, id)
local ____opt_5 = self.weeks[weekOf(time)]
return (____opt_5 and ____opt_5:isDoubtful(time, id)) == true
end
function Log.prototype.lastKey(self)
for index = self.weekCount - 1, 0, -1 do
local week = self.weeks[self.weekNumbers[index + 1]]
if week ~= nil and week:count() > 0 then
return week.lastTime, week.lastId
end
end
return -1, -1
end
function Log.prototype.isClosed(self, weekNumber)
return weekNumber < self.closedBefore and not (self.openWeeks[weekNumber] ~= nil)
end
function Log.prototype.closeBefore(self, weekNumber, openWeeks)
if openWeeks == nil then
openWeeks = {}
end
self.closedBefore = weekNumber
self.openWeeks = openWeeks
end
function Log.prototype.openWeek(self, weekNumber)
self.openWeeks[weekNumber] = true
end
function Log.prototype.forgetAbsent(self)
for ____, ____value in ipairs(self:absentRows()) do
local weekNumber = ____value.weekNumber
self:forgetAbsentWeek(weekNumber)
end
end
function Log.prototype.forgetAbsentWeek(self, weekNumber)
if self.absent:has(weekNumber) then
if not (self.weeks[weekNumber] ~= nil) then
self:addWeek(
weekNumber,
__TS__New(Week)
)
end
self:setAbsentRow(weekNumber, nil)
self:changed(weekNumber)
end
end
function Log.prototype.mayEnter(self, weekNumber)
return not self:isClosed(weekNumber) or self.absent:has(weekNumber)
end
function Log.prototype.holds(self, time, id, body)
local week = self.weeks[weekOf(time)]
local placeTime, placeId = time, id
while week ~= nil do
local present = week:bodyAt(placeTime, placeId)
if present == nil and week.packed ~= nil then
self.background:run(function(pause)
self:open(
weekOf(time),
pause
)
end)
return nil
end
if present == nil or present == body or not isKept(placeTime, placeId, present, body) then
return present == body
end
placeTime, placeId = nextPlace(placeTime, placeId, body)
end
return false
end
function Log.prototype.makeAbsent(self, weekNumber, row)
self:number(weekNumber)
self:setAbsentRow(weekNumber, row)
self:changed(weekNumber)
end
function Log.prototype.dropWeek(self, weekNumber)
local week = self.weeks[weekNumber]
if week == nil or week:count() == 0 or not week:isHashed() or self.waiting[weekNumber] ~= nil then
return false
end
local row = self:row(weekNumber)
self:addToTotal(
weekNumber,
-week:count()
)
week:clear()
self.weeks[weekNumber] = nil
self:setAbsentRow(weekNumber, row)
self.revision = self.revision + 1
return true
end
function Log.prototype.absentRows(self)
local rows = {}
for ____, weekNumber in ipairs(self.absent.count == 0 and ({}) or self.weekNumbers) do
local row = self.absent:get(weekNumber)
if row ~= nil then
rows[#rows + 1] = __TS__ObjectAssign({weekNumber = weekNumber}, row)
end
end
return rows
end
function Log.prototype.absentCount(self)
return self.absent.count
end
function Log.prototype.absentUntil(self)
for index = self.absent.count == 0 and -1 or self.weekCount - 1, 0, -1 do
if self.absent:has(self.weekNumbers[index + 1]) then
return self.weekNumbers[index + 1] + 1
end
end
return 0
end
function Log.prototype.removeEvents(self, weekNumber, keys, pause, most)
if most == nil then
most = huge
end
local week = self:open(weekNumber, pause)
if week == nil then
return {}
end
local revision = week.revision
local size = week.size
local removed = {}
local indices = {}
local count = 0
for index = 0, size - 1 do
if index % SEARCH_STEP == 0 then
pause()
if self:week(weekNumber) ~= week or week.revision ~= revision or week.packed ~= nil then
return self:removeEvents(weekNumber, keys, pause, most)
end
end
local time, id = week.times[index + 1], week.ids[index + 1]
if count < most and keys[packKey(time, id)] ~= nil then
indices[count + 1] = index
removed[count + 1] = {
time = time,
id = id,
body = week.bodies[index + 1],
server = self.directory:server(creatorOf(id))
}
count = count + 1
end
end
if count > 0 then
week:remove(indices)
self:addToTotal(weekNumber, -count)
self:changed(weekNumber)
end
return removed
end
function Log.prototype.weekFrom(self, weekNumber)
return self.weekNumbers[self:indexFrom(weekNumber) + 1]
end
function Log.prototype.weekUntil(self, weekNumber)
return self.weekNumbers[self:indexFrom(weekNumber + 1)]
end
function Log.prototype.indexFrom(self, weekNumber)
local low = 0
local high = self.weekCount
while low < high do
local middle = floor((low + high) / 2)
if self.weekNumbers[middle + 1] < weekNumber then
low = middle + 1
else
high = middle
end
end
return low
end
function Log.prototype.open(self, weekNumber, pause)
local week = self.weeks[weekNumber]
while (week and week.packed) ~= nil do
local packed = week.packed
local failure = week:open(
self.native,
pause,
self:learner()
)
if failure ~= nil then
self:salvage(weekNumber, packed, failure, pause)
end
week = self.weeks[weekNumber]
end
return week
end
function Log.prototype.salvage(self, weekNumber, packed, reason, pause)
local reader = packed:salvage(self.native, pause)
local salvaged = readDamaged(
weekNumber,
reader,
self:learner(),
pause
)
local damaged = self.weeks[weekNumber]
if damaged == nil or damaged.packed ~= packed then
return
end
for index = 0, damaged.size - 1 do
salvaged:insert(damaged.times[index + 1], damaged.ids[index + 1], damaged.bodies[index + 1])
end
self:addToTotal(
weekNumber,
salvaged:count() - damaged:count()
)
damaged.packed = nil
self.weeks[weekNumber] = salvaged
self:changed(weekNumber)
self.listener:quarantined(weekNumber, packed, reason)
end
function Log.prototype.settle(self)
local weekNumbers = {}
for weekNumber in pairs(self.waiting) do
weekNumbers[#weekNumbers + 1] = weekNumber
end
table.sort(weekNumbers)
for ____, weekNumber in ipairs(weekNumbers) do
self:insertWaiting(weekNumber, noPause)
end
end
function Log.prototype.isHashed(self)
local unhashed = self.unhashed
while #unhashed > 0 do
local weekNumber = unhashed[#unhashed]
local week = self.weeks[weekNumber]
if (week and week:isHashed()) == false then
return false
end
table.remove(unhashed)
self.isUnhashed[weekNumber] = nil
self:lookWhetherComplete(weekNumber, week)
end
return true
end
function Log.prototype.hash(self, pause)
while not self:isHashed() do
self.weeks[self.unhashed[#self.unhashed]]:hash(pause)
end
end
function Log.prototype.put(self, time, id, body)
local weekNumber = weekOf(time)
local week = self.weeks[weekNumber] or self:addWeek(
weekNumber,
__TS__New(Week)
)
local insertion = week:insert(time, id, body)
local present = week.present
if insertion == "added" then
self:addToTotal(weekNumber, 1)
self:changed(weekNumber)
self.listener:inserted(time, id, body)
elseif insertion == "kept" then
return self:kept(week, time, id, body)
elseif insertion == "replaced" then
self:replaced(time, id, body, present)
return self.listener:moves(time, id, present) and present or nil
elseif insertion == "corrected" then
self:replaced(time, id, body, present)
elseif insertion == "packed" then
self:insertLater(weekNumber, {time = time, id = id, body = body})
end
return nil
end
function Log.prototype.kept(self, week, time, id, body)
local ____week_11 = week
local present = ____week_11.present
if self.listener:yields(time, id, present) then
week:replace(time, id, body)
self:replaced(time, id, body, present)
return nil
end
self.listener:conflict(
time,
id,
present,
body,
false
)
return self.listener:moves(time, id, body) and body or nil
end
function Log.prototype.replaced(self, time, id, kept, lost)
self:changed(weekOf(time))
self.listener:conflict(
time,
id,
kept,
lost,
true
)
end
function Log.prototype.learner(self)
return self.isLearning and self.directory or nil
end
function Log.prototype.addWeek(self, weekNumber, week)
self:number(weekNumber)
self.weeks[weekNumber] = week
self:addToTotal(
weekNumber,
week:count()
)
self:changed(weekNumber)
return week
end
function Log.prototype.number(self, weekNumber)
local index = self:indexFrom(weekNumber)
if self.weekNumbers[index + 1] ~= weekNumber then
table.insert(self.weekNumbers, index + 1, weekNumber)
self.weekCount = self.weekCount + 1
end
end
function Log.prototype.addToTotal(self, weekNumber, change)
self.total = self.total + change
if weekNumber >= self.floorWeek then
self.totalFromFloor = self.totalFromFloor + change
end
end
function Log.prototype.changed(self, weekNumber)
local week = self.weeks[weekNumber]
self.revision = self.revision + 1
self.changedFrom = min(self.changedFrom, weekNumber)
if week == nil or week:isHashed() then
self:lookWhetherComplete(weekNumber, week)
elseif not (self.isUnhashed[weekNumber] ~= nil) then
self.isUnhashed[weekNumber] = true
self.unhashed[#self.unhashed + 1] = weekNumber
end
end
function Log.prototype.lookWhetherComplete(self, weekNumber, week)
local row = week and self.absent:get(weekNumber)
if row ~= nil and isSameRow(
row,
week:header()
) then
self:setAbsentRow(weekNumber, nil)
local ____this_13
____this_13 = self.listener
local ____opt_12 = ____this_13.completed
if ____opt_12 ~= nil then
____opt_12(____this_13, weekNumber)
end
end
end
function Log.prototype.setAbsentRow(self, weekNumber, row)
self.absent:set(weekNumber, row)
self.absentRevision = self.absentRevision + 1
end
function Log.prototype.insertLater(self, weekNumber, event)
local waiting = self.waiting[weekNumber]
if waiting ~= nil then
waiting.events[#waiting.events + 1] = event
return
end
self.waiting[weekNumber] = {events = {event}, next = 0}
self.background:run(function(pause)
self:insertWaiting(weekNumber, pause)
end)
end
function Log.prototype.insertUnlessClosed(self, ____bindingPattern0)
local body
local id
local time
time = ____bindingPattern0.time
id = ____bindingPattern0.id
body = ____bindingPattern0.body
local weekNumber = weekOf(time)
local ____opt_14 = self.weeks[weekNumber]
local isHere = (____opt_14 and ____opt_14:bodyAt(time, id)) ~= nil
if isHere or self:mayEnter(weekNumber) then
self:insert(time, id, body)
else
local ____this_17
____this_17 = self.listener
local ____opt_16 = ____this_17.late
if ____opt_16 ~= nil then
____opt_16(____this_17, time, id, body)
end
end
end
function Log.prototype.insertWaiting(self, weekNumber, pause)
while self.waiting[weekNumber] ~= nil do
self:open(weekNumber, pause)
local waiting = self.waiting[weekNumber]
local event = waiting and waiting.events[waiting.next + 1]
if waiting == nil or event == nil then
self.waiting[weekNumber] = nil
return
end
waiting.next = waiting.next + 1
self:insertUnlessClosed(event)
pause()
end
end
return ____exports
end,
["src.log.cursor"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____body = require("src.event.body")
local BodyRow = ____body.BodyRow
local piecesOf = ____body.piecesOf
local splitBody = ____body.splitBody
local ____key = require("src.event.key")
local isKeyBefore = ____key.isKeyBefore
local weekOf = ____key.weekOf
local max = math.max
local sub = string.sub
____exports.LogCursor = __TS__Class()
local LogCursor = ____exports.LogCursor
function LogCursor.prototype.____constructor(self, log, mayHold)
self.log = log
self.mayHold = mayHold
self.time = -1
self.id = -1
self.openBody = ""
self.openRow = __TS__New(BodyRow)
self.weekNumber = -1
self.readCount = 0
self.index = 0
self.generation = -1
end
function LogCursor.prototype.seek(self, time, id)
if time == self.time and id == self.id then
return
end
self.time = time
self.id = id
self.week = nil
end
function LogCursor.prototype.next(self, pause)
local reader = self.reader
local ____temp_2 = reader ~= nil
if ____temp_2 then
local ____opt_0 = self.week
____temp_2 = (____opt_0 and ____opt_0.packed) == self.packed
end
if ____temp_2 and reader:next() then
self.readCount = self.readCount + 1
local ____reader_3 = reader
local time = ____reader_3.time
local id = ____reader_3.id
if time > self.time or time == self.time and id > self.id then
self.time = time
self.id = id
self.source = reader
return true
end
end
while true do
if self.week == nil and not self:enter(
max(
weekOf(self.time),
0
),
pause
) then
return false
end
if self:nextPacked() or self:nextOpen(pause) then
return true
end
if self.week ~= nil and not self:enter(self.weekNumber + 1, pause) then
self.week = nil
return false
end
end
end
function LogCursor.prototype.body(self)
return self.source == nil and self.openBody or self.source:body()
end
function LogCursor.prototype.row(self)
if self.source ~= nil then
return self.source
end
self.openRow:fill(self.openBody)
return self.openRow
end
function LogCursor.prototype.ahead(self)
local ____opt_4 = self.source
return ____opt_4 and ____opt_4.ahead
end
function LogCursor.prototype.moveTo(self, row)
local source = self.source
local ahead = source.ahead
self.readCount = self.readCount + (row - ahead.index)
ahead:moveTo(row)
self.time = source.time
self.id = source.id
end
function LogCursor.prototype.pieces(self)
return self.source == nil and splitBody(self.openBody) or piecesOf(self.source)
end
function LogCursor.prototype.typeByte(self)
return self.source == nil and sub(self.openBody, 1, 1) or self.source.pieces[self.source.offset + 1]
end
function LogCursor.prototype.packedWeek(self)
local ____temp_6
if self.source == nil then
____temp_6 = nil
else
____temp_6 = self.packed
end
return ____temp_6
end
function LogCursor.prototype.search(self, weekNumber)
local log = self.log
local mayHold = self.mayHold
local found = log:weekFrom(weekNumber)
while found ~= nil do
local week = log:week(found)
if week ~= nil and (mayHold and mayHold(week)) ~= false then
break
end
found = log:weekFrom(found + 1)
end
return found
end
function LogCursor.prototype.enter(self, weekNumber, pause)
local found = self:search(weekNumber)
if found == nil then
return false
end
local week = self.log:week(found)
self.weekNumber = found
self.week = week
self.generation = -1
self.reader = nil
self.packed = week.packed
self.readCount = 0
if week.packed ~= nil then
self:enterPacked(week.packed, pause)
if self:search(weekNumber) ~= found or self:isMoreBefore(found) then
self.week = nil
end
end
return true
end
function LogCursor.prototype.isMoreBefore(self, weekNumber)
local own = weekOf(self.time)
local ____temp_9
if own < weekNumber then
____temp_9 = self.log:week(own)
else
____temp_9 = nil
end
local week = ____temp_9
local isBehind = week ~= nil and isKeyBefore(self.time, self.id, week.lastTime, week.lastId)
local ____isBehind_12 = isBehind
if ____isBehind_12 then
local ____opt_10 = self.mayHold
____isBehind_12 = (____opt_10 and ____opt_10(week)) ~= false
end
return ____isBehind_12
end
function LogCursor.prototype.enterPacked(self, packed, pause)
if packed.lastTime < self.time or packed.lastTime == self.time and packed.lastId <= self.id then
return
end
local reader, failure = packed:read(self.log.native, pause, self.lastReader)
self.lastReader = reader
if reader == nil then
self.log:salvage(self.weekNumber, packed, failure, pause)
self.week = nil
else
self.reader = reader
end
end
function LogCursor.prototype.nextPacked(self)
local reader = self.reader
local ____temp_15 = reader == nil
if not ____temp_15 then
local ____opt_13 = self.week
____temp_15 = (____opt_13 and ____opt_13.packed) ~= self.packed
end
if ____temp_15 then
return false
end
while reader:next() do
self.readCount = self.readCount + 1
local time = reader.time
local id = reader.id
if time > self.time or time == self.time and id > self.id then
self.time = time
self.id = id
self.source = reader
return true
end
end
return false
end
function LogCursor.prototype.nextOpen(self, pause)
local week = self.week
if week == nil then
return false
end
local packed = self.packed
local reader = self.reader
if week.packed ~= packed then
self.week = nil
return false
end
if packed ~= nil and reader ~= nil and not self:isAsTheHeaderSays(packed, reader) then
self.log:salvage(self.weekNumber, packed, reader.fault or "header", pause)
self.week = nil
return false
end
self.reader = nil
if self.generation ~= week.generation then
self.generation = week.generation
self.index = week:find(self.time, self.id)
if week.times[self.index + 1] == self.time and week.ids[self.index + 1] == self.id then
self.index = self.index + 1
end
end
if self.index >= week.size then
if self.log:week(self.weekNumber) ~= week then
self.week = nil
end
return false
end
self.time = week.times[self.index + 1]
self.id = week.ids[self.index + 1]
self.openBody = week.bodies[self.index + 1]
self.source = nil
self.index = self.index + 1
return true
end
function LogCursor.prototype.isAsTheHeaderSays(self, packed, reader)
return self.readCount == packed.count and reader.time == packed.lastTime and reader.id == packed.lastId
end
return ____exports
end,
["src.log.lookup"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____body = require("src.event.body")
local splitBody = ____body.splitBody
local typeOf = ____body.typeOf
local ____import_2Dmark = require("src.event.import-mark")
local importIdOf = ____import_2Dmark.importIdOf
local ____schema = require("src.event.schema")
local SYSTEM_TYPE = ____schema.SYSTEM_TYPE
local ____cursor = require("src.log.cursor")
local LogCursor = ____cursor.LogCursor
local function noPause()
end
function ____exports.bodyAt(log, time, id)
local cursor = __TS__New(LogCursor, log)
cursor:seek(time, id - 1)
return cursor:next(noPause) and cursor.time == time and cursor.id == id and cursor:body() or nil
end
function ____exports.importIdAt(log, time, id)
local body = ____exports.bodyAt(log, time, id)
local ____temp_0
if body == nil or typeOf(body) == SYSTEM_TYPE then
____temp_0 = nil
else
____temp_0 = importIdOf(splitBody(body))
end
return ____temp_0
end
return ____exports
end,
["src.log.newest-first"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local isNewer
local ____key = require("src.event.key")
local isKeyBefore = ____key.isKeyBefore
function isNewer(a, b)
return isKeyBefore(b.time, b.id, a.time, a.id)
end
local floor = math.floor
____exports.NewestFirst = __TS__Class()
local NewestFirst = ____exports.NewestFirst
function NewestFirst.prototype.____constructor(self)
self.items = {}
self.size = 0
end
function NewestFirst.prototype.count(self)
return self.size
end
function NewestFirst.prototype.add(self, item)
self.size = self.size + 1
local at = self.size
while at > 1 do
local parent = floor(at / 2)
local above = self.items[parent]
if not isKeyBefore(above.time, above.id, item.time, item.id) then
break
end
self.items[at] = above
at = parent
end
self.items[at] = item
end
function NewestFirst.prototype.take(self)
local items = self.items
local size = self.size
if size == 0 then
return nil
end
local newest = items[1]
local last = items[size]
items[size] = nil
self.size = self.size - 1
if size > 1 then
self:sink(last)
end
return newest
end
function NewestFirst.prototype.sink(self, item)
local items = self.items
local size = self.size
local at = 1
while 2 * at <= size do
local child = 2 * at
if child < size and isNewer(items[child + 1], items[child]) then
child = child + 1
end
if not isNewer(items[child], item) then
break
end
items[at] = items[child]
at = child
end
items[at] = item
end
return ____exports
end,
["src.log.revocation-body"] = function(...) 
local ____exports = {}
local readBytes, readId
local ____cbor = require("src.codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local encodeByteString = ____cbor.encodeByteString
local encodeCbor = ____cbor.encodeCbor
local readByteString = ____cbor.readByteString
local ____body = require("src.event.body")
local splitBody = ____body.splitBody
local typeOf = ____body.typeOf
local ____field_2Dvalues = require("src.event.field-values")
local NULL = ____field_2Dvalues.NULL
local ____import_2Dmark = require("src.event.import-mark")
local encodeId = ____import_2Dmark.encodeId
local readMark = ____import_2Dmark.readMark
local ____key = require("src.event.key")
local KEY_BYTES = ____key.KEY_BYTES
local packKey = ____key.packKey
local unpackKey = ____key.unpackKey
local ____schema = require("src.event.schema")
local SYSTEM_TYPE = ____schema.SYSTEM_TYPE
function readBytes(piece)
local bytes, next = readByteString(piece, 1)
return next == #piece + 1 and bytes or nil
end
function readId(piece)
local isRead, value, next = decodeCbor(piece, 1)
local isId = type(value) == "string" or type(value) == "number"
return isRead and isId and next == #piece + 1 and value or nil
end
function ____exports.revocationBody(time, id, importId)
local body = string.char(SYSTEM_TYPE) .. encodeByteString(packKey(time, id))
return importId == nil and body or body .. encodeId(importId)
end
function ____exports.importedRevocationBody(importId)
local row = encodeId(importId)
local ____temp_0
if row == nil then
____temp_0 = nil
else
____temp_0 = (string.char(SYSTEM_TYPE) .. NULL) .. row
end
return ____temp_0
end
function ____exports.undoBody(time, id, body, server)
return ((____exports.revocationBody(time, id) .. NULL) .. encodeByteString(body)) .. (encodeCbor(server))
end
function ____exports.targetOf(body)
local ____temp_1
if typeOf(body) == SYSTEM_TYPE then
____temp_1 = splitBody(body)
else
____temp_1 = nil
end
local pieces = ____temp_1
if pieces == nil then
return nil
end
local isMarked = readMark(pieces[#pieces])
local count = isMarked and #pieces - 2 or #pieces - 1
if count == 0 or count == 3 or count > 4 then
return nil
end
local ____temp_2
if count == 2 then
____temp_2 = readId(pieces[3])
else
____temp_2 = nil
end
local importId = ____temp_2
if importId == nil and count == 2 then
return nil
end
if pieces[2] == NULL and importId ~= nil then
return {time = 0, id = 0, importId = importId}
end
local ____temp_3
if count == 4 and pieces[3] == NULL then
____temp_3 = readBytes(pieces[4])
else
____temp_3 = nil
end
local undone = ____temp_3
local key = readBytes(pieces[2])
local isUndo = undone ~= nil and #undone > 0
if key == nil or #key ~= KEY_BYTES or count == 4 and not isUndo then
return nil
end
local time, id = unpackKey(key, 1)
return {time = time, id = id, importId = importId, undoBody = undone}
end
return ____exports
end,
["src.log.sealed-keys"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local ____exports = {}
local setOf
local ____import_2Dmark = require("src.event.import-mark")
local encodeId = ____import_2Dmark.encodeId
local ____key = require("src.event.key")
local WEEK_SECONDS = ____key.WEEK_SECONDS
function ____exports.idKeyOfListed(importId)
return "listed " .. tostring(encodeId(importId))
end
function setOf(keys)
local found = {}
for ____, key in ipairs(keys) do
found[key] = true
end
return found
end
____exports.NO_TERMS = {
week = 0,
listed = {},
late = {},
boundaries = {},
undone = {}
}
____exports.SealedKeys = __TS__Class()
local SealedKeys = ____exports.SealedKeys
function SealedKeys.prototype.____constructor(self, ____bindingPattern0)
local undone
local boundaries
local late
local listed
local week
week = ____bindingPattern0.week
listed = ____bindingPattern0.listed
late = ____bindingPattern0.late
boundaries = ____bindingPattern0.boundaries
undone = ____bindingPattern0.undone
self.boundaries = boundaries
self.before = week * WEEK_SECONDS
self.listed = setOf(listed)
self.late = setOf(late)
self.undone = setOf(undone)
end
function SealedKeys.prototype.has(self, time, key)
local ____temp_0
if time < self.before then
____temp_0 = not (self.late[key] ~= nil)
else
____temp_0 = self.listed[key] ~= nil
end
return ____temp_0
end
function SealedKeys.prototype.hasSameSegments(self, ____bindingPattern0)
local boundaries
local before
before = ____bindingPattern0.before
boundaries = ____bindingPattern0.boundaries
local isSame = __TS__ArrayEvery(
self.boundaries,
function(____, week, index) return week == boundaries[index + 1] end
)
return before == self.before and #boundaries == #self.boundaries and isSame
end
function SealedKeys.prototype.segmentOf(self, time)
local boundaries = self.boundaries
local index = #boundaries
while index > 0 and time < boundaries[index] * WEEK_SECONDS do
index = index - 1
end
return index
end
function SealedKeys.prototype.idKeyOf(self, time, key, importId)
if self.listed[key] ~= nil then
return ____exports.idKeyOfListed(importId)
end
return self:has(time, key) and time < self.before and self:idKeyAt(time, importId) or nil
end
function SealedKeys.prototype.idKeyAt(self, time, importId)
return (tostring(self:segmentOf(time)) .. " ") .. tostring(encodeId(importId))
end
function SealedKeys.prototype.isUndone(self, key)
return self.undone[key] ~= nil
end
return ____exports
end,
["src.log.revocation-skips"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____key = require("src.event.key")
local packKey = ____key.packKey
local ____newest_2Dfirst = require("src.log.newest-first")
local NewestFirst = ____newest_2Dfirst.NewestFirst
local ____sealed_2Dkeys = require("src.log.sealed-keys")
local idKeyOfListed = ____sealed_2Dkeys.idKeyOfListed
local STEP = 16
____exports.RevocationSkips = __TS__Class()
local RevocationSkips = ____exports.RevocationSkips
function RevocationSkips.prototype.____constructor(self, members, sealed, undone, pause)
self.sealed = sealed
self.size = 0
self.keys = {}
self.importIds = {}
self.undos = {}
local sorted = __TS__New(NewestFirst)
for ____, member in ipairs(members) do
sorted:add(member)
self.size = self.size + 1
self:restAt(self.size, pause)
end
for ____, key in ipairs(undone) do
self.undos[key] = ""
end
local count = 0
local member = sorted:take()
while member ~= nil do
if not (self.keys[member.key] ~= nil) then
self:count(member)
end
count = count + 1
self:restAt(count, pause)
member = sorted:take()
end
end
function RevocationSkips.prototype.isRevoked(self, time, id)
return self.keys[packKey(time, id)] ~= nil
end
function RevocationSkips.prototype.isImportRevoked(self, importId, time)
return self.importIds[self.sealed:idKeyAt(time, importId)] ~= nil or self.importIds[idKeyOfListed(importId)] ~= nil
end
function RevocationSkips.prototype.count(self, ____bindingPattern0)
local target
local targetKey
local key
local time
time = ____bindingPattern0.time
key = ____bindingPattern0.key
targetKey = ____bindingPattern0.targetKey
target = ____bindingPattern0.target
local undos = self.undos
if target.importId ~= nil then
self.importIds[self.sealed:idKeyOf(time, key, target.importId)] = true
elseif target.undoBody == nil then
self.keys[targetKey] = true
else
local other = undos[targetKey]
if other == "" then
self.keys[key] = true
return
end
undos[targetKey] = key
if other ~= nil then
self.keys[other] = true
end
end
end
function RevocationSkips.prototype.undone(self, pause)
local keys = {}
local count = 0
for key in pairs(self.undos) do
keys[count + 1] = key
count = count + 1
self:restAt(count, pause)
end
return keys
end
function RevocationSkips.prototype.restAt(self, count, pause)
if count % STEP == 0 then
pause()
end
end
return ____exports
end,
["src.log.undos"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIndexOf = ____lualib.__TS__ArrayIndexOf
local ____exports = {}
local ____key = require("src.event.key")
local isKeyBefore = ____key.isKeyBefore
local insertAt = table.insert
local removeAt = table.remove
____exports.Undos = __TS__Class()
local Undos = ____exports.Undos
function Undos.prototype.____constructor(self, changed)
self.changed = changed
self.passedOver = {}
self.groups = {}
end
function Undos.prototype.isUndone(self, key)
return self.groups[key] ~= nil
end
function Undos.prototype.settle(self, undo, mayCount)
if mayCount ~= undo.isCounted then
undo.isCounted = mayCount
if mayCount then
self:enter(undo)
else
self:leave(undo)
end
end
end
function Undos.prototype.enter(self, undo)
local group = self.groups[undo.targetKey] or ({})
self.groups[undo.targetKey] = group
local first = group[1]
local index = #group
while index > 0 and isKeyBefore(undo.time, undo.id, group[index].time, group[index].id) do
index = index - 1
end
insertAt(group, index + 1, undo)
if index > 0 then
self.passedOver[undo.key] = true
return
end
self.changed(undo.time, undo.id)
if first ~= nil then
self.passedOver[first.key] = true
self.changed(first.time, first.id)
end
end
function Undos.prototype.leave(self, undo)
local group = self.groups[undo.targetKey]
local index = __TS__ArrayIndexOf(group, undo)
removeAt(group, index + 1)
self.passedOver[undo.key] = nil
if index > 0 then
return
end
self.changed(undo.time, undo.id)
local next = group[1]
if next == nil then
self.groups[undo.targetKey] = nil
else
self.passedOver[next.key] = nil
self.changed(next.time, next.id)
end
end
return ____exports
end,
["src.log.revocations"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local ____exports = {}
local isUndo, isHeeded, isOtherwise, count
local ____varint = require("src.codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local ____key = require("src.event.key")
local isKeyBefore = ____key.isKeyBefore
local KEY_BYTES = ____key.KEY_BYTES
local packKey = ____key.packKey
local unpackKey = ____key.unpackKey
local WEEK_SECONDS = ____key.WEEK_SECONDS
local ____newest_2Dfirst = require("src.log.newest-first")
local NewestFirst = ____newest_2Dfirst.NewestFirst
local ____revocation_2Dbody = require("src.log.revocation-body")
local targetOf = ____revocation_2Dbody.targetOf
local ____revocation_2Dskips = require("src.log.revocation-skips")
local RevocationSkips = ____revocation_2Dskips.RevocationSkips
local ____sealed_2Dkeys = require("src.log.sealed-keys")
local idKeyOfListed = ____sealed_2Dkeys.idKeyOfListed
local NO_TERMS = ____sealed_2Dkeys.NO_TERMS
local SealedKeys = ____sealed_2Dkeys.SealedKeys
local ____undos = require("src.log.undos")
local Undos = ____undos.Undos
function isUndo(____bindingPattern0)
local target
target = ____bindingPattern0.target
return target.undoBody ~= nil
end
function isHeeded(____bindingPattern0, sealed)
local targetKey
local target
local key
local time
time = ____bindingPattern0.time
key = ____bindingPattern0.key
target = ____bindingPattern0.target
targetKey = ____bindingPattern0.targetKey
return target.importId ~= nil or not sealed:has(target.time, targetKey) or sealed:has(time, key)
end
function isOtherwise(revocation, before, after)
local ____revocation_9 = revocation
local time = ____revocation_9.time
local key = ____revocation_9.key
return before:has(time, key) ~= after:has(time, key) or revocation.target.importId ~= nil or time < before.before ~= (time < after.before) or isHeeded(revocation, before) ~= isHeeded(revocation, after) or before:isUndone(revocation.targetKey) ~= after:isUndone(revocation.targetKey)
end
function count(counts, key, change)
local before = counts[key] or 0
local after = before + change
if after > 0 then
counts[key] = after
else
counts[key] = nil
end
return before > 0 ~= (after > 0)
end
do
local ____revocation_2Dbody = require("src.log.revocation-body")
____exports.importedRevocationBody = ____revocation_2Dbody.importedRevocationBody
____exports.revocationBody = ____revocation_2Dbody.revocationBody
____exports.targetOf = ____revocation_2Dbody.targetOf
____exports.undoBody = ____revocation_2Dbody.undoBody
end
local sub = string.sub
local function noPause()
end
local STEP = 16
local SEAL = packKey(0, 0) .. "\0"
____exports.Revocations = __TS__Class()
local Revocations = ____exports.Revocations
function Revocations.prototype.____constructor(self, background, changed)
self.background = background
self.changed = changed
self.revocations = {}
self.list = {}
self.size = 0
self.revision = 0
self.counts = {}
self.importCounts = {}
self.sealedImportCounts = {}
self.terms = NO_TERMS
self.sealed = __TS__New(SealedKeys, NO_TERMS)
self.unsettled = __TS__New(NewestFirst)
self.isSettling = false
self.undos = __TS__New(Undos, changed)
end
function Revocations.prototype.count(self)
return self.size
end
function Revocations.prototype.isRevoked(self, time, id)
if self.size == 0 then
return false
end
local key = packKey(time, id)
return self.counts[key] ~= nil or self.undos.passedOver[key] ~= nil or self:isTooLate(key)
end
function Revocations.prototype.isImportRevoked(self, importId, time)
local sealed = self.sealed
local sealedImportCounts = self.sealedImportCounts
if time >= sealed.before then
return self.importCounts[importId] ~= nil
end
local ofSegment = sealed:idKeyAt(time, importId)
return sealedImportCounts[ofSegment] ~= nil or sealedImportCounts[idKeyOfListed(importId)] ~= nil
end
function Revocations.prototype.isUndone(self, time, id)
local key = packKey(time, id)
return self.undos:isUndone(key) or self.sealed:isUndone(key)
end
function Revocations.prototype.seal(self, terms, pause)
if pause == nil then
pause = noPause
end
local before = self.sealed
local after = __TS__New(SealedKeys, terms)
self.terms = terms
self.sealed = after
for index = self.size - 1, 0, -1 do
local revocation = index < self.size and self.list[index + 1] or nil
if revocation ~= nil and isOtherwise(revocation, before, after) then
self:unsettle(revocation)
end
if index % STEP == 0 then
pause()
end
end
while self:settle() do
pause()
end
local hasIds = (next(self.importCounts)) ~= nil or (next(self.sealedImportCounts)) ~= nil
if hasIds and not before:hasSameSegments(after) then
self.changed(0, 0)
end
end
function Revocations.prototype.undoneElsewhere(self)
return self.terms.undone
end
function Revocations.prototype.skipsFor(self, terms, isWhole, pause)
local undone = isWhole and ({}) or self.terms.undone
local sealed = __TS__New(
SealedKeys,
__TS__ObjectAssign({}, terms, {undone = undone})
)
local members = self:select(
function(one)
local ____isUndo_result_0
if isUndo(one) then
____isUndo_result_0 = one.time < sealed.before
else
____isUndo_result_0 = sealed:has(one.time, one.key)
end
return ____isUndo_result_0
end,
pause
)
return __TS__New(
RevocationSkips,
members,
sealed,
undone,
pause
)
end
function Revocations.prototype.unsealedNaming(self, week, pause)
local before = week * WEEK_SECONDS
return self:select(
function(one)
local mayConcern = one.target.importId ~= nil or one.target.time < before
return one.time >= before and one.isCounted and mayConcern and not isUndo(one) and not self:isLate(one)
end,
pause
)
end
function Revocations.prototype.isSettledAlike(self, first, second, pause)
local before, after = __TS__New(SealedKeys, first), __TS__New(SealedKeys, second)
local listed = {}
for ____, key in ipairs(second.listed) do
listed[key] = true
end
local others = self:select(
function(one)
local ____one_1 = one
local time = ____one_1.time
local key = ____one_1.key
local target = ____one_1.target
if time < before.before or isUndo(one) then
return false
end
local ____temp_2
if target.importId == nil then
____temp_2 = after:has(time, key)
else
____temp_2 = listed[key] ~= nil
end
local isCovered = ____temp_2
local mayConcern = target.importId ~= nil or target.time < before.before
return mayConcern and before:has(time, key) ~= isCovered
end,
pause
)
return #others == 0
end
function Revocations.prototype.hasListed(self, ____bindingPattern0)
local listed
local week
week = ____bindingPattern0.week
listed = ____bindingPattern0.listed
return __TS__ArrayEvery(
listed,
function(____, key)
local time = unpackKey(key, 1)
return time < week * WEEK_SECONDS or self.revocations[key] ~= nil
end
)
end
function Revocations.prototype.isById(self, key)
local ____opt_3 = self.revocations[key]
return (____opt_3 and ____opt_3.target.importId) ~= nil
end
function Revocations.prototype.lateRevocations(self, isWanted, pause)
return self:select(
function(one) return not (self.counts[one.key] ~= nil) and self:isLate(one) and isWanted(one) end,
pause
)
end
function Revocations.prototype.add(self, time, id, body)
self:enter(time, id, body)
self:settleSoon()
end
function Revocations.prototype.remove(self, time, id)
local revocation = self.revocations[packKey(time, id)]
if revocation ~= nil then
local index = revocation.index
local last = self.list[self.size]
self.list[index + 1] = last
last.index = index
table.remove(self.list)
self.size = self.size - 1
self.revision = self.revision + 1
revocation.index = nil
self.revocations[revocation.key] = nil
if isUndo(revocation) then
self.undos:settle(revocation, false)
end
self:unsettle(revocation)
self:settleSoon()
end
end
function Revocations.prototype.pack(self, pause)
local list = self.list
local size = self.size
local parts = {}
for index = size - 1, 0, -1 do
local revocation = index < self.size and list[index + 1] or nil
parts[index + 1] = revocation == nil and "" or (revocation.key .. encodeVarint(#revocation.body)) .. revocation.body
if index % STEP == 0 then
pause()
end
end
return table.concat(parts, "", 1, size) .. SEAL
end
function Revocations.prototype.unpack(self, bytes, pause)
local position = 1
local count = 0
while position <= #bytes do
local time, id = unpackKey(bytes, position)
local length, next = decodeVarint(bytes, position + KEY_BYTES)
if time == nil or length == nil or length == 0 or next + length - 1 > #bytes then
break
end
self:enter(
time,
id,
sub(bytes, next, next + length - 1)
)
position = next + length
count = count + 1
if count % STEP == 0 then
pause()
end
end
while self:settle() do
pause()
end
return position > #bytes and sub(bytes, -#SEAL) == SEAL
end
function Revocations.prototype.select(self, isWanted, pause)
local found = {}
local count = 0
for index = self.size - 1, 0, -1 do
local one = index < self.size and self.list[index + 1] or nil
if one ~= nil and isWanted(one) then
found[count + 1] = one
count = count + 1
end
if index % STEP == 0 then
pause()
end
end
return found
end
function Revocations.prototype.enter(self, time, id, body)
local target = targetOf(body)
local key = packKey(time, id)
if target == nil or self.revocations[key] ~= nil then
return
end
if target.importId == nil and not isKeyBefore(target.time, target.id, time, id) then
return
end
local index = self.size
local targetKey = packKey(target.time, target.id)
local revocation = {
time = time,
id = id,
key = key,
body = body,
target = target,
targetKey = targetKey,
index = index,
isCounted = false,
isCountedForSealed = nil,
isUnsettled = false
}
self.revocations[key] = revocation
self.list[index + 1] = revocation
self.size = self.size + 1
self.revision = self.revision + 1
self:unsettle(revocation)
end
function Revocations.prototype.unsettle(self, revocation)
if not revocation.isUnsettled then
revocation.isUnsettled = true
self.unsettled:add(revocation)
end
end
function Revocations.prototype.settleSoon(self)
if self:settle() and not self.isSettling then
self.isSettling = true
self.background:run(function(pause)
while self:settle() do
pause()
end
self.isSettling = false
end)
end
end
function Revocations.prototype.settle(self)
for _ = 1, STEP do
local revocation = self.unsettled:take()
if revocation == nil then
return false
end
revocation.isUnsettled = false
self:settleOne(revocation)
end
return self.unsettled:count() > 0
end
function Revocations.prototype.settleOne(self, revocation)
local ____revocation_5 = revocation
local target = ____revocation_5.target
local key = ____revocation_5.key
local time = ____revocation_5.time
local targetKey = ____revocation_5.targetKey
local sealed = self.sealed
local isStanding = revocation.index ~= nil and not (self.counts[key] ~= nil)
if isUndo(revocation) then
self.undos:settle(
revocation,
isStanding and not sealed:isUndone(targetKey)
)
elseif target.importId ~= nil then
local isForUnsealed = isStanding and time >= sealed.before
local ____isStanding_6
if isStanding then
____isStanding_6 = sealed:idKeyOf(time, key, target.importId)
else
____isStanding_6 = nil
end
local idKey = ____isStanding_6
self:countId(revocation, target.importId, isForUnsealed, idKey)
else
self:countTarget(
revocation,
isStanding and isHeeded(revocation, self.sealed)
)
end
end
function Revocations.prototype.countId(self, revocation, importId, isCounting, idKey)
local hasChanged = false
if isCounting ~= revocation.isCounted then
revocation.isCounted = isCounting
hasChanged = count(self.importCounts, importId, isCounting and 1 or -1)
end
local before = revocation.isCountedForSealed
if idKey ~= before then
revocation.isCountedForSealed = idKey
local isLess = before ~= nil and count(self.sealedImportCounts, before, -1)
local isMore = idKey ~= nil and count(self.sealedImportCounts, idKey, 1)
if not hasChanged then
hasChanged = isLess or isMore
end
end
if hasChanged then
self.changed(0, 0)
end
end
function Revocations.prototype.countTarget(self, revocation, isCounting)
if isCounting == revocation.isCounted then
return
end
revocation.isCounted = isCounting
local ____revocation_7 = revocation
local target = ____revocation_7.target
local targetKey = ____revocation_7.targetKey
if count(self.counts, targetKey, isCounting and 1 or -1) then
local named = self.revocations[targetKey]
if named == nil then
self.changed(target.time, target.id)
else
self:unsettle(named)
end
end
end
function Revocations.prototype.isTooLate(self, key)
local revocation = self.revocations[key]
return revocation ~= nil and isUndo(revocation) and self.sealed:isUndone(revocation.targetKey)
end
function Revocations.prototype.isLate(self, revocation)
local ____revocation_8 = revocation
local target = ____revocation_8.target
local time = ____revocation_8.time
local key = ____revocation_8.key
local namesSealed = target.importId ~= nil and target.time > 0 and target.time < self.sealed.before
local isKept = namesSealed and not self.sealed:has(time, key)
return isKept or not isUndo(revocation) and not isHeeded(revocation, self.sealed)
end
return ____exports
end,
["src.replay.build"] = function(...) 
local ____exports = {}
____exports.ID_END = 2 ^ 40
function ____exports.newBuild(state)
return {state = state, time = -1, id = -1, count = 0}
end
function ____exports.isBehind(build, time, id)
return time < build.time or time == build.time and id <= build.id
end
return ____exports
end,
["src.replay.applier"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local step, rowOf
local ____import_2Dmark = require("src.event.import-mark")
local encodeId = ____import_2Dmark.encodeId
local ____guid = require("src.event.guid")
local formatGuid = ____guid.formatGuid
local MAX_SERVER = ____guid.MAX_SERVER
local ____numbers = require("src.numbers")
local isWholeWithin = ____numbers.isWholeWithin
local ____key = require("src.event.key")
local COUNTERS = ____key.COUNTERS
local creatorOf = ____key.creatorOf
local isKeyBefore = ____key.isKeyBefore
local ____cursor = require("src.log.cursor")
local LogCursor = ____cursor.LogCursor
local ____lookup = require("src.log.lookup")
local bodyAt = ____lookup.bodyAt
local ____revocations = require("src.log.revocations")
local targetOf = ____revocations.targetOf
local ____schema = require("src.event.schema")
local REVOKE = ____schema.REVOKE
local ____build = require("src.replay.build")
local newBuild = ____build.newBuild
function step(build, time, id, event, reducer)
local ____build_21 = build
local timeBefore = ____build_21.time
local idBefore = ____build_21.id
build.time = time
build.id = id
if reducer ~= nil then
local ok, message = pcall(reducer, build.state, event)
if not ok then
build.time = timeBefore
build.id = idBefore
return {
event = event,
message = tostring(message)
}
end
end
build.count = build.count + 1
return nil
end
function rowOf(____bindingPattern0, importId)
local ____type
____type = ____bindingPattern0.type
return (____type .. "\0") .. encodeId(importId)
end
local min = math.min
local function noPause()
end
____exports.Applier = __TS__Class()
local Applier = ____exports.Applier
function Applier.prototype.____constructor(self, schema, revocations, directory, reducers, undos)
if reducers == nil then
reducers = {}
end
if undos == nil then
undos = {}
end
self.schema = schema
self.revocations = revocations
self.directory = directory
self.reducers = reducers
self.undos = undos
self.creator = -1
self.revision = -1
self.guid = ""
self.isInterrupted = false
end
function Applier.prototype.withSkips(self, skips)
local revocations = {
size = 1,
isRevoked = function(____, time, id) return skips:isRevoked(time, id) end,
isImportRevoked = function(____, importId, time) return skips:isImportRevoked(importId, time) end
}
return __TS__New(
____exports.Applier,
self.schema,
revocations,
self.directory,
self.reducers,
self.undos
)
end
function Applier.prototype.setReducer(self, ____type, reducer)
self.schemaMismatch = nil
self.importRepeat = nil
self.reducers[____type] = reducer
self:interrupt()
end
function Applier.prototype.setUndo(self, ____type, undo)
if undo == nil then
self.undos[____type] = nil
else
self.undos[____type] = undo
end
self:interrupt()
end
function Applier.prototype.interrupt(self)
self.isInterrupted = true
end
function Applier.prototype.apply(self, build, cursor)
local ____cursor_0 = cursor
local time = ____cursor_0.time
local id = ____cursor_0.id
local ____table_revocations_isRevoked_result_1
if self.revocations:isRevoked(time, id) then
____table_revocations_isRevoked_result_1 = nil
else
____table_revocations_isRevoked_result_1 = self:read(cursor)
end
local event = ____table_revocations_isRevoked_result_1
return self:applyRead(build, cursor, event)
end
function Applier.prototype.applyRun(self, build, cursor, most)
local ____build_2 = build
local count = ____build_2.count
local ahead = cursor:ahead()
local ____temp_3
if ahead == nil then
____temp_3 = self:apply(build, cursor)
else
____temp_3 = self:applyAhead(build, cursor, ahead, most)
end
local failure = ____temp_3
return build.count - count, failure
end
function Applier.prototype.applyAhead(self, build, cursor, ahead, most)
local ____ahead_4 = ahead
local times = ____ahead_4.times
local ids = ____ahead_4.ids
local aheadForms = ____ahead_4.aheadForms
local pieces = ____ahead_4.pieces
local stride = ____ahead_4.stride
local revocations = self.revocations
local first = ahead.index
local typeByte
local fieldCount = 0
local read
local reducer
local creator = -1
local guid = ""
self.isInterrupted = false
for row = first, min(first + most, ahead["until"]) - 1 do
local id = ids[row + 1]
local time = times[row + 1]
local offset = row * stride
if pieces[offset + 1] ~= typeByte or aheadForms[row + 1].fieldCount ~= fieldCount then
typeByte = pieces[offset + 1]
fieldCount = aheadForms[row + 1].fieldCount
local name, generated = self.schema:readerOf(typeByte, fieldCount)
read = generated
local ____temp_5
if name == nil then
____temp_5 = nil
else
____temp_5 = self.reducers[name]
end
reducer = ____temp_5
end
local counter = id % COUNTERS
if id - counter ~= creator * COUNTERS then
creator = (id - counter) / COUNTERS
guid = self:guidOf(creator)
end
local event
if read ~= nil and (revocations.size == 0 or not revocations:isRevoked(time, id)) then
event = read(
time,
creator,
counter,
guid,
pieces,
offset
)
end
local failure
if event ~= nil and event.importId == nil then
failure = step(
build,
time,
id,
event,
reducer
)
else
cursor:moveTo(row)
local ____temp_6
if event == nil then
____temp_6 = self:apply(build, cursor)
else
____temp_6 = self:applyRead(build, cursor, event)
end
failure = ____temp_6
end
if failure ~= nil or self.isInterrupted then
cursor:moveTo(row)
return failure
end
end
cursor:moveTo(min(first + most, ahead["until"]) - 1)
return nil
end
function Applier.prototype.applyRead(self, build, cursor, event)
if event ~= nil and event.type == REVOKE.name then
return self:applyRevocation(build, cursor, event)
end
local isApplied = event ~= nil and (event.importId == nil or not self:isPassedOver(build, cursor, event))
local ____isApplied_7
if isApplied then
____isApplied_7 = self.reducers[event.type]
else
____isApplied_7 = nil
end
local reducer = ____isApplied_7
return step(
build,
cursor.time,
cursor.id,
event,
reducer
)
end
function Applier.prototype.applyRevocation(self, build, cursor, event)
local ____cursor_8 = cursor
local time = ____cursor_8.time
local id = ____cursor_8.id
local target = targetOf(cursor:body())
if (target and target.undoBody) == nil or not isKeyBefore(target.time, target.id, time, id) then
return step(
build,
time,
id,
nil,
nil
)
end
local undone = self:decode(target.time, target.id, target.undoBody, event.targetServer)
local failure = step(
build,
time,
id,
undone,
undone and self.undos[undone.type]
)
return failure and ({event = event, message = failure.message})
end
function Applier.prototype.pass(self, build, time, id)
build.time = time
build.id = id
build.count = build.count + 1
end
function Applier.prototype.read(self, cursor)
local ____cursor_11 = cursor
local time = ____cursor_11.time
local id = ____cursor_11.id
local guid = self:guidOf(creatorOf(id))
local event, failure = self.schema:decodeRow(
time,
id,
cursor:row(),
guid
)
if failure == "schemaMismatch" then
self.schemaMismatch = self.schema:describeUnknown(
time,
id,
cursor:body(),
guid
)
end
return event
end
function Applier.prototype.decode(self, time, id, body, server)
local creator = creatorOf(id)
local guid = isWholeWithin(server, 0, MAX_SERVER) and formatGuid(server, creator) or self:guidOf(creator)
local event, failure = self.schema:decode(time, id, body, guid)
if failure == "schemaMismatch" then
self.schemaMismatch = self.schema:describeUnknown(time, id, body, guid)
end
return event
end
function Applier.prototype.guidOf(self, creator)
local directory = self.directory
if creator ~= self.creator or directory.revision ~= self.revision then
self.creator = creator
self.revision = directory.revision
self.guid = directory:guid(creator)
end
return self.guid
end
function Applier.prototype.isPassedOver(self, build, cursor, event)
local importId = event.importId
if importId == nil then
return false
end
local ____opt_12 = build.rows
if (____opt_12 and ____opt_12.time) ~= event.time then
build.rows = self:readRows(build, cursor, event.time)
end
local ____build_rows_14 = build.rows
local firsts = ____build_rows_14.firsts
local row = rowOf(event, importId)
local first = firsts[row] or cursor.id
firsts[row] = first
if first == cursor.id then
return self.revocations:isImportRevoked(importId, event.time)
end
if creatorOf(first) ~= event.creator or bodyAt(cursor.log, event.time, first) ~= cursor:body() then
self.importRepeat = event
end
return true
end
function Applier.prototype.readRows(self, build, cursor, time)
local firsts = {}
if build.time == time then
local past = __TS__New(LogCursor, cursor.log)
past:seek(time, -1)
while past:next(noPause) and past.time == time and past.id <= build.id do
local event = self.schema:decodeRow(
time,
past.id,
past:row(),
""
)
local ____temp_19
if (event and event.type) == REVOKE.name then
____temp_19 = nil
else
____temp_19 = event and event.importId
end
local importId = ____temp_19
local ____temp_20
if importId == nil then
____temp_20 = nil
else
____temp_20 = rowOf(event, importId)
end
local row = ____temp_20
if row ~= nil and not (firsts[row] ~= nil) and not self.revocations:isRevoked(time, past.id) then
firsts[row] = past.id
end
end
end
return {time = time, firsts = firsts}
end
function Applier.prototype.reduce(self, state, event)
return step(
newBuild(state),
event.time,
0,
event,
self.reducers[event.type]
)
end
return ____exports
end,
["companion.lua.views"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____misuse = require("src.misuse")
local expectFunction = ____misuse.expectFunction
local expectList = ____misuse.expectList
local expectNames = ____misuse.expectNames
local expectString = ____misuse.expectString
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local METHOD = "views"
local MAX_VIEWS = 16
local MAX_COLUMNS = 32
local MAX_ROWS = 10000
local KINDS = {
"player",
"number",
"item",
"time",
"text"
}
local VIEW = {"title", "columns", "rows"}
local COLUMN = {"name", "title", "kind"}
local function titleOf(name)
local words = string.gsub(
name,
"(%l)(%u)",
function(small, large) return (small .. " ") .. string.lower(large) end
)
local spaced = string.gsub(words, "_", " ")
return string.upper(string.sub(spaced, 1, 1)) .. string.sub(spaced, 2)
end
local function readColumn(given)
local column
if type(given) == "string" then
local name, kind = string.match(given, "^([^:]+):?(.*)$")
local ____name_1 = name
local ____temp_0
if kind == "" then
____temp_0 = nil
else
____temp_0 = kind
end
column = {name = ____name_1, kind = ____temp_0}
else
expectTable(METHOD, "columns", given)
column = given
expectNames(METHOD, column, COLUMN)
end
local ____column_2 = column
local name = ____column_2.name
local kind = ____column_2.kind
if kind == nil then
kind = "text"
end
expectString(
METHOD,
"name",
name,
1,
64
)
local ____column_3 = column
local title = ____column_3.title
if title == nil then
title = titleOf(name)
end
expectString(
METHOD,
"title",
title,
1,
64
)
if not __TS__ArrayIncludes(KINDS, kind) then
misuse(
METHOD,
"kind",
mustBe(
"one of " .. table.concat(KINDS, ", "),
kind
)
)
end
return {name = name, title = title, kind = kind}
end
local function readView(name, given)
expectTable(METHOD, name, given)
expectNames(METHOD, given, VIEW)
local ____given_4 = given
local title = ____given_4.title
if title == nil then
title = titleOf(name)
end
local columns = ____given_4.columns
local rows = ____given_4.rows
expectString(
METHOD,
"title",
title,
1,
64
)
expectList(METHOD, "columns", columns)
if #columns == 0 or #columns > MAX_COLUMNS then
misuse(
METHOD,
"columns",
(("must be 1 to " .. tostring(MAX_COLUMNS)) .. ", got ") .. tostring(#columns)
)
end
expectFunction(METHOD, "rows", rows)
local read = __TS__ArrayMap(
columns,
function(____, column) return readColumn(column) end
)
return {name = name, title = title, columns = read, rows = rows}
end
function ____exports.readViews(given)
if given == nil then
return {}
end
expectTable(METHOD, "views", given)
local names = {}
for name in pairs(given) do
expectString(
METHOD,
"name",
name,
1,
64
)
names[#names + 1] = name
end
if #names > MAX_VIEWS then
misuse(
METHOD,
"views",
(("must be " .. tostring(MAX_VIEWS)) .. " at most, got ") .. tostring(#names)
)
end
table.sort(
names,
function(one, other)
local ____temp_5
if one == "standings" ~= (other == "standings") then
____temp_5 = one == "standings"
else
____temp_5 = one < other
end
return ____temp_5
end
)
return __TS__ArrayMap(
names,
function(____, name) return readView(name, given[name]) end
)
end
local function cellsOf(row, columns)
if type(row) ~= "table" then
error(
"each row must be a table, got a " .. type(row),
0
)
end
local cells = {}
local place = 0
for ____, ____value in ipairs(columns) do
local name = ____value.name
place = place + 1
local named = row[name]
local ____place_7 = place
local ____temp_6
if named ~= nil then
____temp_6 = named
else
____temp_6 = row[place]
end
cells[____place_7] = ____temp_6
end
return cells
end
function ____exports.rowsOf(____bindingPattern0, state)
local columns
local rows
local name
name = ____bindingPattern0.name
rows = ____bindingPattern0.rows
columns = ____bindingPattern0.columns
local given = rows(state)
if type(given) ~= "table" then
error(
(("views." .. name) .. ": rows must return a list of rows, got a ") .. type(given),
0
)
end
local list = {}
local all = given
local count = 0
while count < MAX_ROWS and all[count + 1] ~= nil do
list[count + 1] = cellsOf(all[count + 1], columns)
count = count + 1
end
return list, all[count + 1] ~= nil
end
return ____exports
end,
["companion.lua.module"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__New = ____lualib.__TS__New
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____arguments = require("src.ledger.arguments")
local readFields = ____arguments.readFields
local ____misuse = require("src.misuse")
local expectFunction = ____misuse.expectFunction
local expectInteger = ____misuse.expectInteger
local expectNames = ____misuse.expectNames
local expectString = ____misuse.expectString
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local raise = ____misuse.raise
local show = ____misuse.show
local ____schema = require("src.event.schema")
local MAX_TYPE = ____schema.MAX_TYPE
local ____views = require("companion.lua.views")
local readViews = ____views.readViews
local METHOD = "module"
local MODULE = {
"name",
"saved",
"stateVersion",
"initialState",
"define",
"onReducerError",
"upgradeState",
"views"
}
local TYPE_OPTIONS = {"id", "fields", "undo"}
local Definitions = __TS__Class()
function Definitions.prototype.____constructor(self)
self.types = {}
end
function Definitions.prototype.define(self, name, options, reducer)
expectString(
"define",
"name",
name,
1,
32
)
expectTable("define", "options", options)
expectNames("define", options, TYPE_OPTIONS)
expectFunction("define", "reducer", reducer)
local ____options_0 = options
local id = ____options_0.id
local undo = ____options_0.undo
expectInteger(
"define",
"id",
id,
1,
MAX_TYPE
)
if undo ~= nil then
expectFunction("define", "undo", undo)
end
if __TS__ArraySome(
self.types,
function(____, other) return other.id == id or other.name == name end
) then
misuse(
"define",
"id",
((("and name must each be of one type, got " .. show(id)) .. " and ") .. show(name)) .. " once more"
)
end
local declared = options.fields
local fields = readFields(declared)
local defined = {
name = name,
id = id,
fields = fields,
declared = declared,
reducer = reducer,
undo = undo
}
self.types[#self.types + 1] = defined
return defined
end
local ONLY_DEFINES = "a module only defines types: what a ledger does stands elsewhere, such as"
local function typesOf(define)
local definitions = __TS__New(Definitions)
local ledger = {define = function(_ledger, name, options, reducer) return definitions:define(name, options, reducer) end}
setmetatable(
ledger,
{__index = function(_ledger, name) return raise(METHOD, ((ONLY_DEFINES .. " ledger:") .. name) .. "()") end}
)
define(ledger)
return definitions.types
end
local function readPolicy(policy)
if policy == nil or policy == "halt" or policy == "skip" then
return function() return policy == "skip" end
end
expectFunction(METHOD, "onReducerError", policy)
return function(event, message) return policy(event, message) == "skip" end
end
local function readLedger(given)
expectNames(METHOD, given, MODULE)
local ____given_1 = given
local name = ____given_1.name
local saved = ____given_1.saved
local stateVersion = ____given_1.stateVersion
if stateVersion == nil then
stateVersion = 1
end
local initialState = ____given_1.initialState
local define = ____given_1.define
expectString(
METHOD,
"name",
name,
1,
16
)
if saved ~= nil then
expectString(
METHOD,
"saved",
saved,
1,
256
)
end
expectInteger(
METHOD,
"stateVersion",
stateVersion,
0,
2 ^ 31
)
expectFunction(METHOD, "initialState", initialState)
expectFunction(METHOD, "define", define)
local first = initialState()
if type(first) ~= "table" then
misuse(
METHOD,
"initialState",
"must return a table, got " .. show(first)
)
end
if first == initialState() then
misuse(METHOD, "initialState", "must return a new table each time, got the same one twice")
end
return {
name = name,
saved = saved,
stateVersion = stateVersion,
initialState = initialState,
types = typesOf(define),
isSkipped = readPolicy(given.onReducerError),
views = readViews(given.views)
}
end
function ____exports.readModule(returned)
if type(returned) ~= "table" then
raise(
METHOD,
"the file must return the module, " .. mustBe("a table", returned)
)
end
local list = returned[1] == nil and ({returned}) or returned
return __TS__ArrayMap(
list,
function(____, each)
expectTable(METHOD, "ledger", each)
return readLedger(each)
end
)
end
return ____exports
end,
["companion.lua.sandbox"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__SparseArrayNew = ____lualib.__TS__SparseArrayNew
local __TS__SparseArrayPush = ____lualib.__TS__SparseArrayPush
local __TS__SparseArraySpread = ____lualib.__TS__SparseArraySpread
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____array_0 = __TS__SparseArrayNew(unpack({
"assert",
"error",
"ipairs",
"next",
"pairs",
"pcall",
"rawequal",
"rawget",
"rawset",
"select"
}))
__TS__SparseArrayPush(
____array_0,
unpack({
"setmetatable",
"getmetatable",
"tonumber",
"tostring",
"type",
"unpack",
"xpcall"
})
)
local BASE = {__TS__SparseArraySpread(____array_0)}
local LIBRARIES = {
"string",
"table",
"math",
"coroutine",
"bit"
}
local WITHOUT = {string = {"dump"}, math = {"random", "randomseed"}}
local ALIASES = {
abs = {"math", "abs"},
ceil = {"math", "ceil"},
floor = {"math", "floor"},
max = {"math", "max"},
min = {"math", "min"},
mod = {"math", "fmod"},
format = {"string", "format"},
gmatch = {"string", "gmatch"},
gsub = {"string", "gsub"},
strbyte = {"string", "byte"},
strchar = {"string", "char"},
strfind = {"string", "find"},
strlen = {"string", "len"},
strlower = {"string", "lower"},
strmatch = {"string", "match"},
strrep = {"string", "rep"},
strrev = {"string", "reverse"},
strsub = {"string", "sub"},
strupper = {"string", "upper"},
tinsert = {"table", "insert"},
tremove = {"table", "remove"},
sort = {"table", "sort"}
}
local NOT_THE_SAME = "gives each client another number, so their states would differ: a reducer cannot use it"
local function copyOf(library)
local copy = {}
for name, value in pairs(_G[library]) do
local ____opt_1 = WITHOUT[library]
if not (____opt_1 and __TS__ArrayIncludes(WITHOUT[library], name)) then
copy[name] = value
end
end
return copy
end
local function wipe(emptied)
for key in pairs(emptied) do
emptied[key] = nil
end
return emptied
end
local function loadText(env, text, name)
if type(text) ~= "string" or string.byte(text) == 27 then
return nil, "text expected"
end
local chunk, problem = loadstring(
text,
type(name) == "string" and name or nil
)
if chunk == nil then
return nil, problem
end
return setfenv(chunk, env)
end
local function reversedPairs(value)
local keys = {}
local count = 0
for key in pairs(value) do
keys[count + 1] = key
count = count + 1
end
local function step()
while count > 0 do
count = count - 1
local key = keys[count + 1]
if value[key] ~= nil then
return key, value[key]
end
end
return
end
return step
end
local function makeEnv(isReversed)
local env = {}
local globals = _G
for ____, name in ipairs(BASE) do
env[name] = globals[name]
end
for ____, library in ipairs(LIBRARIES) do
env[library] = copyOf(library)
end
for name, ____temp_3 in pairs(ALIASES) do
local original
local library
library = ____temp_3[1]
original = ____temp_3[2]
env[name] = globals[library][original]
end
if isReversed then
env.pairs = reversedPairs
end
local own = env.math
own.random = function() return error("math.random " .. NOT_THE_SAME, 2) end
own.randomseed = own.random
env.table.wipe = wipe
env.wipe = wipe
env.print = function()
end
env.loadstring = function(text, name) return loadText(env, text, name) end
env._G = env
local ofStrings = getmetatable("")
ofStrings.__index = env.string
ofStrings.__metatable = false
return env
end
function ____exports.runModule(text, name, addonName, isReversed)
local env = makeEnv(isReversed)
local chunk, problem = loadText(env, text, "@" .. name)
if chunk == nil then
error(problem, 0)
end
return chunk(addonName, {})
end
return ____exports
end,
["companion.lua.copies"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____build = require("src.replay.build")
local isBehind = ____build.isBehind
local ____state_2Dcopy = require("src.replay.state-copy")
local copyState = ____state_2Dcopy.copyState
local LEAST_STEP = 256
local BYTES_PER_EVENT = 400
local MOST = 48
local MOST_BYTES = 50000000
____exports.Copies = __TS__Class()
local Copies = ____exports.Copies
function Copies.prototype.____constructor(self)
self.list = {}
self.step = LEAST_STEP
self.bytes = 0
self.isImpossible = false
end
function Copies.prototype.nextAt(self, count)
if self.isImpossible then
return math.huge
end
local ____opt_0 = self.list[#self.list]
local last = ____opt_0 and ____opt_0.count or 0
return math.max(count + 1, last + self.step)
end
function Copies.prototype.take(self, build)
local state, bytes = copyState(
build.state,
function()
end
)
if state == nil then
self.isImpossible = true
return
end
self.list[#self.list + 1] = __TS__ObjectAssign({}, build, {state = state, bytes = bytes, rows = nil})
self.bytes = self.bytes + bytes
self.step = math.max(
self.step,
math.floor(bytes / BYTES_PER_EVENT)
)
while #self.list > MOST or self.bytes > MOST_BYTES and #self.list > 1 do
self:thin()
end
end
function Copies.prototype.before(self, time, id)
for index = #self.list - 1, 0, -1 do
local ____self_list_index_2 = self.list[index + 1]
local at = ____self_list_index_2.time
local idAt = ____self_list_index_2.id
if at < time or at == time and idAt <= id then
return self.list[index + 1]
end
end
return nil
end
function Copies.prototype.last(self)
return self.list[#self.list]
end
function Copies.prototype.drop(self, time, id)
self:keep(function(copy) return not isBehind(copy, time, id) end)
end
function Copies.prototype.clear(self)
self:keep(function() return false end)
end
function Copies.prototype.thin(self)
local index = 0
local count = #self.list
self:keep(function()
index = index + 1
return (count - index) % 2 == 0
end)
self.step = self.step * 2
end
function Copies.prototype.keep(self, isKept)
self.list = __TS__ArrayFilter(
self.list,
function(____, copy) return isKept(copy) end
)
self.bytes = 0
for ____, copy in ipairs(self.list) do
self.bytes = self.bytes + copy.bytes
end
end
return ____exports
end,
["companion.lua.skipped"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.Skipped = __TS__Class()
local Skipped = ____exports.Skipped
function Skipped.prototype.____constructor(self)
self.size = 0
self.byTime = {}
end
function Skipped.prototype.isRevoked(self, time, id)
local ____opt_0 = self.byTime[time]
return (____opt_0 and ____opt_0[id] ~= nil) == true
end
function Skipped.prototype.isImportRevoked(self)
return false
end
function Skipped.prototype.set(self, time, id, isSkipped)
if self:isRevoked(time, id) == isSkipped then
return false
end
local ids = self.byTime[time]
if ids == nil then
ids = {}
self.byTime[time] = ids
end
if isSkipped then
ids[id] = true
self.size = self.size + 1
else
ids[id] = nil
self.size = self.size - 1
end
return true
end
return ____exports
end,
["companion.lua.timeline"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectRest = ____lualib.__TS__ObjectRest
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____key = require("src.event.key")
local toId = ____key.toId
local ____schema = require("src.event.schema")
local Schema = ____schema.Schema
local ____log = require("src.log.log")
local Log = ____log.Log
local ____cursor = require("src.log.cursor")
local LogCursor = ____cursor.LogCursor
local ____applier = require("src.replay.applier")
local Applier = ____applier.Applier
local ____build = require("src.replay.build")
local ID_END = ____build.ID_END
local isBehind = ____build.isBehind
local newBuild = ____build.newBuild
local ____state_2Dcopy = require("src.replay.state-copy")
local copyState = ____state_2Dcopy.copyState
local ____copies = require("companion.lua.copies")
local Copies = ____copies.Copies
local ____skipped = require("companion.lua.skipped")
local Skipped = ____skipped.Skipped
local function noPause()
end
local AT_ONCE = {
run = function(self, body)
body(noPause, noPause)
return {cancel = function()
end}
end,
drive = function()
end
}
____exports.Timeline = __TS__Class()
local Timeline = ____exports.Timeline
function Timeline.prototype.____constructor(self, ledger)
self.ledger = ledger
self.log = __TS__New(
Log,
AT_ONCE,
{},
{
inserted = function(____, time, id) return self:changed(time, id) end,
conflict = function(____, time, id) return self:changed(time, id) end,
yields = function() return false end,
moves = function() return false end,
quarantined = function()
end
}
)
self.schema = __TS__New(Schema)
self.skipped = __TS__New(Skipped)
self.applier = __TS__New(Applier, self.schema, self.skipped, self.log.directory)
self.copies = __TS__New(Copies)
self.servers = {}
self.isOutdated = false
for ____, ____value in ipairs(ledger.types) do
local reducer = ____value.reducer
local undo = ____value.undo
local definition = __TS__ObjectRest(____value, {reducer = true, undo = true})
self.schema:add(definition)
self.applier:setReducer(definition.name, reducer)
self.applier:setUndo(definition.name, undo)
end
self.newest = self:begin()
end
function Timeline.prototype.insert(self, time, creator, counter, server, body)
local id = toId(creator, counter)
if self.servers[creator] ~= server then
self.servers[creator] = server
self:noteServer(creator, server)
end
self.log:insert(time, id, body)
end
function Timeline.prototype.setSkipped(self, time, creator, counter, isSkipped)
local id = toId(creator, counter)
if self.skipped:set(time, id, isSkipped) then
self:changed(time, id)
end
end
function Timeline.prototype.count(self)
return self.log:count()
end
function Timeline.prototype.advance(self, most)
if self.isOutdated then
self:renew()
end
local newest = self.newest
local applier = self.applier
local copies = self.copies
local cursor = self:cursorAt(newest)
local due = copies:nextAt(newest.count)
for _ = 1, most do
if self.halt ~= nil or not cursor:next(noPause) then
return true
end
local failure = applier:apply(newest, cursor)
if failure ~= nil then
self:fail(newest, cursor, failure)
elseif newest.count >= due then
copies:take(newest)
due = copies:nextAt(newest.count)
end
end
return false
end
function Timeline.prototype.state(self)
return self.newest
end
function Timeline.prototype.seek(self, ____until)
local newest = self.newest
local isNewest = newest.time <= ____until and self.halt == nil and not self.isOutdated
local base = isNewest and newest or self.copies:before(____until, ID_END)
self.aside = {
build = self:copyOf(base) or self:begin(),
["until"] = ____until,
isDone = false
}
end
function Timeline.prototype.rewind(self, ____until)
self.aside = {
build = self:begin(),
["until"] = ____until,
isDone = false
}
end
function Timeline.prototype.approach(self, most)
local ____self_aside_0 = self.aside
local build = ____self_aside_0.build
local ____until = ____self_aside_0["until"]
local cursor = self:cursorAt(build)
for _ = 1, most do
if not cursor:next(noPause) or cursor.time > ____until then
self.aside.isDone = true
break
end
if self.applier:apply(build, cursor) ~= nil then
self.applier:pass(build, cursor.time, cursor.id)
end
end
return self.aside.isDone
end
function Timeline.prototype.asideState(self)
return self.aside.build
end
function Timeline.prototype.forget(self)
self.aside = nil
end
function Timeline.prototype.noteServer(self, creator, server)
if self.log.directory:note(creator, server, true) then
self.copies:clear()
self.isOutdated = true
end
end
function Timeline.prototype.begin(self)
return newBuild(self.ledger.initialState())
end
function Timeline.prototype.cursorAt(self, ____bindingPattern0)
local id
local time
time = ____bindingPattern0.time
id = ____bindingPattern0.id
local cursor = __TS__New(LogCursor, self.log)
cursor:seek(time, id)
return cursor
end
function Timeline.prototype.fail(self, build, cursor, failure)
local isAnswered, isSkipped = pcall(self.ledger.isSkipped, failure.event, failure.message)
if isAnswered and isSkipped then
self.applier:pass(build, cursor.time, cursor.id)
else
self.halt = failure
end
end
function Timeline.prototype.changed(self, time, id)
local ____temp_1 = self.halt or ({})
local event = ____temp_1.event
local mayEndHalt = event ~= nil and isBehind(
{
time = event.time,
id = toId(event.creator, event.counter)
},
time,
id
)
if isBehind(self.newest, time, id) then
self.copies:drop(time, id)
self.isOutdated = true
else
if not self.isOutdated then
self.isOutdated = mayEndHalt
end
end
end
function Timeline.prototype.renew(self)
self.halt = nil
self.isOutdated = false
self.newest = self:copyOf(self.copies:last()) or self:begin()
end
function Timeline.prototype.copyOf(self, build)
if build == nil then
return nil
end
local state = copyState(build.state, noPause)
local ____temp_2
if state == nil then
____temp_2 = nil
else
____temp_2 = __TS__ObjectAssign({}, build, {state = state, rows = nil})
end
return ____temp_2
end
return ____exports
end,
["companion.lua.sample"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____guid = require("src.event.guid")
local formatGuid = ____guid.formatGuid
local ____schema = require("src.event.schema")
local encodeBody = ____schema.encodeBody
local START = 1700000000
local SERVER = 1001
local PLAYERS = 25
local FACTOR = 48271
local MODULUS = 2147483647
local WORDS = {
"need",
"greed",
"pass",
"Ragnaros",
"item:19019::::::::60",
""
}
local Sample = __TS__Class()
function Sample.prototype.____constructor(self)
self.state = 20261201
end
function Sample.prototype.integer(self, low, high)
self.state = self.state * FACTOR % MODULUS
return low + math.floor((self.state - 1) / (MODULUS - 1) * (high - low + 1))
end
function Sample.prototype.value(self, kind, isRequired)
if not isRequired and self:integer(1, 4) == 1 then
return nil
end
if kind == "guid" then
return self:player()
end
if kind == "guid[]" then
local first = self:integer(1, PLAYERS)
local list = {}
for index = 0, self:integer(0, 4) do
list[index + 1] = formatGuid(SERVER, first + index)
end
return list
end
if kind == "number" then
return self:integer(1, 3) == 1 and self:integer(-200, 200) / 4 or self:integer(0, 100)
end
if kind == "boolean" then
return self:integer(0, 1) == 1
end
return (kind == "string" or self:integer(0, 1) == 1) and self:word() or self:integer(0, 100)
end
function Sample.prototype.player(self)
return formatGuid(
SERVER,
self:integer(1, PLAYERS)
)
end
function Sample.prototype.word(self)
return WORDS[self:integer(0, #WORDS - 1) + 1]
end
function ____exports.addSample(timeline, types, count)
local sample = __TS__New(Sample)
for index = 1, #types == 0 and 0 or count do
local definition = types[sample:integer(0, #types - 1) + 1]
local values = {}
for ____, ____value in ipairs(definition.fields) do
local name = ____value.name
local kind = ____value.kind
local isRequired = ____value.isRequired
values[name] = sample:value(kind, isRequired == true)
end
local body = encodeBody(definition, values)
if body ~= nil then
timeline:insert(
START + index * 60,
sample:integer(1, PLAYERS),
0,
SERVER,
body
)
end
end
end
return ____exports
end,
["companion.lua.index"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
require("companion.lua.bits")
local ____integers = require("src.codec.integers")
local readU16 = ____integers.readU16
local readU24 = ____integers.readU24
local readU32 = ____integers.readU32
local ____key = require("src.event.key")
local KEY_BYTES = ____key.KEY_BYTES
local ____canonical_2Dstate = require("src.replay.canonical-state")
local encodeCanonical = ____canonical_2Dstate.encodeCanonical
local ____state_2Dcopy = require("src.replay.state-copy")
local copyState = ____state_2Dcopy.copyState
local ____dump = require("companion.lua.dump")
local dump = ____dump.dump
local dumpRows = ____dump.dumpRows
local ____module = require("companion.lua.module")
local readModule = ____module.readModule
local ____sandbox = require("companion.lua.sandbox")
local runModule = ____sandbox.runModule
local ____sample = require("companion.lua.sample")
local addSample = ____sample.addSample
local ____timeline = require("companion.lua.timeline")
local Timeline = ____timeline.Timeline
local ____views = require("companion.lua.views")
local rowsOf = ____views.rowsOf
local byte = string.byte
local sub = string.sub
local function noPause()
end
local MOST_TOLD = 100000
local ledgers = {}
local ledger
local timeline
local function tellLedger(____bindingPattern0)
local views
local types
local stateVersion
local saved
local name
name = ____bindingPattern0.name
saved = ____bindingPattern0.saved
stateVersion = ____bindingPattern0.stateVersion
types = ____bindingPattern0.types
views = ____bindingPattern0.views
return {
name,
saved or false,
stateVersion,
__TS__ArrayMap(
types,
function(____, ____type) return {____type.name, ____type.id, ____type.declared} end
),
__TS__ArrayMap(
views,
function(____, view) return {
view.name,
view.title,
__TS__ArrayMap(
view.columns,
function(____, column) return {column.name, column.title, column.kind} end
)
} end
)
}
end
local function stateOf(isAside)
return (isAside and timeline:asideState() or timeline:state()).state
end
local function stateForView(isAside)
local state = stateOf(isAside)
local copy = copyState(state, noPause)
return copy or state
end
____exports.machine = {
load = function(text, file, addonName, isReversed)
ledgers = readModule(runModule(text, file, addonName, isReversed))
local told = dump(
__TS__ArrayMap(
ledgers,
function(____, each) return tellLedger(each) end
),
MOST_TOLD
)
return told
end,
begin = function(index)
ledger = ledgers[index + 1]
timeline = __TS__New(Timeline, ledger)
end,
feed = function(bytes)
local position = 1
while position <= #bytes do
local time, creator = readU32(bytes, position), readU32(bytes, position + 4)
local counter = byte(bytes, position + 8)
local server = readU24(bytes, position + KEY_BYTES)
if byte(bytes, position + KEY_BYTES + 3) == 1 then
timeline:setSkipped(time, creator, counter, true)
end
local start = position + KEY_BYTES + 6
local ____end = start + readU16(bytes, start - 2)
timeline:insert(
time,
creator,
counter,
server,
sub(bytes, start, ____end - 1)
)
position = ____end
end
return timeline:count()
end,
skip = function(bytes)
for at = 1, #bytes, KEY_BYTES + 1 do
local time, creator = readU32(bytes, at), readU32(bytes, at + 4)
timeline:setSkipped(
time,
creator,
byte(bytes, at + 8),
byte(bytes, at + KEY_BYTES) == 1
)
end
end,
sample = function(count) return addSample(timeline, ledger.types, count) end,
advance = function(most) return timeline:advance(most) end,
seek = function(____until) return timeline:seek(____until) end,
rewind = function(____until) return timeline:rewind(____until) end,
approach = function(most) return timeline:approach(most) end,
forget = function() return timeline:forget() end,
position = function(isAside)
local ____temp_0 = isAside and timeline:asideState() or timeline:state()
local count = ____temp_0.count
local time = ____temp_0.time
local ____isAside_1
if isAside then
____isAside_1 = nil
else
____isAside_1 = timeline.halt
end
local ____temp_2 = ____isAside_1 or ({})
local event = ____temp_2.event
local message = ____temp_2.message
local ____temp_3
if event == nil then
____temp_3 = false
else
____temp_3 = {event.type, event.time, message}
end
local halt = ____temp_3
local told = dump({count, time, halt}, MOST_TOLD)
return told
end,
canonical = function(isAside)
local pieces, problem = encodeCanonical(
stateOf(isAside),
noPause
)
if pieces == nil then
return nil, problem
end
return table.concat({unpack(pieces)})
end,
dump = function(isAside, most) return dump(
stateOf(isAside),
most
) end,
rows = function(view, isAside, most)
local shown = ledger.views[view + 1]
local rows, isMore = rowsOf(
shown,
stateForView(isAside)
)
local bytes, isCut = dumpRows(rows, #shown.columns, most)
return bytes, isCut or isMore
end,
cell = function(view, column, key, value)
local rows = rowsOf(
ledger.views[view + 1],
stateForView(true)
)
local row = __TS__ArrayFind(
rows,
function(____, each) return each[key + 1] == value end
)
local cell = row and row[column + 1]
local ____temp_6
if type(cell) == "number" then
____temp_6 = cell
else
____temp_6 = false
end
return ____temp_6
end
}
_G.machine = ____exports.machine
return ____exports
end,
}
local ____entry = require("companion.lua.index", ...)
return ____entry
