-- LibEventLedger 0.2.0-dev: A shared, insert-only event ledger for World of Warcraft addons: DKP, EPGP, loot history, guild banks, votes
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

local function __TS__Class(self)
local c = {prototype = {}}
c.prototype.__index = c.prototype
c.prototype.constructor = c
return c
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

local function __TS__StringStartsWith(self, searchString, position)
if position == nil or position < 0 then
position = 0
end
return string.sub(self, position + 1, #searchString + position) == searchString
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

local function __TS__New(target, ...)
local instance = setmetatable({}, target.prototype)
instance:____constructor(...)
return instance
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

local function __TS__ArrayFindIndex(self, callbackFn, thisArg)
for i = 1, #self do
if callbackFn(thisArg, self[i], i - 1, self) then
return i - 1
end
end
return -1
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

local function __TS__ArrayFlatMap(self, callback, thisArg)
local result = {}
local len = 0
for i = 1, #self do
local value = callback(thisArg, self[i], i - 1, self)
if __TS__ArrayIsArray(value) then
for j = 1, #value do
len = len + 1
result[len] = value[j]
end
else
len = len + 1
result[len] = value
end
end
return result
end

return {
__TS__ArrayMap = __TS__ArrayMap,
__TS__ArraySlice = __TS__ArraySlice,
__TS__Class = __TS__Class,
__TS__ArrayIncludes = __TS__ArrayIncludes,
__TS__ArrayFilter = __TS__ArrayFilter,
__TS__StringStartsWith = __TS__StringStartsWith,
__TS__ArrayFind = __TS__ArrayFind,
__TS__New = __TS__New,
__TS__ObjectAssign = __TS__ObjectAssign,
__TS__ArrayConcat = __TS__ArrayConcat,
__TS__ArrayIndexOf = __TS__ArrayIndexOf,
__TS__ArrayFindIndex = __TS__ArrayFindIndex,
__TS__ArrayEvery = __TS__ArrayEvery,
__TS__ArraySome = __TS__ArraySome,
__TS__ClassExtends = __TS__ClassExtends,
__TS__SparseArrayNew = __TS__SparseArrayNew,
__TS__SparseArrayPush = __TS__SparseArrayPush,
__TS__SparseArraySpread = __TS__SparseArraySpread,
__TS__ArrayFlatMap = __TS__ArrayFlatMap
}
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
["diagnostics.words"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local MINUTE = 60
local HOUR = 3600
local DAY = 86400
function ____exports.countOf(count, noun)
return string.format("%.0f %s%s", count, noun, count == 1 and "" or "s")
end
function ____exports.durationOf(seconds)
if seconds < 2 * MINUTE then
return string.format(
"%.0f s",
math.floor(seconds)
)
end
if seconds < 2 * HOUR then
return ____exports.countOf(
math.floor(seconds / MINUTE),
"minute"
)
end
return seconds < 2 * DAY and ____exports.countOf(
math.floor(seconds / HOUR),
"hour"
) or ____exports.countOf(
math.floor(seconds / DAY),
"day"
)
end
function ____exports.countsOf(counts)
local names = {}
for name in pairs(counts) do
names[#names + 1] = name
end
table.sort(names, bytesLess)
return table.concat(
__TS__ArrayMap(
names,
function(____, name) return string.format("%.0f %s", counts[name], name) end
),
", "
)
end
function ____exports.sumOf(counts)
local sum = 0
for ____, count in pairs(counts) do
sum = sum + count
end
return sum
end
function ____exports.wrap(text, width)
local lines = {}
local count = 0
local line = ""
for word in string.gmatch(text, "%S+") do
if line == "" then
line = word
elseif #line + 1 + #word <= width then
line = (line .. " ") .. word
else
lines[count + 1] = line
count = count + 1
line = "  " .. word
end
end
lines[count + 1] = line
return lines
end
return ____exports
end,
["diagnostics.reports"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local ____words = require("diagnostics.words")
local durationOf = ____words.durationOf
local function describePeer(____bindingPattern0)
local version
local sentAge
local isServing
local age
local name
name = ____bindingPattern0.name
age = ____bindingPattern0.age
isServing = ____bindingPattern0.isServing
sentAge = ____bindingPattern0.sentAge
version = ____bindingPattern0.version
local serving = isServing and ", may answer" or ""
local sent = sentAge == nil and "" or (", sent events " .. durationOf(sentAge)) .. " ago"
return ((((((name .. ": heard ") .. durationOf(age)) .. " ago") .. serving) .. sent) .. ", protocol ") .. tostring(version)
end
function ____exports.peerLines(peers)
return #peers == 0 and ({"Nobody has been heard."}) or __TS__ArrayMap(
peers,
function(____, peer) return describePeer(peer) end
)
end
local function describeMessage(____bindingPattern0)
local text
local bytes
local peer
local direction
local age
age = ____bindingPattern0.age
direction = ____bindingPattern0.direction
peer = ____bindingPattern0.peer
bytes = ____bindingPattern0.bytes
text = ____bindingPattern0.text
local from = direction == "in" and "in from " .. peer or "out"
return string.format(
"%s ago, %s, %.0f bytes: %s",
durationOf(age),
from,
bytes,
text
)
end
function ____exports.traceLines(trace, limit)
if #trace == 0 then
return {"No messages."}
end
return __TS__ArrayMap(
__TS__ArraySlice(
trace,
math.max(0, #trace - limit)
),
function(____, entry) return describeMessage(entry) end
)
end
return ____exports
end,
["diagnostics.command"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__StringStartsWith = ____lualib.__TS__StringStartsWith
local ____exports = {}
local namesOf
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____reports = require("diagnostics.reports")
local peerLines = ____reports.peerLines
local traceLines = ____reports.traceLines
local ____words = require("diagnostics.words")
local countOf = ____words.countOf
local wrap = ____words.wrap
function namesOf(byName)
local names = {}
for name in pairs(byName) do
names[#names + 1] = name
end
table.sort(names, bytesLess)
return names
end
local LINE = 90
local TRACE_LINES = 10
local TOO_OLD = "made by an older copy of the library, which cannot tell: update its addon"
local SEAL_REFUSALS = {
closed = "the ledger is closed",
unauthorized = "this character may not seal",
readOnly = "the saved data is of a newer version of the library",
nothing = "there is nothing to seal before last week that is not sealed already",
notInStep = "it is not known that this client has all that others have: try again while others are online",
joining = "another seal is still being joined",
state = "the state cannot be sealed",
revocations = "too many events of the weeks before were revoked since: seal later",
changing = "old weeks keep changing: try again when all is in step",
clock = "too many events at once",
refused = "the event was refused"
}
____exports.LedgerCommand = __TS__Class()
local LedgerCommand = ____exports.LedgerCommand
function LedgerCommand.prototype.____constructor(self, version, ledgers, rooms, output)
self.version = version
self.ledgers = ledgers
self.rooms = rooms
self.output = output
self.actions = {}
self.actions.status = function(ledger, name)
local ____self_tellAll_3 = self.tellAll
local ____name_2 = name
local ____this_1
____this_1 = ledger
local ____opt_0 = ____this_1.explain
return ____self_tellAll_3(
self,
____name_2,
____opt_0 and ____opt_0(____this_1)
)
end
self.actions.peers = function(ledger, name)
local ____this_5
____this_5 = ledger
local ____opt_4 = ____this_5.status
local status = ____opt_4 and ____opt_4(____this_5)
self:tellAll(
name,
status and peerLines(status.peers)
)
end
self.actions.trace = function(ledger, name, count)
local ____this_7
____this_7 = ledger
local ____opt_6 = ____this_7.trace
local trace = ____opt_6 and ____opt_6(____this_7)
self:tellAll(
name,
trace and traceLines(trace, count)
)
end
self.actions.recover = function(ledger, name) return self:recover(ledger, name) end
self.actions.verify = function(ledger, name) return self:verify(ledger, name) end
self.actions.seal = function(ledger, name) return self:seal(ledger, name) end
self.actions.resubmit = function(ledger, name) return self:resubmit(ledger, name) end
self.actions.export = function(ledger, name) return self:export(ledger, name) end
end
function LedgerCommand.prototype.run(self, text)
local word, rest = string.match(text, "^%s*(%S*)%s*(.-)%s*$")
if string.lower(word) == "rooms" then
self:tellRooms()
return
end
local action = self.actions[string.lower(word)]
if action == nil then
self:help()
return
end
local candidates, name = self:find(rest), rest
local count = TRACE_LINES
if #candidates ~= 1 then
local before, number = string.match(" " .. rest, "^(.-)%s+(%d+)$")
if number ~= nil then
local trimmed = string.match(before, "^%s*(.*)$")
candidates, name = self:find(trimmed), trimmed
count = tonumber(number)
end
end
if #candidates == 1 then
action(self.ledgers[candidates[1]], candidates[1], count)
elseif #candidates > 1 then
self:tell("Which one? " .. table.concat(candidates, ", "))
else
self:tell(name == "" and "There are no ledgers." or ("There is no ledger \"" .. name) .. "\".")
end
end
function LedgerCommand.prototype.help(self)
self:tell(("LibEventLedger " .. self.version) .. ": /lel status, peers, trace, verify, recover, seal, resubmit or export, then a ledger's name; /lel rooms")
self:tell("The start of a name will do; one ledger needs none. /lel trace NAME 30 lists 30 messages.")
local names = self:names()
for ____, name in ipairs(names) do
local ____self_tellAll_10 = self.tellAll
local ____this_9
____this_9 = self.ledgers[name]
local ____opt_8 = ____this_9.explain
____self_tellAll_10(
self,
name,
{____opt_8 and ____opt_8(____this_9)[1] or TOO_OLD}
)
end
if #names == 0 then
self:tell("There are no ledgers.")
end
end
function LedgerCommand.prototype.tellRooms(self)
local names = namesOf(self.rooms)
for ____, name in ipairs(names) do
local ____self_tellAll_13 = self.tellAll
local ____this_12
____this_12 = self.rooms[name]
local ____opt_11 = ____this_12.explain
____self_tellAll_13(
self,
name,
____opt_11 and ____opt_11(____this_12)
)
end
if #names == 0 then
self:tell("There are no rooms.")
end
end
function LedgerCommand.prototype.names(self)
return namesOf(self.ledgers)
end
function LedgerCommand.prototype.find(self, text)
local names = self:names()
if __TS__ArrayIncludes(names, text) then
return {text}
end
local wanted = string.lower(text)
local equal = __TS__ArrayFilter(
names,
function(____, name) return string.lower(name) == wanted end
)
return #equal > 0 and equal or __TS__ArrayFilter(
names,
function(____, name) return __TS__StringStartsWith(
string.lower(name),
wanted
) end
)
end
function LedgerCommand.prototype.recover(self, ledger, name)
local ____this_15
____this_15 = ledger
local ____opt_14 = ____this_15.recover
local count = ____opt_14 and ____opt_14(____this_15)
local ____self_tellAll_18 = self.tellAll
local ____name_17 = name
local ____temp_16
if count == nil then
____temp_16 = nil
else
____temp_16 = {countOf(count, "lost event") .. " to be taken back."}
end
____self_tellAll_18(self, ____name_17, ____temp_16)
end
function LedgerCommand.prototype.verify(self, ledger, name)
local ____temp_21 = ledger.verify == nil
if not ____temp_21 then
local ____this_20
____this_20 = ledger
local ____opt_19 = ____this_20.status
____temp_21 = (____opt_19 and ____opt_19(____this_20).scope) == nil
end
if ____temp_21 then
local ____self_tellAll_25 = self.tellAll
local ____name_24 = name
local ____this_23
____this_23 = ledger
local ____opt_22 = ____this_23.explain
____self_tellAll_25(
self,
____name_24,
____opt_22 and ____opt_22(____this_23)
)
return
end
self:tell(name .. ": replaying everything aside; this takes some seconds.")
ledger:verify(function(____bindingPattern0)
local difference
local isEqual
isEqual = ____bindingPattern0.isEqual
difference = ____bindingPattern0.difference
self:tell(isEqual and name .. ": the state is what the log leads to." or ((name .. ": not equal: ") .. tostring(difference)) .. ". A reducer may depend on more than state and event.")
end)
end
function LedgerCommand.prototype.seal(self, ledger, name)
local ____temp_28 = ledger.seal == nil
if not ____temp_28 then
local ____this_27
____this_27 = ledger
local ____opt_26 = ____this_27.status
____temp_28 = (____opt_26 and ____opt_26(____this_27).scope) == nil
end
if ____temp_28 then
local ____self_tellAll_32 = self.tellAll
local ____name_31 = name
local ____this_30
____this_30 = ledger
local ____opt_29 = ____this_30.explain
____self_tellAll_32(
self,
____name_31,
____opt_29 and ____opt_29(____this_30)
)
return
end
self:tell(name .. ": making the state of all weeks before last week; this takes some seconds.")
ledger:seal(
{},
function(____bindingPattern0)
local problem
local reason
local event
event = ____bindingPattern0.event
reason = ____bindingPattern0.reason
problem = ____bindingPattern0.problem
local why = SEAL_REFUSALS[reason or "refused"] .. (problem == nil and "" or (" (" .. problem) .. ")")
self:tell(event == nil and ((name .. ": not sealed: ") .. why) .. "." or name .. ": sealed.")
end
)
end
function LedgerCommand.prototype.resubmit(self, ledger, name)
local ____this_34
____this_34 = ledger
local ____opt_33 = ____this_34.orphans
local orphans = ____opt_33 and ____opt_33(____this_34)
if orphans == nil then
self:tellAll(name, nil)
return
end
local written = 0
for ____, orphan in ipairs(orphans) do
local event = ledger:resubmit(orphan)
written = written + (event == nil and 0 or 1)
end
self:tell(((((name .. ": ") .. countOf(written, "event")) .. " of ") .. string.format("%.0f", #orphans)) .. " written again.")
end
function LedgerCommand.prototype.export(self, ledger, name)
local ____this_36
____this_36 = ledger
local ____opt_35 = ____this_36.supportText
local text = ____opt_35 and ____opt_35(____this_36)
if text == nil then
self:tellAll(name, nil)
else
self.output:show("LibEventLedger: " .. name, text)
end
end
function LedgerCommand.prototype.tellAll(self, name, lines)
for ____, line in ipairs(lines or ({TOO_OLD})) do
self:tell((name .. ": ") .. line)
end
end
function LedgerCommand.prototype.tell(self, text)
for ____, line in ipairs(wrap(text, LINE)) do
self.output:print(line)
end
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
["event.body"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local splitInto, sub
local ____cbor = require("codec.cbor")
local skipCbor = ____cbor.skipCbor
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____key = require("event.key")
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
["event.field-values"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____field_2Dkinds = require("event.field-kinds")
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
["event.import-mark"] = function(...) 
local ____exports = {}
local ____cbor = require("codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local encodeCbor = ____cbor.encodeCbor
local ____field_2Dvalues = require("event.field-values")
local NULL = ____field_2Dvalues.NULL
local ____body = require("event.body")
local MAX_BODY_BYTES = ____body.MAX_BODY_BYTES
local MAX_FIELDS = ____body.MAX_FIELDS
local splitBody = ____body.splitBody
local ____key = require("event.key")
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
["event.generated-reader"] = function(...) 
local ____exports = {}
local ____field_2Dvalues = require("event.field-values")
local copyList = ____field_2Dvalues.copyList
local NULL = ____field_2Dvalues.NULL
local UNREADABLE = ____field_2Dvalues.UNREADABLE
local ____import_2Dmark = require("event.import-mark")
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
["event.schema"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____misuse = require("misuse")
local hintAt = ____misuse.hintAt
local mustBe = ____misuse.mustBe
local ____body = require("event.body")
local BodyRow = ____body.BodyRow
local MAX_BODY_BYTES = ____body.MAX_BODY_BYTES
local MAX_FIELDS = ____body.MAX_FIELDS
local piecesOf = ____body.piecesOf
local ____field = require("event.field")
local describeField = ____field.describeField
local ____field_2Dkinds = require("event.field-kinds")
local FIELD_KINDS = ____field_2Dkinds.FIELD_KINDS
local ____field_2Dvalues = require("event.field-values")
local FieldValues = ____field_2Dvalues.FieldValues
local NULL = ____field_2Dvalues.NULL
local UNREADABLE = ____field_2Dvalues.UNREADABLE
local ____generated_2Dreader = require("event.generated-reader")
local generateReader = ____generated_2Dreader.generateReader
local ____import_2Dmark = require("event.import-mark")
local readMark = ____import_2Dmark.readMark
local ____key = require("event.key")
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
["ledger.arguments"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
local ____misuse = require("misuse")
local expectList = ____misuse.expectList
local expectNames = ____misuse.expectNames
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local raise = ____misuse.raise
local show = ____misuse.show
local ____numbers = require("numbers")
local isFiniteNumber = ____numbers.isFiniteNumber
local isWholeWithin = ____numbers.isWholeWithin
local ____guid = require("event.guid")
local parseGuid = ____guid.parseGuid
local ____key = require("event.key")
local COUNTERS = ____key.COUNTERS
local toId = ____key.toId
local ____field = require("event.field")
local parseField = ____field.parseField
local RESERVED_NAMES = ____field.RESERVED_NAMES
local ____field_2Dkinds = require("event.field-kinds")
local KINDS_IN_WORDS = ____field_2Dkinds.KINDS_IN_WORDS
local ____schema = require("event.schema")
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
["codec.cobs"] = function(...) 
local ____exports = {}
local byte = string.byte
local char = string.char
local concat = table.concat
local find = string.find
local sub = string.sub
local NUL = "\0"
local FULL_CODE = 255
local FULL_RUN = 254
local FULL_HEAD = char(FULL_CODE)
local EMPTY_CODE = 1
function ____exports.encodeCobs(bytes)
local length = #bytes
local parts = {}
local count = 0
local start = 1
while true do
local zero = find(bytes, NUL, start, true)
local stop = zero or length + 1
while stop - start >= FULL_RUN do
parts[count + 1] = FULL_HEAD
parts[count + 1 + 1] = sub(bytes, start, start + FULL_RUN - 1)
count = count + 2
start = start + FULL_RUN
if start > length then
return concat(parts)
end
end
parts[count + 1] = char(stop - start + 1)
parts[count + 1 + 1] = sub(bytes, start, stop - 1)
count = count + 2
if zero == nil then
return concat(parts)
end
start = stop + 1
end
end
function ____exports.decodeCobs(stuffed)
local length = #stuffed
local zero = find(stuffed, NUL, 1, true)
if length == 0 or zero ~= nil then
return nil
end
local parts = {}
local count = 0
local position = 1
local previous = 0
while true do
local code = byte(stuffed, position)
local next = position + code
if next > length + 1 then
return nil
end
parts[count + 1] = sub(stuffed, position + 1, next - 1)
count = count + 1
if next > length then
if code == EMPTY_CODE and previous == FULL_CODE then
return nil
end
return concat(parts)
end
if code < FULL_CODE then
parts[count + 1] = NUL
count = count + 1
end
previous = code
position = next
end
end
return ____exports
end,
["link.frame"] = function(...) 
local ____exports = {}
local ____cobs = require("codec.cobs")
local decodeCobs = ____cobs.decodeCobs
local encodeCobs = ____cobs.encodeCobs
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local readU16 = ____integers.readU16
local byte = string.byte
local char = string.char
local floor = math.floor
local sub = string.sub
____exports.PROTOCOL_VERSION = 1
local HEADER_BYTES = 4
local COBS_RUN_BYTES = 254
function ____exports.payloadBytesOf(messageBytes)
return floor(messageBytes * COBS_RUN_BYTES / (COBS_RUN_BYTES + 1)) - HEADER_BYTES
end
function ____exports.encodeFrame(____type, tag, payload)
return encodeCobs((char(____exports.PROTOCOL_VERSION, ____type) .. packU16(tag)) .. payload)
end
function ____exports.decodeFrame(text, messageBytes)
local ____temp_0
if #text > messageBytes then
____temp_0 = nil
else
____temp_0 = decodeCobs(text)
end
local bytes = ____temp_0
if bytes == nil or #bytes < HEADER_BYTES then
return nil, "malformedFrame"
end
local version, ____type = byte(bytes, 1, 2)
if version ~= ____exports.PROTOCOL_VERSION then
return nil, "version", version
end
return ____type, readU16(bytes, 3), sub(bytes, HEADER_BYTES + 1)
end
return ____exports
end,
["diagnostics.explain-inbox"] = function(...) 
local ____exports = {}
local ____words = require("diagnostics.words")
local countOf = ____words.countOf
local countsOf = ____words.countsOf
local sumOf = ____words.sumOf
function ____exports.explainInbox(____bindingPattern0, say)
local isHeld
local waiting
local malformed
local refused
local staying
local known
local entered
local offers
offers = ____bindingPattern0.offers
entered = ____bindingPattern0.entered
known = ____bindingPattern0.known
staying = ____bindingPattern0.staying
refused = ____bindingPattern0.refused
malformed = ____bindingPattern0.malformed
waiting = ____bindingPattern0.waiting
isHeld = ____bindingPattern0.isHeld
if isHeld then
say(("The inbox waits until authorize() knows, with " .. countOf(waiting, "week")) .. " to come: the guild roster may still be on its way.")
elseif waiting > 0 then
say(("The inbox is being read: " .. countOf(waiting, "week")) .. " to come.")
end
if offers > 0 then
say((((((("The inbox: " .. countOf(offers, "offer")) .. " read; ") .. countOf(entered, "event")) .. " entered, and ") .. countOf(known, "event")) .. " ") .. "of it were here.")
end
if staying > 0 then
say((((countOf(staying, "event") .. " of the inbox ") .. (staying == 1 and "stays" or "stay")) .. " here: this character may not pass ") .. "them on, so others get them from who may, or from their own companion.")
end
local count = sumOf(refused)
if count > 0 then
say(((countOf(count, "event") .. " of the inbox may not enter here: ") .. countsOf(refused)) .. ".")
end
if malformed > 0 then
say(countOf(malformed, "part") .. " of the inbox could not be read: its file is damaged, or the companion is of another version.")
end
end
return ____exports
end,
["diagnostics.explain-seals"] = function(...) 
local ____exports = {}
local ____words = require("diagnostics.words")
local countOf = ____words.countOf
local format = string.format
local function weekOf(event)
return format("week %.0f", event.week)
end
local function sayStanding(____bindingPattern0, say)
local absentEvents
local absentWeeks
local problem
local isConfirmed
local standing
local event
event = ____bindingPattern0.event
standing = ____bindingPattern0.standing
isConfirmed = ____bindingPattern0.isConfirmed
problem = ____bindingPattern0.problem
absentWeeks = ____bindingPattern0.absentWeeks
absentEvents = ____bindingPattern0.absentEvents
local absent = absentWeeks == 0 and "" or ((("; " .. countOf(absentEvents, "event")) .. " of ") .. countOf(absentWeeks, "week")) .. " are not here and count in the sealed state"
if event == nil then
if problem ~= nil then
say(("The state of a seal is not taken, and all its events are asked for: " .. problem) .. ".")
end
return
end
local what = ("All weeks before " .. weekOf(event)) .. " are sealed"
if standing == "checked" then
say(((what .. ", and their state is right") .. absent) .. ".")
if problem ~= nil then
local isShown = absentWeeks > 0
say(isShown and ("The sealed state is shown as it is: " .. problem) .. "." or ("It is not compared again: " .. problem) .. ".")
end
elseif standing == "rows" then
say((((what .. "; their state ") .. (problem == nil and "is not compared yet" or "could not be compared: " .. problem)) .. absent) .. ".")
else
local trust = isConfirmed == true and "another peer has checked it" or "nobody but its author has confirmed it yet"
say((((what .. "; their state came from a peer, and ") .. trust) .. absent) .. ".")
if problem ~= nil then
say(("The sealed state is shown as it is: " .. problem) .. ".")
end
end
end
local function sayJoining(____bindingPattern0, say)
local isStalled
local isFetching
local lacking
local event
event = ____bindingPattern0.event
lacking = ____bindingPattern0.lacking
isFetching = ____bindingPattern0.isFetching
isStalled = ____bindingPattern0.isStalled
local what = ("A seal of all weeks before " .. weekOf(event)) .. " is there"
local count = countOf(lacking, "sealed event")
local isOne = lacking == 1
if isFetching then
say(((((what .. "; ") .. count) .. " ") .. (isOne and "is" or "are")) .. " not here, and their state is being asked for.")
elseif isStalled then
local lack = lacking == 0 and "" or ((("sent the " .. count) .. " that ") .. (isOne and "is" or "are")) .. " not here, or "
say((((what .. ", but nobody who may has ") .. lack) .. "told what else differs: its state is taken once two others that may speak have checked it, ") .. "or by ledger:acceptSeal(); a newer seal ends it too.")
elseif lacking == 0 then
say(what .. "; it counts here once somebody has told which events are not sealed.")
else
local come = ((count .. " that ") .. (isOne and "is not here has" or "are not here have")) .. " come"
say(((what .. "; it counts here once the ") .. come) .. ", and others know what else differs.")
end
end
local function sayMismatch(____bindingPattern0, say)
local surplus
local reason
local event
event = ____bindingPattern0.event
reason = ____bindingPattern0.reason
surplus = ____bindingPattern0.surplus
if reason == "state" then
say((("The seal of all weeks before " .. weekOf(event)) .. " names another state than these weeks lead to: its author has another version of the addon, ") .. "or invented it. The state here is that of the log; tell the guild master.")
else
say((((("The seal of all weeks before " .. weekOf(event)) .. " leaves out ") .. countOf(surplus, "event")) .. " that are here, so it does not count: ") .. "ledger:acceptSeal() sets them aside, if that is right.")
end
end
function ____exports.explainSeals(seals, say)
local ____seals_0 = seals
local joining = ____seals_0.joining
local mismatch = ____seals_0.mismatch
local disputedBy = ____seals_0.disputedBy
local differing = ____seals_0.differing
local orphans = ____seals_0.orphans
local lostOrphans = ____seals_0.lostOrphans
if mismatch ~= nil then
sayMismatch(mismatch, say)
end
if (mismatch and mismatch.reason) ~= "state" then
sayStanding(seals, say)
end
if joining ~= nil and (mismatch and mismatch.reason) ~= "surplus" then
sayJoining(joining, say)
end
if #differing > 0 then
say((((("Of the sealed weeks " .. table.concat(differing, ", ")) .. " ") .. (#differing == 1 and "holds" or "hold")) .. " something else, ") .. "and may show other standings until what is sealed is there: with a version of the library that knows no seals it stays so.")
end
if #disputedBy > 0 then
say(table.concat(disputedBy, ", ") .. " found another state than the sealed one, which is shown here until the history has come.")
end
if orphans > 0 then
say(((countOf(orphans, "event") .. " came too late for a seal and ") .. (orphans == 1 and "does" or "do")) .. " not count: /lel resubmit writes those of this character again.")
end
if lostOrphans > 0 then
say(countOf(lostOrphans, "event") .. " more came too late, and there was no room to keep them.")
end
end
return ____exports
end,
["diagnostics.explain"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____frame = require("link.frame")
local PROTOCOL_VERSION = ____frame.PROTOCOL_VERSION
local ____explain_2Dinbox = require("diagnostics.explain-inbox")
local explainInbox = ____explain_2Dinbox.explainInbox
local ____explain_2Dseals = require("diagnostics.explain-seals")
local explainSeals = ____explain_2Dseals.explainSeals
local ____words = require("diagnostics.words")
local countOf = ____words.countOf
local countsOf = ____words.countsOf
local durationOf = ____words.durationOf
local sumOf = ____words.sumOf
local format = string.format
local huge = math.huge
local min = math.min
local DIFFERENCES_TOLD = 3
local SENDING_SECONDS = 20
local SILENCE = 300
local WARM_UP = 60
local CLOSED = {
initialState = "Closed: the addon's %s; the saved log is left as it is; mend the addon and reload.",
notStarted = "Closed: the addon has not called ledger:start(), or has stopped the ledger.",
noGuild = "Closed: the character is in no guild.",
unknownGuild = "Closed: the game has not told yet which guild the character is in; that takes some seconds at login.",
opening = "Closed: the saved log is being read; that takes a moment."
}
local RESTORE_FAILURES = {
malformed = "the saved one cannot be read",
damaged = "the saved one is damaged",
stateVersion = "the addon's stateVersion has changed",
types = "the event types have changed, or a new version of the library reads more of them",
revocations = "other events are revoked than when it was saved",
log = "the log below the saved one has changed"
}
local function keyOf(____bindingPattern0)
local counter
local creator
local time
time = ____bindingPattern0.time
creator = ____bindingPattern0.creator
counter = ____bindingPattern0.counter
return format("{ time = %.0f, creator = %.0f, counter = %.0f }", time, creator, counter)
end
local function explainReplay(status, say)
local ____status_0 = status
local halt = ____status_0.halt
local skipped = ____status_0.skipped
local lag = ____status_0.lag
local isPaused = ____status_0.isPaused
local restoreFailure = ____status_0.restoreFailure
local importRepeat = ____status_0.importRepeat
local appendOnlyProblem = ____status_0.appendOnlyProblem
if halt ~= nil then
local ____halt_1 = halt
local event = ____halt_1.event
local message = ____halt_1.message
say((((((("Replay has halted at event " .. keyOf(event)) .. ": reducer \"") .. event.type) .. "\" raised: ") .. message) .. "; ") .. "define the type anew or revoke the event.")
elseif isPaused then
say(("Replay is paused by the addon, with " .. countOf(lag, "event")) .. " to come; ledger:resume() goes on.")
elseif lag > 0 then
local ____temp_2
if restoreFailure == nil then
____temp_2 = nil
else
____temp_2 = RESTORE_FAILURES[restoreFailure]
end
local reason = ____temp_2
local anew = reason == nil and "" or "; the state is made from the start because " .. reason
say(((("The state is being replayed: " .. countOf(lag, "event")) .. " to come") .. anew) .. ".")
end
if appendOnlyProblem ~= nil then
say(("The addon's option appendOnly is wrong, and is not relied on: " .. appendOnlyProblem) .. ".")
end
if importRepeat ~= nil then
say((("Imported rows are there twice, the last " .. keyOf(importRepeat)) .. ": officers imported one history with different ") .. "creators or values. The first of each counts; revoke it where the other one is right.")
end
local last = skipped[#skipped]
if last ~= nil then
say((((("The status lists " .. countOf(#skipped, "event")) .. " skipped because a reducer raised, the last ") .. keyOf(last.event)) .. ": ") .. ((("reducer \"" .. last.event.type) .. "\" raised: ") .. last.message) .. ".")
end
end
local function latest(peers, ageOf)
local found
local least = huge
for ____, peer in ipairs(peers) do
local age = ageOf(peer) or huge
if age < least then
least = age
found = peer
end
end
return found
end
local function explainBehind(status, say)
local ____status_3 = status
local behind = ____status_3.behind
local eventsMissing = ____status_3.eventsMissing
local secondsLeft = ____status_3.secondsLeft
local peers = ____status_3.peers
if #behind == 0 then
say("Comparing older weeks: a peer has others there, and has not told yet which.")
return
end
local ____behind__1_4 = behind[1]
local weekNumber = ____behind__1_4.weekNumber
local peer = ____behind__1_4.peer
local where = #behind == 1 and "week " .. tostring(weekNumber) or countOf(#behind, "week")
if eventsMissing == 0 then
say(((("Comparing " .. where) .. " with what ") .. peer) .. " has.")
return
end
local sender = latest(
peers,
function(other) return other.sentAge end
)
local isComing = sender ~= nil and sender.sentAge <= SENDING_SECONDS
local who = isComing and sender.name .. " is sending" or peer .. " has them, nobody is sending at present"
local left = (secondsLeft == nil or not isComing) and "" or ("; about " .. durationOf(secondsLeft)) .. " left"
say((((((("Behind by " .. countOf(eventsMissing, "event")) .. " of ") .. where) .. "; ") .. who) .. left) .. ".")
end
local function describeDifference(____bindingPattern0)
local refused
local isOlder
local surplus
local peer
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
peer = ____bindingPattern0.peer
surplus = ____bindingPattern0.surplus
isOlder = ____bindingPattern0.isOlder
refused = ____bindingPattern0.refused
if isOlder == true then
return ((peer .. " has other events up to week ") .. tostring(weekNumber)) .. ", and which is not known yet"
end
if surplus > 0 then
local why = refused > 0 and countOf(refused, "event") .. " of that week were offered, and the addon refuses them here" or "nobody who may pass them on has sent them"
return (((((peer .. " has ") .. countOf(surplus, "event")) .. " more of week ") .. tostring(weekNumber)) .. " that did not come: ") .. why
end
if surplus < 0 then
return (((((peer .. " lacks ") .. countOf(-surplus, "event")) .. " of week ") .. tostring(weekNumber)) .. " that are here: ") .. "this character may not pass them on, or they are refused there"
end
return ((peer .. " has as many events of week ") .. tostring(weekNumber)) .. ", but other ones"
end
local function explainDifferences(____bindingPattern0, say)
local events
local differences
differences = ____bindingPattern0.differences
events = ____bindingPattern0.events
local told = {}
for index = 0, min(#differences, DIFFERENCES_TOLD) - 1 do
told[index + 1] = describeDifference(differences[index + 1])
end
local more = #differences - #told
local others = more > 0 and "; and " .. countOf(more, "other difference") or ""
say(((((("Not in step: " .. countOf(events, "event")) .. " here; ") .. table.concat(told, "; ")) .. others) .. ". ") .. "It is tried again now and then; who wrote the events, or an officer who has them, can bring them by being online.")
end
local function explainSync(status, say)
local ____status_5 = status
local sync = ____status_5.sync
local peers = ____status_5.peers
local openSeconds = ____status_5.openSeconds
local events = ____status_5.events
local unconfirmed = ____status_5.unconfirmed
if sync == "behind" then
explainBehind(status, say)
elseif sync == "different" then
explainDifferences(status, say)
elseif sync == "synced" then
local others = countOf(
#__TS__ArrayFilter(
peers,
function(____, peer) return peer.isServing end
),
"peer"
)
say(((("In step: " .. countOf(events, "event")) .. ", as far as ") .. others) .. " that may answer can tell.")
elseif sync == "unconfirmed" then
say(countOf(events, "event") .. " here, and nothing is known to differ.")
elseif openSeconds < WARM_UP then
say(countOf(events, "event") .. "; nobody has advertised yet, which is normal in the first minute.")
end
if unconfirmed > 0 then
say((((countOf(unconfirmed, "event") .. " that you wrote here ") .. (unconfirmed == 1 and "is" or "are")) .. " not known to be with anybody else yet: ") .. "stay online until somebody who may answer has been heard.")
end
local nearest = latest(
peers,
function(peer) return peer.isServing and peer.age or nil end
)
local silence = math.min(nearest and nearest.age or huge, openSeconds)
if silence >= SILENCE or nearest == nil and sync == "unknown" and openSeconds >= WARM_UP then
say((("Nobody who may answer has been heard for " .. durationOf(silence)) .. ": what this client lacks comes when one of ") .. "them is online.")
end
end
local function explainSending(status, say)
local ____status_8 = status
local isSending = ____status_8.isSending
local isInLockdown = ____status_8.isInLockdown
local restriction = ____status_8.restriction
local outgoing = ____status_8.outgoing
local sent = ____status_8.sent
local sendError = ____status_8.sendError
if not isSending then
say("Sending is disabled by the addon; ledger:enableSending() goes on.")
end
if isInLockdown then
local kind = restriction == nil and "" or (" (" .. restriction) .. ")"
say(((("Sending is held by a lockdown" .. kind) .. "; what waits, ") .. format("%.0f", outgoing)) .. " in all, goes out at its end.")
end
if sent ~= nil and sent.raised > 0 then
say((countOf(sent.raised, "send") .. " raised an error, as another addon may cause; what waits is tried again, ") .. ("less often each time; the last error was: " .. tostring(sendError)) .. ".")
end
if sent ~= nil and sent.unanswered > 0 then
say((("ChatThrottleLib did not send " .. countOf(sent.unanswered, "message")) .. " in time: ") .. "another addon may send more than it may; what waits is handed over again, less often each time.")
end
if sent ~= nil and sent.noRoute > 0 then
say(countOf(sent.noRoute, "message") .. " had nowhere to go: no guild or group to speak to, or target offline.")
end
if sent ~= nil and sent.dropped + sent.invalid > 0 then
say(countOf(sent.dropped + sent.invalid, "message") .. " could not be sent; peers ask again for what they lack.")
end
end
local function explainPeers(peers, say)
for ____, ____value in ipairs(peers) do
local name = ____value.name
local version = ____value.version
if version > PROTOCOL_VERSION then
say(name .. " speaks a newer protocol: update the addon.")
elseif version < PROTOCOL_VERSION then
say(name .. " speaks an older protocol and hears nothing of this client: they should update the addon.")
end
end
end
local function explainSaved(status, say)
for ____, ____value in ipairs(status.quarantined) do
local weekNumber = ____value.weekNumber
local read = ____value.read
local of = ____value.of
local here = ____value.here
local readable = of == nil and countOf(read, "event") or format("%.0f of its %.0f events", read, of)
say((((("Week " .. tostring(weekNumber)) .. " was damaged on disk; ") .. readable) .. " could be read, the rest comes from peers; ") .. format("%.0f", here) .. " are here now.")
end
if #status.damagedParts > 0 then
say(("Damaged on disk, and made anew from the events: " .. table.concat(status.damagedParts, ", ")) .. ".")
end
local ____status_9 = status
local checkpointProblem = ____status_9.checkpointProblem
local saveProblem = ____status_9.saveProblem
if checkpointProblem ~= nil then
say(("No checkpoints of the state are made, so late events and logins replay everything: " .. checkpointProblem) .. ".")
elseif saveProblem ~= nil then
say(("The state could not be saved, so each login replays everything: " .. saveProblem) .. ".")
end
end
local function explainRefusals(____bindingPattern0, say)
local ignored
local rejected
local refusals
local held
local conflicts
conflicts = ____bindingPattern0.conflicts
held = ____bindingPattern0.held
refusals = ____bindingPattern0.refusals
rejected = ____bindingPattern0.rejected
ignored = ____bindingPattern0.ignored
if rejected ~= nil then
local ____rejected_10 = rejected
local count = ____rejected_10.count
local peer = ____rejected_10.peer
local reason = ____rejected_10.reason
say(((((countOf(count, "event") .. " that peers offer may not enter here, the last from ") .. peer) .. ": ") .. reason) .. ".")
end
if conflicts > 0 then
say((countOf(conflicts, "event") .. " came with two different contents: two histories were imported, somebody's saved ") .. "data was edited, or somebody changes history; listeners of conflict get both.")
end
if held > 0 then
say(countOf(held, "event") .. " held until authorize() knows: the guild roster may still be on its way.")
end
local refused = sumOf(refusals)
if refused > 0 then
say(((countOf(refused, "event") .. " refused: ") .. countsOf(refusals)) .. ".")
end
local unheard = sumOf(ignored)
if unheard > 0 then
say(((countOf(unheard, "message") .. " ignored: ") .. countsOf(ignored)) .. ".")
end
end
function ____exports.explain(status)
local ____status_11 = status
local closedReason = ____status_11.closedReason
local openProblem = ____status_11.openProblem
if closedReason ~= nil then
return {openProblem == nil and CLOSED[closedReason] or format(CLOSED[closedReason], openProblem)}
end
local sentences = {}
local count = 0
local function say(sentence)
sentences[count + 1] = sentence
count = count + 1
end
if status.isReadOnly then
say("The saved data is of a newer version of the library: read-only, nothing is written; update the addon.")
end
if status.prefixProblem ~= nil then
say(("Nothing is heard of others: " .. status.prefixProblem) .. "; disable another addon and reload.")
end
explainReplay(status, say)
explainSync(status, say)
explainSending(status, say)
if status.seals ~= nil then
explainSeals(status.seals, say)
end
if status.recoverable > 0 then
say((countOf(status.recoverable, "event") .. " of this character were lost here, and one peer has them: ") .. "/lel recover takes them back, if you did write them.")
end
if status.inbox ~= nil then
explainInbox(status.inbox, say)
end
explainRefusals(status, say)
explainSaved(status, say)
explainPeers(status.peers, say)
return sentences
end
return ____exports
end,
["diagnostics.support-text"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local kindOf
local ____explain = require("diagnostics.explain")
local explain = ____explain.explain
local ____reports = require("diagnostics.reports")
local peerLines = ____reports.peerLines
local traceLines = ____reports.traceLines
local ____words = require("diagnostics.words")
local countsOf = ____words.countsOf
function kindOf(scope)
local kind = string.match(scope or "none", "^[^:]*")
return kind
end
local format = string.format
local TRACE_LINES = 60
local function createAliases()
local aliases = {}
local count = 0
return function(name)
local alias = aliases[name]
if alias == nil then
count = count + 1
alias = format("player %.0f", count)
aliases[name] = alias
end
return alias
end
end
local function figureLines(status)
local ____status_0 = status
local events = ____status_0.events
local lag = ____status_0.lag
local held = ____status_0.held
local weeksBehind = ____status_0.weeksBehind
local eventsMissing = ____status_0.eventsMissing
local checkpoints = ____status_0.checkpoints
local checkpointBytes = ____status_0.checkpointBytes
local restored = ____status_0.restored
local sent = ____status_0.sent
local restoring = status.restoreFailure or "fits"
return {
format(
"scope: %s, open for %.0f s",
kindOf(status.scope),
status.openSeconds
),
format("events: %.0f, lag %.0f, held %.0f", events, lag, held),
format("sync: %s, weeks behind %.0f, events missing %.0f", status.sync, weeksBehind, eventsMissing),
format(
"checkpoints: %.0f of %.0f bytes, restored %.0f (%s)",
checkpoints,
checkpointBytes,
restored,
restoring
),
format(
"outgoing: %.0f, lockdown: %s",
status.outgoing,
tostring(status.isInLockdown)
),
"sent: " .. (sent == nil and "" or countsOf(sent))
}
end
function ____exports.supportText(____bindingPattern0)
local trace
local status
local time
local game
local version
local name
name = ____bindingPattern0.name
version = ____bindingPattern0.version
game = ____bindingPattern0.game
time = ____bindingPattern0.time
status = ____bindingPattern0.status
trace = ____bindingPattern0.trace
local aliasOf = createAliases()
local peers = __TS__ArrayMap(
status.peers,
function(____, peer) return __TS__ObjectAssign(
{},
peer,
{name = aliasOf(peer.name)}
) end
)
local behind = __TS__ArrayMap(
status.behind,
function(____, week) return __TS__ObjectAssign(
{},
week,
{peer = aliasOf(week.peer)}
) end
)
local differences = __TS__ArrayMap(
status.differences,
function(____, one) return __TS__ObjectAssign(
{},
one,
{peer = aliasOf(one.peer)}
) end
)
local rejected = status.rejected and __TS__ObjectAssign(
{},
status.rejected,
{peer = aliasOf(status.rejected.peer)}
)
local function aliases(names)
return __TS__ArrayMap(
names,
function(____, name) return aliasOf(name) end
)
end
local seals = status.seals and __TS__ObjectAssign(
{},
status.seals,
{
disputedBy = aliases(status.seals.disputedBy),
differing = aliases(status.seals.differing)
}
)
local messages = __TS__ArrayMap(
trace,
function(____, entry) return __TS__ObjectAssign(
{},
entry,
{peer = entry.peer == "" and "" or aliasOf(entry.peer)}
) end
)
local lines = {
(("LibEventLedger " .. version) .. ", ledger ") .. name,
game,
format("server time %.0f", time)
}
for ____, ____value in ipairs({
{
"How it stands",
explain(__TS__ObjectAssign({}, status, {
peers = peers,
behind = behind,
differences = differences,
rejected = rejected,
seals = seals
}))
},
{
"Figures",
figureLines(status)
},
{
"Peers",
peerLines(peers)
},
{
"Last messages",
traceLines(messages, TRACE_LINES)
}
}) do
local title = ____value[1]
local section = ____value[2]
lines[#lines + 1] = ""
lines[#lines + 1] = title .. ":"
for ____, line in ipairs(section) do
lines[#lines + 1] = line
end
end
lines[#lines + 1] = ""
return table.concat(lines, "\n")
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
["ledger.event-type"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____arguments = require("ledger.arguments")
local checkFilter = ____arguments.checkFilter
local ____misuse = require("misuse")
local expectNames = ____misuse.expectNames
local expectTable = ____misuse.expectTable
local FILTER = {
"from",
"to",
"creator",
"player",
"newestFirst",
"limit"
}
____exports.DefinedType = __TS__Class()
local DefinedType = ____exports.DefinedType
function DefinedType.prototype.____constructor(self, name, id, fields, ledger)
self.name = name
self.id = id
self.fields = fields
self.ledger = ledger
end
function DefinedType.prototype.submit(self, values)
return self.ledger:submit(self.name, values)
end
function DefinedType.prototype.events(self, filter)
if filter == nil then
filter = {}
end
expectTable("events", "filter", filter)
expectNames("events", filter, FILTER)
local full = __TS__ObjectAssign({}, filter, {type = self.name})
checkFilter("events", full)
local left = filter.limit or math.huge
local nextOfName = self.ledger:events(__TS__ObjectAssign({}, full, {limit = nil}))
local function next()
local ____temp_0
if left > 0 then
____temp_0 = nextOfName()
else
____temp_0 = nil
end
local event = ____temp_0
while event ~= nil and not self:is(event) do
event = nextOfName()
end
left = left - 1
return event
end
return next
end
function DefinedType.prototype.is(self, event)
expectTable("is", "event", event)
if event.type ~= self.name then
return false
end
for ____, ____value in ipairs(self.fields) do
local name = ____value.name
local isRequired = ____value.isRequired
if isRequired == true and event[name] == nil then
return false
end
end
return true
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
["link.peers"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____token_2Dbucket = require("link.token-bucket")
local TokenBucket = ____token_2Dbucket.TokenBucket
____exports.PEER_BURST_MESSAGES = 20
____exports.PEER_MESSAGES_PER_SECOND = 4
____exports.Peers = __TS__Class()
local Peers = ____exports.Peers
function Peers.prototype.____constructor(self, clock)
self.clock = clock
self.byName = {}
self.list = {}
end
function Peers.prototype.all(self)
return self.list
end
function Peers.prototype.takeMessage(self, ____bindingPattern0, stall)
local messages
messages = ____bindingPattern0.messages
local capacity = ____exports.PEER_BURST_MESSAGES + ____exports.PEER_MESSAGES_PER_SECOND * stall
messages:resize(capacity, ____exports.PEER_MESSAGES_PER_SECOND)
return messages:take(1) == 1
end
function Peers.prototype.get(self, name)
return self.byName[name]
end
function Peers.prototype.seen(self, name, version)
local now = self.clock:uptime()
local peer = self.byName[name]
if peer == nil then
local messages = __TS__New(TokenBucket, self.clock, ____exports.PEER_BURST_MESSAGES, ____exports.PEER_MESSAGES_PER_SECOND)
peer = {name = name, lastSeen = now, version = version, messages = messages}
self.byName[name] = peer
self.list[#self.list + 1] = peer
end
peer.lastSeen = now
peer.version = version
return peer
end
return ____exports
end,
["link.message-kind"] = function(...) 
local ____exports = {}
function ____exports.describeMessage(kind, ____type, payload)
local message = kind and kind.decode(payload)
if kind == nil or message == nil then
return string.format("type %.0f, not understood", ____type)
end
return (kind.name .. ": ") .. kind.describe(message)
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
["link.held"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.HELD_MESSAGE_LIMIT = 50
____exports.HeldMessages = __TS__Class()
local HeldMessages = ____exports.HeldMessages
function HeldMessages.prototype.____constructor(self)
self.messages = {}
end
function HeldMessages.prototype.add(self, message)
local isFull = #self.messages >= ____exports.HELD_MESSAGE_LIMIT
if isFull then
table.remove(self.messages, 1)
end
self.messages[#self.messages + 1] = message
return not isFull
end
function HeldMessages.prototype.take(self)
local messages = self.messages
self.messages = {}
return messages
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
["link.missing"] = function(...) 
local ____exports = {}
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local readU16 = ____integers.readU16
local ____fragments = require("link.fragments")
local FRAGMENT_LIMIT = ____fragments.FRAGMENT_LIMIT
local byte = string.byte
local ceil = math.ceil
local char = string.char
local floor = math.floor
local format = string.format
local HEADER_BYTES = 3
function ____exports.encodeMissing(____bindingPattern0)
local indices
local total
local sequence
sequence = ____bindingPattern0.sequence
total = ____bindingPattern0.total
indices = ____bindingPattern0.indices
local bitmap = {}
for place = 0, ceil(total / 8) - 1 do
bitmap[place + 1] = 0
end
for ____, index in ipairs(indices) do
local ____bitmap_0, ____temp_1 = bitmap, floor(index / 8) + 1
____bitmap_0[____temp_1] = ____bitmap_0[____temp_1] + 2 ^ (index % 8)
end
return packU16(sequence) .. char(
total,
unpack(bitmap)
)
end
local function decodeMissing(payload)
local sequence = readU16(payload, 1)
local total = byte(payload, HEADER_BYTES)
local isInRange = total ~= nil and total > 0 and total <= FRAGMENT_LIMIT
if sequence == nil or not isInRange or #payload ~= HEADER_BYTES + ceil(total / 8) then
return nil
end
local indices = {}
for place = 0, ceil(total / 8) - 1 do
local bits = byte(payload, HEADER_BYTES + 1 + place)
for index = place * 8, place * 8 + 7 do
if bits % 2 == 1 then
indices[#indices + 1] = index
end
bits = floor(bits / 2)
end
end
local last = indices[#indices]
local ____temp_2
if last == nil or last >= total then
____temp_2 = nil
else
____temp_2 = {sequence = sequence, total = total, indices = indices}
end
return ____temp_2
end
____exports.MISSING = {
type = 65,
name = "missing",
decode = decodeMissing,
describe = function(____bindingPattern0)
local total
local indices
indices = ____bindingPattern0.indices
total = ____bindingPattern0.total
return format("%.0f fragments of %.0f", #indices, total)
end
}
return ____exports
end,
["link.fair-queue"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFindIndex = ____lualib.__TS__ArrayFindIndex
local __TS__ArrayIndexOf = ____lualib.__TS__ArrayIndexOf
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
____exports.FairQueue = __TS__Class()
local FairQueue = ____exports.FairQueue
function FairQueue.prototype.____constructor(self)
self.lanes = {}
self.size = 0
end
function FairQueue.prototype.count(self)
return self.size
end
function FairQueue.prototype.add(self, entry)
local ____temp_0 = self:laneOf(entry.owner)
local entries = ____temp_0.entries
local keys = ____temp_0.keys
if keys[entry.key] ~= nil then
local index = __TS__ArrayFindIndex(
entries,
function(____, ____bindingPattern0)
local key
key = ____bindingPattern0.key
return key == entry.key
end
)
local replaced = entries[index + 1]
entries[index + 1] = entry
return replaced
end
entries[#entries + 1] = entry
keys[entry.key] = true
self.size = self.size + 1
return nil
end
function FairQueue.prototype.first(self)
local ____opt_1 = self.lanes[1]
return ____opt_1 and ____opt_1.entries[1]
end
function FairQueue.prototype.rotate(self)
local lane = table.remove(self.lanes, 1)
if lane ~= nil then
self.lanes[#self.lanes + 1] = lane
end
end
function FairQueue.prototype.remove(self, entry)
local index = __TS__ArrayFindIndex(
self.lanes,
function(____, ____bindingPattern0)
local owner
owner = ____bindingPattern0.owner
return owner == entry.owner
end
)
local ____opt_3 = self.lanes[index + 1]
local entries = ____opt_3 and ____opt_3.entries or ({})
local place = __TS__ArrayIndexOf(entries, entry)
if place < 0 then
return false
end
table.remove(entries, place + 1)
self.lanes[index + 1].keys[entry.key] = nil
self.size = self.size - 1
if #entries == 0 then
table.remove(self.lanes, index + 1)
end
return true
end
function FairQueue.prototype.takeOldest(self)
local longest
for ____, lane in ipairs(self.lanes) do
if longest == nil or #lane.entries > #longest.entries then
longest = lane
end
end
local entry = longest and longest.entries[1]
if entry ~= nil then
self:remove(entry)
end
return entry
end
function FairQueue.prototype.laneOf(self, owner)
local lane = __TS__ArrayFind(
self.lanes,
function(____, other) return other.owner == owner end
)
if lane == nil then
lane = {owner = owner, entries = {}, keys = {}}
self.lanes[#self.lanes + 1] = lane
end
return lane
end
return ____exports
end,
["link.outbox-queues"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____fair_2Dqueue = require("link.fair-queue")
local FairQueue = ____fair_2Dqueue.FairQueue
local ENTRY_LIMIT = 500
____exports.LIVE_ENTRY_LIMIT = 200
function ____exports.newCounters()
return {
messages = 0,
bytes = 0,
busy = 0,
raised = 0,
unanswered = 0,
noRoute = 0,
invalid = 0,
dropped = 0
}
end
____exports.OutboxQueues = __TS__Class()
local OutboxQueues = ____exports.OutboxQueues
function OutboxQueues.prototype.____constructor(self)
self.queues = {}
self.failures = setmetatable({}, {__mode = "k"})
for priority = 1, 4 do
self.queues[priority + 1] = __TS__New(FairQueue)
end
end
function OutboxQueues.prototype.count(self, first, last)
if first == nil then
first = 1
end
if last == nil then
last = 4
end
local sum = 0
for priority = first, last do
sum = sum + self.queues[priority + 1]:count()
end
return sum
end
function OutboxQueues.prototype.add(self, entry)
local queue = self.queues[entry.priority + 1]
local replaced = queue:add(entry)
if replaced ~= nil then
self:settle(replaced, "replaced")
return
end
local isTooLive = entry.priority == 1 and queue:count() > ____exports.LIVE_ENTRY_LIMIT
if isTooLive or self:count() > ENTRY_LIMIT and not self:makeRoom(entry.priority) then
queue:remove(entry)
self:drop(entry)
end
end
function OutboxQueues.prototype.produce(self, first, last)
for priority = first, last do
local queue = self.queues[priority + 1]
local entry = queue:first()
while entry ~= nil do
local text = entry.produce()
if text == false then
queue:rotate()
return nil, true
end
if text ~= nil then
queue:rotate()
return entry, text
end
if queue:remove(entry) then
self:settle(entry, self.failures[entry] or "sent")
end
entry = queue:first()
end
end
return nil, false
end
function OutboxQueues.prototype.fail(self, entry, failure)
local ____entry_owner_counters_0, ____failure_1 = entry.owner.counters, failure
____entry_owner_counters_0[____failure_1] = ____entry_owner_counters_0[____failure_1] + 1
self.failures[entry] = failure
end
function OutboxQueues.prototype.clear(self)
for priority = 1, 4 do
local queue = self.queues[priority + 1]
local entry = queue:takeOldest()
while entry ~= nil do
self:settle(entry, "closed")
entry = queue:takeOldest()
end
end
end
function OutboxQueues.prototype.makeRoom(self, priority)
for lower = 4, math.max(priority + 1, 3), -1 do
local entry = self.queues[lower + 1]:takeOldest()
if entry ~= nil then
self:drop(entry)
return true
end
end
return priority == 1
end
function OutboxQueues.prototype.drop(self, entry)
local ____entry_owner_counters_2, ____dropped_3 = entry.owner.counters, "dropped"
____entry_owner_counters_2[____dropped_3] = ____entry_owner_counters_2[____dropped_3] + 1
self:settle(entry, "dropped")
end
function OutboxQueues.prototype.settle(self, entry, settlement)
self.failures[entry] = nil
local ____opt_4 = entry.onSettled
if ____opt_4 ~= nil then
____opt_4(settlement)
end
end
return ____exports
end,
["link.outbox"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local advance
local ____outbox_2Dqueues = require("link.outbox-queues")
local OutboxQueues = ____outbox_2Dqueues.OutboxQueues
function advance(lane, pending)
pending.next = pending.next + 1
pending.raises = 0
if pending.next >= #pending.routes then
lane.pending = nil
end
end
local min = math.min
local MESSAGES_PER_CALLBACK = 2
local BUSY_WAIT_SECONDS = 1
local LOCKDOWN_WAIT_SECONDS = 4
local JITTER_SECONDS = 2
local RAISED_WAIT_SECONDS = 2
local RAISED_WAIT_LIMIT = 64
local RAISED_LIMIT = 5
local ANSWER_WAIT_SECONDS = 60
local ANSWER_WAIT_LIMIT = 960
____exports.Outbox = __TS__Class()
local Outbox = ____exports.Outbox
function Outbox.prototype.____constructor(self, channel, clock, timers, random, throttle)
self.channel = channel
self.clock = clock
self.timers = timers
self.random = random
self.throttle = throttle
self.queues = __TS__New(OutboxQueues)
self.lanes = {{first = 1, last = 1, isAwaiting = false, silences = 0}, {first = 2, last = 4, isAwaiting = false, silences = 0}}
self.isHeld = false
self.isLocked = false
self.raises = 0
end
function Outbox.prototype.waiting(self)
local sum = 0
for ____, lane in ipairs(self.lanes) do
sum = sum + self:waitingIn(lane)
end
return sum
end
function Outbox.prototype.isInLockdown(self)
return self.isLocked
end
function Outbox.prototype.add(self, entry)
self.queues:add(entry)
self:schedule(0)
end
function Outbox.prototype.flush(self)
self:pump()
end
function Outbox.prototype.onRestrictionEnd(self)
if self.isLocked then
self.isLocked = false
self:hold(0)
end
end
function Outbox.prototype.clear(self)
for ____, lane in ipairs(self.lanes) do
lane.pending = nil
lane.isAwaiting = false
end
self.queues:clear()
end
function Outbox.prototype.waitingIn(self, ____bindingPattern0)
local last
local first
local pending
pending = ____bindingPattern0.pending
first = ____bindingPattern0.first
last = ____bindingPattern0.last
return math.max(
self.queues:count(first, last),
pending == nil and 0 or 1
)
end
function Outbox.prototype.schedule(self, seconds)
if self.dueAt ~= nil then
return
end
local dueAt = self.clock:uptime() + seconds
self.dueAt = dueAt
self.timers:after(
seconds,
function()
if self.dueAt == dueAt then
self.dueAt = nil
self.isHeld = false
self.isLocked = false
self:pump()
end
end
)
end
function Outbox.prototype.hold(self, seconds)
self.dueAt = nil
self.isHeld = true
self:schedule(seconds + self.random:fraction() * JITTER_SECONDS)
end
function Outbox.prototype.pump(self)
local left = MESSAGES_PER_CALLBACK
for ____, lane in ipairs(self.lanes) do
while not self.isHeld and not lane.isAwaiting and self:waitingIn(lane) > 0 do
if left == 0 then
self:schedule(0)
return
end
if self.throttle:available() < 1 then
self:schedule(self.throttle:secondsUntil(1))
return
end
if lane.pending == nil then
lane.pending = self:produceFor(lane)
end
if lane.pending == nil then
break
end
left = left - 1
self:sendOne(lane, lane.pending)
end
end
end
function Outbox.prototype.produceFor(self, lane)
local entry, text = self.queues:produce(lane.first, lane.last)
if entry == nil then
if text then
self:schedule(0)
end
return nil
end
return {
entry = entry,
text = text,
routes = entry.routes(),
next = 0,
attempts = 0,
raises = 0
}
end
function Outbox.prototype.sendOne(self, lane, pending)
self.throttle:take(1)
local ____pending_0 = pending
local next = ____pending_0.next
local routes = ____pending_0.routes
local text = ____pending_0.text
local entry = ____pending_0.entry
local route = routes[next + 1]
if route == nil then
self.queues:fail(entry, "noRoute")
lane.pending = nil
return
end
pending.attempts = pending.attempts + 1
local attempt = pending.attempts
lane.isAwaiting = true
local function settle(result)
local isCurrent = lane.pending == pending and pending.next == next
local isAwaited = lane.isAwaiting and pending.attempts == attempt
if isCurrent and (isAwaited or result == "sent") then
lane.isAwaiting = false
lane.silences = 0
self:settle(lane, pending, result)
end
end
local result = self.channel:send(
text,
route,
function(late)
settle(late)
self:pump()
end,
entry.priority == 1
)
if result == "pending" then
self:awaitAnswer(lane, pending, attempt)
else
settle(result)
end
end
function Outbox.prototype.awaitAnswer(self, lane, pending, attempt)
self.timers:after(
min(ANSWER_WAIT_SECONDS * 2 ^ lane.silences, ANSWER_WAIT_LIMIT),
function()
if lane.isAwaiting and lane.pending == pending and pending.attempts == attempt then
local ____pending_entry_owner_counters_1, ____unanswered_2 = pending.entry.owner.counters, "unanswered"
____pending_entry_owner_counters_1[____unanswered_2] = ____pending_entry_owner_counters_1[____unanswered_2] + 1
lane.silences = lane.silences + 1
lane.isAwaiting = false
self:pump()
end
end
)
end
function Outbox.prototype.settle(self, lane, pending, result)
local ____pending_entry_owner_3 = pending.entry.owner
local counters = ____pending_entry_owner_3.counters
if result == "raised" then
self:settleRaised(lane, pending)
return
end
self.raises = 0
if result == "busy" then
counters.busy = counters.busy + 1
self.throttle:drain()
self:hold(BUSY_WAIT_SECONDS)
elseif result == "lockdown" then
self.isLocked = true
self:hold(LOCKDOWN_WAIT_SECONDS)
else
if result == "sent" then
counters.messages = counters.messages + 1
counters.bytes = counters.bytes + #pending.text
else
self.queues:fail(pending.entry, result)
end
advance(lane, pending)
end
end
function Outbox.prototype.settleRaised(self, lane, pending)
local ____pending_entry_owner_counters_4, ____raised_5 = pending.entry.owner.counters, "raised"
____pending_entry_owner_counters_4[____raised_5] = ____pending_entry_owner_counters_4[____raised_5] + 1
pending.raises = pending.raises + 1
if pending.raises >= RAISED_LIMIT then
self.queues:fail(pending.entry, "invalid")
advance(lane, pending)
end
self:hold(min(RAISED_WAIT_SECONDS * 2 ^ self.raises, RAISED_WAIT_LIMIT))
self.raises = self.raises + 1
end
return ____exports
end,
["link.whisper-throttle"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local max = math.max
local min = math.min
local GIVE_WAY_SECONDS = 1
____exports.WhisperThrottle = __TS__Class()
local WhisperThrottle = ____exports.WhisperThrottle
function WhisperThrottle.prototype.____constructor(self, own, shared, isFree, isWaiting)
self.own = own
self.shared = shared
self.isFree = isFree
self.isWaiting = isWaiting
end
function WhisperThrottle.prototype.available(self)
if self.isFree() then
return self.own:available()
end
return self.isWaiting() and 0 or min(
self.own:available(),
self.shared:available()
)
end
function WhisperThrottle.prototype.take(self, wanted)
self.own:take(wanted)
if not self.isFree() then
self.shared:take(wanted)
end
end
function WhisperThrottle.prototype.drain(self)
self.own:drain()
if not self.isFree() then
self.shared:drain()
end
end
function WhisperThrottle.prototype.secondsUntil(self, tokens)
local seconds = self.own:secondsUntil(tokens)
if self.isFree() then
return seconds
end
return max(
seconds,
self.shared:secondsUntil(tokens),
self.isWaiting() and GIVE_WAY_SECONDS or 0
)
end
return ____exports
end,
["link.outlets"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____outbox = require("link.outbox")
local Outbox = ____outbox.Outbox
local ____token_2Dbucket = require("link.token-bucket")
local TokenBucket = ____token_2Dbucket.TokenBucket
local ____whisper_2Dthrottle = require("link.whisper-throttle")
local WhisperThrottle = ____whisper_2Dthrottle.WhisperThrottle
____exports.Outlets = __TS__Class()
local Outlets = ____exports.Outlets
function Outlets.prototype.____constructor(self, channel, clock, timers, random, whisperBucket)
self.channel = channel
self.random = random
local ____channel_throttle_0 = channel.throttle
local burst = ____channel_throttle_0.burst
local rate = ____channel_throttle_0.rate
local bucket = __TS__New(TokenBucket, clock, burst, rate)
self.outbox = __TS__New(
Outbox,
channel,
clock,
timers,
random,
bucket
)
local throttle = __TS__New(
WhisperThrottle,
whisperBucket,
bucket,
function() return channel:isWhisperFree() end,
function() return self.outbox:waiting() > 0 end
)
self.whispers = __TS__New(
Outbox,
channel,
clock,
timers,
random,
throttle
)
end
function Outlets.prototype.waiting(self)
return self.outbox:waiting() + self.whispers:waiting()
end
function Outlets.prototype.isInLockdown(self)
return self.outbox:isInLockdown() or self.whispers:isInLockdown()
end
function Outlets.prototype.flush(self)
self.outbox:flush()
self.whispers:flush()
end
function Outlets.prototype.onRestrictionEnd(self)
self.outbox:onRestrictionEnd()
self.whispers:onRestrictionEnd()
end
function Outlets.prototype.clear(self)
self.outbox:clear()
self.whispers:clear()
end
return ____exports
end,
["link.trace"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.TRACE_LENGTH = 200
____exports.Trace = __TS__Class()
local Trace = ____exports.Trace
function Trace.prototype.____constructor(self, clock, describe)
self.clock = clock
self.describe = describe
self.kept = {}
self.next = 0
end
function Trace.prototype.note(self, peer, ____type, payload)
self.kept[self.next + 1] = {
at = self.clock:uptime(),
peer = peer,
type = ____type,
payload = payload
}
self.next = (self.next + 1) % ____exports.TRACE_LENGTH
end
function Trace.prototype.list(self)
local now = self.clock:uptime()
local entries = {}
local count = 0
for step = 0, #self.kept - 1 do
local index = #self.kept < ____exports.TRACE_LENGTH and step or (self.next + step) % ____exports.TRACE_LENGTH
local ____self_kept_index_0 = self.kept[index + 1]
local at = ____self_kept_index_0.at
local peer = ____self_kept_index_0.peer
local ____type = ____self_kept_index_0.type
local payload = ____self_kept_index_0.payload
local direction = peer == "" and "out" or "in"
local text = self.describe(____type, payload)
entries[count + 1] = {
age = now - at,
direction = direction,
peer = peer,
text = text,
bytes = #payload
}
count = count + 1
end
return entries
end
return ____exports
end,
["link.gaps"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local ____exports = {}
local huge = math.huge
local max = math.max
local LOOK_SECONDS = 1
____exports.GAP_WAIT_SECONDS = 1
____exports.TAIL_WAIT_SECONDS = 6
____exports.ASK_AGAIN_SECONDS = 4
____exports.ASK_LIMIT = 6
local WHISPER_LIMIT = 3
local function lackingOf(____bindingPattern0)
local parts
local total
total = ____bindingPattern0.total
parts = ____bindingPattern0.parts
local indices = {}
for index = 0, total - 1 do
if not (parts[index] ~= nil) then
indices[#indices + 1] = index
end
end
return indices
end
____exports.Gaps = __TS__Class()
local Gaps = ____exports.Gaps
function Gaps.prototype.____constructor(self, context)
self.context = context
self.isLooking = false
self.askedAt = {}
end
function Gaps.prototype.heard(self)
if not self.isLooking then
self.isLooking = true
self:lookLater()
end
end
function Gaps.prototype.askHeard(self, ____bindingPattern0)
local indices
local total
local sequence
sequence = ____bindingPattern0.sequence
total = ____bindingPattern0.total
indices = ____bindingPattern0.indices
local now = self.context.clock:uptime()
for ____, whole in ipairs(self.context.unfinished) do
local isNew = whole.putOffAt == nil or whole.lastAt > whole.putOffAt
if isNew and whole.sequence == sequence and whole.total == total then
if __TS__ArrayEvery(
lackingOf(whole),
function(____, index) return __TS__ArrayIncludes(indices, index) end
) then
whole.askedAt = now
whole.putOffAt = now
end
end
end
end
function Gaps.prototype.lookLater(self)
local ____self_context_0 = self.context
local timers = ____self_context_0.timers
local random = ____self_context_0.random
timers:after(
LOOK_SECONDS * (0.5 + random:fraction() / 2),
function() return self:look() end
)
end
function Gaps.prototype.look(self)
local ____self_context_1 = self.context
local clock = ____self_context_1.clock
local unfinished = ____self_context_1.unfinished
local isAwaited = ____self_context_1.isAwaited
local now = clock:uptime()
self.isLooking = false
local seen = {}
for at = #unfinished - 1, 0, -1 do
local whole = unfinished[at + 1]
local ____type = whole.type
local sender = whole.sender
if ____type ~= nil and whole.asks < ____exports.ASK_LIMIT and isAwaited(____type, sender) then
self.isLooking = true
local mayAsk = now - (self.askedAt[sender] or -huge) >= ____exports.ASK_AGAIN_SECONDS
if mayAsk and now >= self:dueAt(whole, seen[sender] ~= nil) then
self:ask(whole, now)
end
seen[sender] = true
end
end
if self.isLooking then
self:lookLater()
end
end
function Gaps.prototype.dueAt(self, ____bindingPattern0, isFollowed)
local total
local parts
local lastAt
local askedAt
askedAt = ____bindingPattern0.askedAt
lastAt = ____bindingPattern0.lastAt
parts = ____bindingPattern0.parts
total = ____bindingPattern0.total
if askedAt > 0 then
return max(askedAt, lastAt) + ____exports.ASK_AGAIN_SECONDS
end
return lastAt + ((isFollowed or parts[total - 1] ~= nil) and ____exports.GAP_WAIT_SECONDS or ____exports.TAIL_WAIT_SECONDS)
end
function Gaps.prototype.ask(self, whole, now)
local ____whole_2 = whole
local sequence = ____whole_2.sequence
local total = ____whole_2.total
local sender = ____whole_2.sender
local asks = ____whole_2.asks
local isWhispered = whole.isWhispered or asks < WHISPER_LIMIT and self.context.mayWhisper()
whole.asks = whole.asks + 1
whole.askedAt = now
self.askedAt[sender] = now
self.context.ask(
{
sequence = sequence,
total = total,
indices = lackingOf(whole)
},
sender,
isWhispered
)
end
return ____exports
end,
["link.kept-wholes"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ceil = math.ceil
____exports.KEEP_SECONDS = 60
____exports.KEEP_BYTES = 65536
local AGAIN_SECONDS = 3
local OWN_SHARE = 0.25
local REPEAT_LIMIT = 2
local EVERYBODY = ""
____exports.KeptWholes = __TS__Class()
local KeptWholes = ____exports.KeptWholes
function KeptWholes.prototype.____constructor(self, clock)
self.clock = clock
self.kept = {}
self.bytes = 0
end
function KeptWholes.prototype.count(self)
return #self.kept
end
function KeptWholes.prototype.note(self, whole, target)
local now = self.clock:uptime()
local known = __TS__ArrayFind(
self.kept,
function(____, one) return one.whole == whole end
)
if known ~= nil then
known.lastAt = now
return
end
local bytes = 0
for ____, payload in ipairs(whole.payloads) do
bytes = bytes + #payload
end
self.kept[#self.kept + 1] = {
whole = whole,
target = target,
bytes = bytes,
lastAt = now,
repeats = 0,
repeatsFor = {},
repeatedAt = {},
due = {}
}
self.bytes = self.bytes + bytes
self:expire(now)
end
function KeptWholes.prototype.wanted(self, ____bindingPattern0, peer, isWhispered)
local indices
local total
local sequence
sequence = ____bindingPattern0.sequence
total = ____bindingPattern0.total
indices = ____bindingPattern0.indices
local now = self.clock:uptime()
self:expire(now)
local kept = __TS__ArrayFind(
self.kept,
function(____, ____bindingPattern0)
local target
local whole
whole = ____bindingPattern0.whole
target = ____bindingPattern0.target
return whole.sequence == sequence and #whole.payloads == total and (target == nil or isWhispered and target == peer)
end
)
if kept == nil then
return nil
end
local audience = isWhispered and peer or EVERYBODY
local due = kept.due[audience] or ({})
kept.due[audience] = due
for ____, index in ipairs(indices) do
if index < kept.whole.taken and not __TS__ArrayIncludes(due, index) and self:isGranted(kept, index, peer, isWhispered) then
due[#due + 1] = index
end
end
if #due == 0 then
return nil
end
return function()
local index = table.remove(due, 1)
local ____temp_0
if index == nil then
____temp_0 = nil
else
____temp_0 = kept.whole.payloads[index + 1]
end
return ____temp_0
end
end
function KeptWholes.prototype.isGranted(self, kept, index, peer, isWhispered)
local now = self.clock:uptime()
local total = #kept.whole.payloads
local count = kept.repeatsFor[peer] or 0
local isOwn = count < ceil(OWN_SHARE * total) + 1
if count >= total or not isOwn and kept.repeats >= REPEAT_LIMIT * total then
return false
end
if not isWhispered then
if now - (kept.repeatedAt[index] or -AGAIN_SECONDS) < AGAIN_SECONDS then
return false
end
kept.repeatedAt[index] = now
end
kept.repeats = kept.repeats + (isOwn and 0 or 1)
kept.repeatsFor[peer] = count + 1
return true
end
function KeptWholes.prototype.expire(self, now)
while #self.kept > 0 and (now - self.kept[1].lastAt > ____exports.KEEP_SECONDS or self.bytes > ____exports.KEEP_BYTES and #self.kept > 1) do
self.bytes = self.bytes - table.remove(self.kept, 1).bytes
end
end
return ____exports
end,
["link.wholes"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____fragments = require("link.fragments")
local FragmentAssembler = ____fragments.FragmentAssembler
local TYPED_FRAGMENT = ____fragments.TYPED_FRAGMENT
local ____gaps = require("link.gaps")
local Gaps = ____gaps.Gaps
local ____kept_2Dwholes = require("link.kept-wholes")
local KeptWholes = ____kept_2Dwholes.KeptWholes
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____missing = require("link.missing")
local encodeMissing = ____missing.encodeMissing
local MISSING = ____missing.MISSING
local format = string.format
____exports.Wholes = __TS__Class()
local Wholes = ____exports.Wholes
function Wholes.prototype.____constructor(self, context)
self.context = context
self.assembler = __TS__New(FragmentAssembler)
local ____context_0 = context
local clock = ____context_0.clock
local timers = ____context_0.timers
local outlets = ____context_0.outlets
local handlerOf = ____context_0.handlerOf
local peerOf = ____context_0.peerOf
self.kept = __TS__New(KeptWholes, clock)
self.gaps = __TS__New(
Gaps,
{
clock = clock,
timers = timers,
random = outlets.random,
unfinished = self.assembler.unfinished,
isAwaited = function(____type, sender)
local peer = peerOf(sender)
local ____temp_5 = peer ~= nil
if ____temp_5 then
local ____opt_3 = handlerOf(____type)
local ____opt_1 = ____opt_3 and ____opt_3.isAwaited
____temp_5 = (____opt_1 and ____opt_1(peer)) == true
end
return ____temp_5
end,
ask = function(missing, sender, isWhispered)
local key = format("missing %.0f %s", missing.sequence, sender)
local source = MessageSource:once(
MISSING,
encodeMissing(missing)
)
context.send(2, key, source, isWhispered and sender or nil)
end,
mayWhisper = function() return outlets.channel:isWhisperFree() end
}
)
end
function Wholes.prototype.take(self, fragment, peer, isWhispered)
local assembler = self.assembler
local context = self.context
local whole = assembler:take(
peer.name,
fragment,
context.clock:uptime(),
isWhispered
)
if whole ~= nil then
return whole, assembler.wasWhispered
end
local ____temp_6
if fragment.type == nil then
____temp_6 = nil
else
____temp_6 = context.handlerOf(fragment.type)
end
local handler = ____temp_6
local ____opt_7 = handler and handler.fragmentHeard
if ____opt_7 ~= nil then
____opt_7(peer, isWhispered)
end
if (handler and handler.isAwaited) ~= nil then
self.gaps:heard()
end
return nil, nil
end
function Wholes.prototype.sent(self, ____bindingPattern0, target)
local whole
whole = ____bindingPattern0.whole
if (whole and whole.type) == TYPED_FRAGMENT.type then
self.kept:note(whole, target)
end
end
function Wholes.prototype.asked(self, missing, peer, isWhispered)
if not isWhispered then
self.gaps:askHeard(missing)
end
local next = self.kept:wanted(missing, peer.name, isWhispered)
if next ~= nil then
local source = __TS__New(
MessageSource,
function()
local payload = next()
if payload == nil then
return nil, nil
end
return TYPED_FRAGMENT, payload
end
)
local key = format("again %.0f %s", missing.sequence, isWhispered and peer.name or "")
self.context.send(3, key, source, isWhispered and peer.name or nil)
end
end
return ____exports
end,
["link.link"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local ____fragments = require("link.fragments")
local EVENT_FRAGMENT = ____fragments.EVENT_FRAGMENT
local TYPED_FRAGMENT = ____fragments.TYPED_FRAGMENT
local wholeBytesOf = ____fragments.wholeBytesOf
local ____frame = require("link.frame")
local decodeFrame = ____frame.decodeFrame
local encodeFrame = ____frame.encodeFrame
local payloadBytesOf = ____frame.payloadBytesOf
local PROTOCOL_VERSION = ____frame.PROTOCOL_VERSION
local ____held = require("link.held")
local HeldMessages = ____held.HeldMessages
local ____message_2Dkind = require("link.message-kind")
local describeMessage = ____message_2Dkind.describeMessage
local ____missing = require("link.missing")
local MISSING = ____missing.MISSING
local ____outbox_2Dqueues = require("link.outbox-queues")
local newCounters = ____outbox_2Dqueues.newCounters
local ____peers = require("link.peers")
local Peers = ____peers.Peers
local ____trace = require("link.trace")
local Trace = ____trace.Trace
local ____wholes = require("link.wholes")
local Wholes = ____wholes.Wholes
local max = math.max
local HEARTBEAT_SECONDS = 5
____exports.Link = __TS__Class()
local Link = ____exports.Link
function Link.prototype.____constructor(self, context)
self.context = context
self.ignored = {}
self.counters = newCounters()
self.handlers = {}
self.held = __TS__New(HeldMessages)
self.isOpen = true
self.peers = __TS__New(Peers, context.clock)
self.tickedAt = context.clock:uptime()
self.tickedBefore = self.tickedAt
context.timers:every(
HEARTBEAT_SECONDS,
function()
self.tickedBefore = self.tickedAt
self.tickedAt = context.clock:uptime()
end
)
self.trace = __TS__New(
Trace,
context.clock,
function(____type, payload)
local ____describeMessage_2 = describeMessage
local ____opt_0 = self.handlers[____type]
return ____describeMessage_2(____opt_0 and ____opt_0.kind, ____type, payload)
end
)
self.payloadBytes = payloadBytesOf(context.outlets.channel.messageBytes)
for ____, kind in ipairs({EVENT_FRAGMENT, TYPED_FRAGMENT}) do
self.handlers[kind.type] = {
kind = kind,
receive = function(fragment, peer, isWhispered) return self:receiveFragment(fragment, peer, isWhispered) end
}
end
local port = self:port()
self.wholes = __TS__New(
Wholes,
{
clock = context.clock,
timers = context.timers,
outlets = context.outlets,
handlerOf = function(____type) return self.handlers[____type] end,
peerOf = function(name) return self.peers:get(name) end,
send = function(priority, key, source, target)
if target == nil then
port:broadcast(priority, key, source)
else
port:whisper(priority, target, key, source)
end
end
}
)
self.handlers[MISSING.type] = {
kind = MISSING,
receive = function(missing, peer, isWhispered) return self.wholes:asked(missing, peer, isWhispered) end
}
end
function Link.prototype.port(self)
local context = self.context
local owner = {counters = self.counters}
local ____context_outlets_3 = context.outlets
local outbox = ____context_outlets_3.outbox
local whispers = ____context_outlets_3.whispers
local channel = ____context_outlets_3.channel
local function entryOf(priority, key, routes, source, onSettled, target)
local isTooLarge = false
local function refuse()
isTooLarge = true
local ____self_counters_4, ____invalid_5 = self.counters, "invalid"
____self_counters_4[____invalid_5] = ____self_counters_4[____invalid_5] + 1
end
local function settle(settlement)
return onSettled and onSettled(isTooLarge and settlement == "sent" and "invalid" or settlement)
end
return {
owner = owner,
priority = priority,
key = key,
routes = routes,
produce = function() return self:nextFrame(source, refuse, target) end,
onSettled = settle
}
end
return {
payloadBytes = self.payloadBytes,
wholeBytes = wholeBytesOf(self.payloadBytes),
broadcast = function(____, priority, key, source, onSettled)
if self.isOpen then
outbox:add(entryOf(
priority,
key,
context.routes,
source,
onSettled
))
end
end,
whisper = function(____, priority, target, key, source, onSettled)
local routes = {{chatType = "WHISPER", target = target}}
if self.isOpen then
whispers:add(entryOf(
priority,
key,
function() return routes end,
source,
onSettled,
target
))
end
end,
mayWhisper = function() return channel:isWhisperFree() end,
needsSpokesmen = function() return __TS__ArraySome(
context.routes(),
function(____, ____bindingPattern0)
local chatType
chatType = ____bindingPattern0.chatType
return chatType == "WHISPER"
end
) end,
mayPeerSpeak = function(____, peer) return context.mayPeerSpeak(peer) end,
ignore = function(____, reason) return self:ignore(reason) end
}
end
function Link.prototype.register(self, ____bindingPattern0)
local handlers
handlers = ____bindingPattern0.handlers
for ____, handler in ipairs(handlers) do
self.handlers[handler.kind.type] = handler
if handler.kind.fragmentType == EVENT_FRAGMENT.type then
self.unnamedWhole = handler
end
end
end
function Link.prototype.receive(self, text, sender, arrival)
if arrival == nil then
arrival = "open"
end
local ____self_context_8 = self.context
local tag = ____self_context_8.tag
local ____self = ____self_context_8.self
local outlets = ____self_context_8.outlets
if sender == ____self then
self:receiveOwn(text)
return
end
if arrival == "stranger" then
self:ignore("stranger")
return
end
local ____type, tagOrFault, payloadOrVersion = decodeFrame(text, outlets.channel.messageBytes)
if ____type == nil then
self:ignore(tagOrFault)
if payloadOrVersion ~= nil then
self.peers:seen(sender, payloadOrVersion)
end
elseif tagOrFault == tag then
self:receivePayload(____type, payloadOrVersion, sender, arrival == "whisper")
end
end
function Link.prototype.retry(self)
for ____, ____value in ipairs(self.held:take()) do
local handler = ____value.handler
local payload = ____value.payload
local peer = ____value.peer
local isWhispered = ____value.isWhispered
self:handle(handler, payload, peer, isWhispered)
end
end
function Link.prototype.waiting(self)
return self.context.outlets:waiting()
end
function Link.prototype.isInLockdown(self)
return self.context.outlets:isInLockdown()
end
function Link.prototype.onRestrictionEnd(self)
self.context.outlets:onRestrictionEnd()
end
function Link.prototype.close(self)
self.isOpen = false
self.context.outlets:clear()
end
function Link.prototype.receivePayload(self, ____type, payload, sender, isWhispered)
local peer = self.peers:seen(sender, PROTOCOL_VERSION)
if not self.peers:takeMessage(
peer,
self:stall()
) then
self:ignore("flood")
return
end
self.trace:note(sender, ____type, payload)
self:dispatch(____type, payload, peer, isWhispered)
end
function Link.prototype.stall(self)
local now = self.context.clock:uptime()
local since = now == self.tickedAt and self.tickedBefore or self.tickedAt
return max(0, now - since - HEARTBEAT_SECONDS)
end
function Link.prototype.receiveOwn(self, text)
local ____type, tag, payload = decodeFrame(text, self.context.outlets.channel.messageBytes)
local ____temp_9
if ____type == nil or tag ~= self.context.tag then
____temp_9 = nil
else
____temp_9 = self.handlers[____type]
end
local handler = ____temp_9
local ____temp_12
if (handler and handler.cameBack) == nil then
____temp_12 = nil
else
____temp_12 = handler.kind.decode(payload)
end
local message = ____temp_12
if message ~= nil then
handler.cameBack(message)
end
end
function Link.prototype.receiveFragment(self, fragment, peer, isWhispered)
local whole, isSecret = self.wholes:take(fragment, peer, isWhispered)
if whole == nil then
return
end
local ____fragment_13 = fragment
local ____type = ____fragment_13.type
local ____temp_14
if ____type == nil then
____temp_14 = self.unnamedWhole
else
____temp_14 = self.handlers[____type]
end
local handler = ____temp_14
if (handler and handler.kind.fragmentType) == nil then
self:ignore("unknownType")
else
self:handle(handler, whole, peer, isSecret)
end
end
function Link.prototype.dispatch(self, ____type, payload, peer, isWhispered)
local handler = self.handlers[____type]
if handler == nil then
self:ignore("unknownType")
else
self:handle(handler, payload, peer, isWhispered)
end
end
function Link.prototype.handle(self, handler, payload, peer, isWhispered)
local ____handler_17 = handler
local kind = ____handler_17.kind
local maySpeak = kind.speaker == nil or self.context.mayPeerSpeak(peer.name)
if maySpeak == nil and kind.speaker == "held" then
if not self.held:add({handler = handler, payload = payload, peer = peer, isWhispered = isWhispered}) then
self:ignore("heldTooMany")
end
return
end
if maySpeak ~= true then
self:ignore("unauthorized")
return
end
local message = kind.decode(payload)
if message == nil then
self:ignore("malformedMessage")
else
handler.receive(message, peer, isWhispered)
end
end
function Link.prototype.nextFrame(self, source, onTooLarge, target)
local ____type, payload = source:take(self.payloadBytes, onTooLarge)
if ____type == nil then
local ____source_hasMore_result_18
if source.hasMore() then
____source_hasMore_result_18 = false
else
____source_hasMore_result_18 = nil
end
return ____source_hasMore_result_18
end
self.wholes:sent(source, target)
self.trace:note("", ____type, payload)
return encodeFrame(____type, self.context.tag, payload)
end
function Link.prototype.ignore(self, reason)
self.ignored[reason] = (self.ignored[reason] or 0) + 1
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
["codec.deflate-format"] = function(...) 
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
["codec.huffman"] = function(...) 
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
["codec.scratch"] = function(...) 
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
["codec.inflate"] = function(...) 
local ____exports = {}
local ____deflate_2Dformat = require("codec.deflate-format")
local base = ____deflate_2Dformat.base
local fixedLengths = ____deflate_2Dformat.fixedLengths
local LENGTH_ORDER = ____deflate_2Dformat.LENGTH_ORDER
local span = ____deflate_2Dformat.span
local ____huffman = require("codec.huffman")
local assignCodes = ____huffman.assignCodes
local ____scratch = require("codec.scratch")
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
["codec.adler32"] = function(...) 
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
["block.checked-text"] = function(...) 
local ____exports = {}
local ____adler32 = require("codec.adler32")
local updateAdler = ____adler32.updateAdler
local ____base64 = require("codec.base64")
local decodeBase64 = ____base64.decodeBase64
local encodeBase64 = ____base64.encodeBase64
local ____integers = require("codec.integers")
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
["block.contents"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____cbor = require("codec.cbor")
local readByteString = ____cbor.readByteString
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local ____guid = require("event.guid")
local ID_BYTES = ____guid.ID_BYTES
local byte = string.byte
local concat = table.concat
local find = string.find
local min = math.min
local sub = string.sub
local LIMIT = 512
local function hasId(ids, id)
local at = find(ids, id, 1, true)
while at ~= nil and at % ID_BYTES ~= 1 do
at = find(ids, id, at + 1, true)
end
return at ~= nil
end
____exports.Contents = __TS__Class()
local Contents = ____exports.Contents
function Contents.prototype.____constructor(self, types, creators, players)
self.types = types
self.creators = creators
self.players = players
end
function Contents.prototype.mayHold(self, ____bindingPattern0)
local player
local creator
local ____type
____type = ____bindingPattern0.type
creator = ____bindingPattern0.creator
player = ____bindingPattern0.player
return (____type == nil or (find(self.types, ____type, 1, true)) ~= nil) and (creator == nil or self.creators == nil or hasId(
self.creators,
packU32(creator)
)) and (player == nil or self.players == nil or hasId(
self.players,
packU32(player)
))
end
local Distinct = __TS__Class()
function Distinct.prototype.____constructor(self)
self.seen = {}
self.list = {}
self.count = 0
end
function Distinct.prototype.add(self, value)
if not (self.seen[value] ~= nil) then
self.seen[value] = true
self.list[self.count + 1] = value
self.count = self.count + 1
end
end
function Distinct.prototype.join(self, limit)
local ____temp_0
if self.count > limit then
____temp_0 = nil
else
____temp_0 = concat(self.list)
end
return ____temp_0
end
____exports.ContentsBuilder = __TS__Class()
local ContentsBuilder = ____exports.ContentsBuilder
function ContentsBuilder.prototype.____constructor(self)
self.count = 0
self.types = __TS__New(Distinct)
self.creators = __TS__New(Distinct)
self.players = __TS__New(Distinct)
self.fields = {}
self.creator = -1
end
function ContentsBuilder.prototype.add(self, creator, ____bindingPattern0)
local fieldCount
local offset
local pieces
pieces = ____bindingPattern0.pieces
offset = ____bindingPattern0.offset
fieldCount = ____bindingPattern0.fieldCount
self.count = self.count + 1
self.types:add(pieces[offset + 1])
if creator ~= self.creator then
self.creator = creator
self.creators:add(packU32(creator))
end
for index = offset + 1, offset + fieldCount do
local piece = pieces[index + 1]
local head = byte(piece, 1)
if head >= 64 and head < 96 and not (self.fields[piece] ~= nil) then
self.fields[piece] = true
self:addPlayers(piece)
end
end
end
function ContentsBuilder.prototype.finish(self)
return __TS__New(
____exports.Contents,
self.types:join(LIMIT),
self.creators:join(LIMIT),
self.players:join(LIMIT)
)
end
function ContentsBuilder.prototype.addPlayers(self, piece)
local content = readByteString(piece, 1)
if content == nil then
return
end
local ____, afterServer = decodeVarint(content, 1)
if afterServer ~= nil and afterServer + ID_BYTES - 1 == #content then
self.players:add(sub(content, afterServer))
return
end
local position = 1
while position <= #content do
local server, next = decodeVarint(content, position)
local count, first = decodeVarint(content, next or #content + 1)
if server == nil or count == nil then
return
end
local ____end = first + count * ID_BYTES
for at = first, min(____end - 1, #content) - ID_BYTES + 1, ID_BYTES do
self.players:add(sub(content, at, at + ID_BYTES - 1))
end
position = ____end
end
end
return ____exports
end,
["block.format"] = function(...) 
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
["block.fields"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____cbor = require("codec.cbor")
local readArgument = ____cbor.readArgument
local skipCbor = ____cbor.skipCbor
local ____format = require("block.format")
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
["block.reader"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____integers = require("codec.integers")
local readU16 = ____integers.readU16
local readU32 = ____integers.readU32
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local ____fields = require("block.fields")
local FieldReader = ____fields.FieldReader
local Shape = ____fields.Shape
local ____format = require("block.format")
local EXCEPTION_COUNTER = ____format.EXCEPTION_COUNTER
local EXCEPTION_SHAPE = ____format.EXCEPTION_SHAPE
local FIELDS_IN_FLAG = ____format.FIELDS_IN_FLAG
local FLAG_CREATOR = ____format.FLAG_CREATOR
local FLAG_EXCEPTION = ____format.FLAG_EXCEPTION
local FLAG_FIELD_1 = ____format.FLAG_FIELD_1
local FLAG_LATER = ____format.FLAG_LATER
local FLAG_TYPE = ____format.FLAG_TYPE
local ____body = require("event.body")
local MAX_BODY_BYTES = ____body.MAX_BODY_BYTES
local MAX_FIELDS = ____body.MAX_FIELDS
local ____guid = require("event.guid")
local MAX_SERVER = ____guid.MAX_SERVER
local ____key = require("event.key")
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
["block.packed-week"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local formatHead, format
local ____base64 = require("codec.base64")
local decodeBase64 = ____base64.decodeBase64
local encodeBase64 = ____base64.encodeBase64
local ____inflate = require("codec.inflate")
local inflate = ____inflate.inflate
local ____checked_2Dtext = require("block.checked-text")
local checksumOf = ____checked_2Dtext.checksumOf
local ____reader = require("block.reader")
local BlockReader = ____reader.BlockReader
local ____key = require("event.key")
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
["log.week-row"] = function(...) 
local ____exports = {}
local ____packed_2Dweek = require("block.packed-week")
local MAX_WEEK_EVENTS = ____packed_2Dweek.MAX_WEEK_EVENTS
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local packU32 = ____integers.packU32
local readU16 = ____integers.readU16
local readU32 = ____integers.readU32
local ____varint = require("codec.varint")
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
["log.absent-rows"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____integers = require("codec.integers")
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
["log.directory"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local readU32 = ____integers.readU32
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local ____guid = require("event.guid")
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
["event.place"] = function(...) 
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____body = require("event.body")
local digestOf = ____body.digestOf
local ____key = require("event.key")
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
["block.stride"] = function(...) 
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
["log.week"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____adler32 = require("codec.adler32")
local updateAdler = ____adler32.updateAdler
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____body = require("event.body")
local digestOf = ____body.digestOf
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local isKeyBefore = ____key.isKeyBefore
local packKey = ____key.packKey
local ____place = require("event.place")
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
["log.log"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____absent_2Drows = require("log.absent-rows")
local AbsentRows = ____absent_2Drows.AbsentRows
local ____directory = require("log.directory")
local Directory = ____directory.Directory
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local packKey = ____key.packKey
local weekOf = ____key.weekOf
local ____place = require("event.place")
local isKept = ____place.isKept
local nextPlace = ____place.nextPlace
local ____week = require("log.week")
local Week = ____week.Week
local ____week_2Drow = require("log.week-row")
local isSameRow = ____week_2Drow.isSameRow
local ____reader = require("block.reader")
local BlockReader = ____reader.BlockReader
local ____stride = require("block.stride")
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
["log.admission"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local weekOf = ____key.weekOf
____exports.MAX_FUTURE = 120
____exports.HELD_LIMIT = 2000
____exports.HELD_SECONDS = 300
____exports.Admission = __TS__Class()
local Admission = ____exports.Admission
function Admission.prototype.____constructor(self, log, schema, clock, guard, authorize, host)
self.log = log
self.schema = schema
self.clock = clock
self.guard = guard
self.authorize = authorize
self.host = host
self.refusals = {}
self.held = {}
self.heldCount = 0
end
function Admission.prototype.waiting(self)
return self.heldCount
end
function Admission.prototype.isUnauthorized(self, candidate)
return self:judge(candidate) == "unauthorized"
end
function Admission.prototype.admit(self, candidate)
local verdict = self:take(candidate)
if verdict == "held" then
return self:hold(candidate)
end
if verdict ~= "admitted" and verdict ~= "known" then
self:refuse(candidate, verdict)
end
return verdict
end
function Admission.prototype.take(self, candidate)
local verdict = self:judge(candidate)
if verdict == "admitted" then
self:enter(candidate)
end
return verdict
end
function Admission.prototype.refuseLate(self, candidate)
self:refuse(candidate, "sealed")
end
function Admission.prototype.retry(self, pause)
local held = self.held
self.held = {}
local now = self.clock:uptime()
for ____, entry in ipairs(held) do
self.heldCount = self.heldCount - 1
local ____entry_candidate_0 = entry.candidate
local id = ____entry_candidate_0.id
local sender = ____entry_candidate_0.sender
local candidate = __TS__ObjectAssign(
{},
entry.candidate,
{isCreator = self.host.isCreator(id, sender)}
)
local verdict = self:judge(candidate)
if verdict == "admitted" then
self:enter(candidate)
elseif verdict == "held" and now - entry.since < ____exports.HELD_SECONDS then
self:keep(entry)
elseif verdict ~= "known" then
self:refuse(candidate, verdict == "held" and "heldTooLong" or verdict)
end
pause()
end
end
function Admission.prototype.mayLeave(self, time, id, body, sender, isCreator)
local answer = self:ask(
self:toEvent(time, id, body),
sender,
"out",
isCreator
)
local ____temp_1
if answer == "authorizeError" then
____temp_1 = false
else
____temp_1 = answer
end
return ____temp_1
end
function Admission.prototype.maySpeak(self, peer, direction)
local answer = self:ask(nil, peer, direction, false)
local ____temp_2
if answer == "authorizeError" then
____temp_2 = false
else
____temp_2 = answer
end
return ____temp_2
end
function Admission.prototype.toEvent(self, time, id, body)
local guid = self.log.directory:guid(creatorOf(id))
local event = self.schema:decode(time, id, body, guid)
return event or self.schema:describeUnknown(time, id, body, guid)
end
function Admission.prototype.toEventOfRow(self, time, id, row)
local guid = self.log.directory:guid(creatorOf(id))
local event = self.schema:decodeRow(time, id, row, guid)
return event or self.schema:describeUnknown(time, id, row.pieces[row.offset + 1], guid)
end
function Admission.prototype.judge(self, candidate)
local ____candidate_3 = candidate
local time = ____candidate_3.time
local id = ____candidate_3.id
local body = ____candidate_3.body
if time > self.clock:serverTime() + ____exports.MAX_FUTURE then
return "future"
end
if self:isKnown(time, id, body) then
self:noteServer(candidate)
return "known"
end
if not self.log:mayEnter(weekOf(time)) then
return self:judgeForClosed(candidate)
end
local guid = self.log.directory:guid(
creatorOf(id),
candidate.server
)
local event, failure = self.schema:decode(time, id, body, guid)
if failure == "unparsable" then
return "unparsable"
end
local seen = event or self.schema:describeUnknown(time, id, body, guid)
local ____candidate_4 = candidate
local sender = ____candidate_4.sender
local isCreator = ____candidate_4.isCreator
local answer = self:ask(seen, sender, "in", isCreator == true)
if answer == true then
return "admitted"
end
if answer == "authorizeError" then
return answer
end
return (answer == nil or isCreator == nil) and "held" or "unauthorized"
end
function Admission.prototype.judgeForClosed(self, candidate)
local ____candidate_5 = candidate
local time = ____candidate_5.time
local id = ____candidate_5.id
local body = ____candidate_5.body
local isHere = self.log:holds(time, id, body)
if isHere == nil then
return "held"
end
return isHere and "known" or "sealed"
end
function Admission.prototype.isKnown(self, time, id, body)
local ____opt_6 = self.log:week(weekOf(time))
return (____opt_6 and ____opt_6:bodyAt(time, id)) == body
end
function Admission.prototype.ask(self, event, sender, direction, isCreator)
local ok, answer = pcall(
self.authorize,
event,
sender,
direction,
isCreator,
self.host.state()
)
if not ok then
self.guard:report("LibEventLedger: authorize: " .. tostring(answer))
return "authorizeError"
end
local ____temp_8
if answer == nil then
____temp_8 = nil
else
____temp_8 = answer == true
end
return ____temp_8
end
function Admission.prototype.enter(self, candidate)
self.host.serverTold(candidate)
self.log:insert(candidate.time, candidate.id, candidate.body)
end
function Admission.prototype.noteServer(self, candidate)
local ____candidate_9 = candidate
local id = ____candidate_9.id
local time = ____candidate_9.time
local body = ____candidate_9.body
local server = ____candidate_9.server
local sender = ____candidate_9.sender
local isCreator = candidate.isCreator == true
local isNews = self.log.directory:isNews(
creatorOf(id),
server,
isCreator
)
if isNews and self:ask(
self:toEvent(time, id, body),
sender,
"in",
isCreator
) == true then
self.host.serverTold(candidate)
end
end
function Admission.prototype.hold(self, candidate)
if self.heldCount >= ____exports.HELD_LIMIT then
self:refuse(candidate, "heldTooMany")
return "heldTooMany"
end
self:keep({
candidate = candidate,
since = self.clock:uptime()
})
return "held"
end
function Admission.prototype.keep(self, entry)
self.held[#self.held + 1] = entry
self.heldCount = self.heldCount + 1
end
function Admission.prototype.refuse(self, candidate, reason)
self.refusals[reason] = (self.refusals[reason] or 0) + 1
self.host.refused(candidate, reason)
end
return ____exports
end,
["log.each-week"] = function(...) 
local ____exports = {}
local STEP = 32
function ____exports.eachWeek(log, visit, pause)
local ____log_0 = log
local weekNumbers = ____log_0.weekNumbers
local index = 0
while index < #weekNumbers do
local weekNumber = weekNumbers[index + 1]
local week = log:week(weekNumber)
if week ~= nil then
visit(weekNumber, week)
end
if index % STEP == 0 then
pause()
end
index = weekNumbers[index + 1] == weekNumber and index + 1 or log:indexFrom(weekNumber + 1)
end
end
return ____exports
end,
["log.newest-first"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local isNewer
local ____key = require("event.key")
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
["log.revocation-body"] = function(...) 
local ____exports = {}
local readBytes, readId
local ____cbor = require("codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local encodeByteString = ____cbor.encodeByteString
local encodeCbor = ____cbor.encodeCbor
local readByteString = ____cbor.readByteString
local ____body = require("event.body")
local splitBody = ____body.splitBody
local typeOf = ____body.typeOf
local ____field_2Dvalues = require("event.field-values")
local NULL = ____field_2Dvalues.NULL
local ____import_2Dmark = require("event.import-mark")
local encodeId = ____import_2Dmark.encodeId
local readMark = ____import_2Dmark.readMark
local ____key = require("event.key")
local KEY_BYTES = ____key.KEY_BYTES
local packKey = ____key.packKey
local unpackKey = ____key.unpackKey
local ____schema = require("event.schema")
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
["log.sealed-keys"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local ____exports = {}
local setOf
local ____import_2Dmark = require("event.import-mark")
local encodeId = ____import_2Dmark.encodeId
local ____key = require("event.key")
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
["log.revocation-skips"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____key = require("event.key")
local packKey = ____key.packKey
local ____newest_2Dfirst = require("log.newest-first")
local NewestFirst = ____newest_2Dfirst.NewestFirst
local ____sealed_2Dkeys = require("log.sealed-keys")
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
["log.undos"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIndexOf = ____lualib.__TS__ArrayIndexOf
local ____exports = {}
local ____key = require("event.key")
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
["log.revocations"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local ____exports = {}
local isUndo, isHeeded, isOtherwise, count
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local ____key = require("event.key")
local isKeyBefore = ____key.isKeyBefore
local KEY_BYTES = ____key.KEY_BYTES
local packKey = ____key.packKey
local unpackKey = ____key.unpackKey
local WEEK_SECONDS = ____key.WEEK_SECONDS
local ____newest_2Dfirst = require("log.newest-first")
local NewestFirst = ____newest_2Dfirst.NewestFirst
local ____revocation_2Dbody = require("log.revocation-body")
local targetOf = ____revocation_2Dbody.targetOf
local ____revocation_2Dskips = require("log.revocation-skips")
local RevocationSkips = ____revocation_2Dskips.RevocationSkips
local ____sealed_2Dkeys = require("log.sealed-keys")
local idKeyOfListed = ____sealed_2Dkeys.idKeyOfListed
local NO_TERMS = ____sealed_2Dkeys.NO_TERMS
local SealedKeys = ____sealed_2Dkeys.SealedKeys
local ____undos = require("log.undos")
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
local ____revocation_2Dbody = require("log.revocation-body")
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
["codec.deflate-block"] = function(...) 
local ____exports = {}
local ____deflate_2Dformat = require("codec.deflate-format")
local base = ____deflate_2Dformat.base
local bits = ____deflate_2Dformat.bits
local fixedLengths = ____deflate_2Dformat.fixedLengths
local LENGTH_ORDER = ____deflate_2Dformat.LENGTH_ORDER
local span = ____deflate_2Dformat.span
local ____huffman = require("codec.huffman")
local assignCodes = ____huffman.assignCodes
local chooseLengths = ____huffman.chooseLengths
local char = string.char
local min = math.min
local sub = string.sub
local function put(writer, value, size)
local hold = writer.hold + value * writer.top
local top = writer.top * size
while top >= 256 do
local low = hold % 256
writer.bytes[writer.count + 1] = low
writer.count = writer.count + 1
hold = (hold - low) / 256
top = top / 256
end
writer.hold = hold
writer.top = top
end
local function flush(writer)
writer.parts[#writer.parts + 1] = char(unpack(writer.bytes, 1, writer.count))
writer.count = 0
end
function ____exports.finish(writer)
if writer.top > 1 then
put(writer, 0, 256 / writer.top)
end
flush(writer)
end
local function codesOf(lengths)
local codes = {}
local sizes = {}
assignCodes(
lengths,
0,
288 - 1,
codes,
sizes
)
assignCodes(
lengths,
288,
319,
codes,
sizes
)
assignCodes(
lengths,
320,
338,
codes,
sizes
)
return {codes = codes, sizes = sizes}
end
local function putItems(writer, items, from, to, code)
local codes = code.codes
local sizes = code.sizes
local bytes = writer.bytes
local hold = writer.hold
local top = writer.top
local count = writer.count
for index = from, to do
local item = items[index + 1]
local symbol = item % 512
hold = hold + codes[symbol] * top
top = top * sizes[symbol]
if symbol > 256 then
hold = hold + (item - symbol) / 512 * top
top = top * (span[symbol] or 1)
end
while top >= 256 do
local low = hold % 256
bytes[count + 1] = low
count = count + 1
hold = (hold - low) / 256
top = top / 256
end
end
writer.hold = hold
writer.top = top
writer.count = count
end
local function countSymbols(items, count, frequencies)
local bytes = 0
for index = 0, count - 1 do
local item = items[index + 1]
local symbol = item % 512
frequencies[symbol] = (frequencies[symbol] or 0) + 1
if symbol < 256 then
bytes = bytes + 1
elseif symbol < 288 then
bytes = bytes + (base[symbol] + (item - symbol) / 512)
end
end
return bytes
end
local function bitsOf(frequencies, lengths, last)
local sum = 0
for symbol = 0, last do
sum = sum + (frequencies[symbol] or 0) * ((lengths[symbol] or 0) + (bits[symbol] or 0))
end
return sum
end
local function lastUsed(lengths, last)
local symbol = last
while lengths[symbol] == 0 do
symbol = symbol - 1
end
return symbol
end
local function tellLengths(lengths, lastLiteral, lastDistance)
local list = {}
for symbol = 0, lastLiteral do
list[symbol + 1] = lengths[symbol]
end
local behind = lastLiteral + 1 - 288
for symbol = 288, lastDistance do
list[behind + symbol + 1] = lengths[symbol]
end
local items = {}
local count = 0
local at = 0
while list[at + 1] ~= nil do
local length = list[at + 1]
local run = 1
while list[at + run + 1] == length and run < 138 do
run = run + 1
end
local item = 320 + length
if length == 0 and run > 2 then
item = run > 10 and 338 or 337
elseif run > 2 and list[at] == length then
run = min(run, 6)
item = 336
else
run = 1
end
local more = run > 1 and run - base[item] or 0
items[count + 1] = item + more * 512
count = count + 1
at = at + run
end
return items
end
function ____exports.writeBlock(writer, input, start, items, count, isLast, pause)
local frequencies = {}
local bytes = countSymbols(items, count, frequencies)
frequencies[256] = 1
pause()
local lengths = {}
chooseLengths(
frequencies,
0,
285,
15,
lengths
)
chooseLengths(
frequencies,
288,
317,
15,
lengths
)
local lastLiteral = lastUsed(lengths, 285)
local lastDistance = lastUsed(lengths, 317)
local head = tellLengths(lengths, lastLiteral, lastDistance)
countSymbols(head, #head, frequencies)
chooseLengths(
frequencies,
320,
338,
7,
lengths
)
local told = #LENGTH_ORDER
while lengths[320 + LENGTH_ORDER[told]] == 0 do
told = told - 1
end
pause()
local dynamicBits = 14 + 3 * told + bitsOf(frequencies, lengths, 338)
local fixedBits = bitsOf(frequencies, fixedLengths, 317)
local last = isLast and 1 or 0
if bytes <= 65535 and 8 * bytes + 32 <= min(dynamicBits, fixedBits) then
put(writer, last + 0, 8)
____exports.finish(writer)
put(writer, bytes, 65536)
put(writer, 65535 - bytes, 65536)
flush(writer)
writer.parts[#writer.parts + 1] = sub(input, start, start + bytes - 1)
return start + bytes
end
local isFixed = fixedBits <= dynamicBits
local codes = codesOf(isFixed and fixedLengths or lengths)
put(writer, last + (isFixed and 2 or 4), 8)
if not isFixed then
put(writer, lastLiteral - 256, 32)
put(writer, lastDistance - 288, 32)
put(writer, told - 4, 16)
for index = 0, told - 1 do
put(writer, lengths[320 + LENGTH_ORDER[index + 1]], 8)
end
putItems(
writer,
head,
0,
#head - 1,
codes
)
end
pause()
for at = 0, count - 1, 512 do
putItems(
writer,
items,
at,
min(at + 512, count) - 1,
codes
)
flush(writer)
pause()
end
putItems(
writer,
{256},
0,
0,
codes
)
return start + bytes
end
return ____exports
end,
["codec.lz77"] = function(...) 
local ____exports = {}
local ____deflate_2Dformat = require("codec.deflate-format")
local base = ____deflate_2Dformat.base
local ____scratch = require("codec.scratch")
local giveScratch = ____scratch.giveScratch
local takeScratch = ____scratch.takeScratch
local byte = string.byte
local floor = math.floor
local max = math.max
local min = math.min
local frexp = math.frexp
local function symbolOf(value, first, group, groupBits)
if value < group then
return first + value
end
local fraction, exponent = frexp(value)
return first + (exponent - groupBits) * group + floor(fraction * 2 * group)
end
local function addMatch(items, count, length, distance)
local symbol = length == 258 and 285 or symbolOf(length - 3, 257, 4, 3)
items[count + 1] = symbol + (length - base[symbol]) * 512
symbol = symbolOf(distance - 1, 288, 2, 2)
items[count + 1 + 1] = symbol + (distance - base[symbol]) * 512
end
local function begin(text)
local newest = takeScratch()
for chain = 0, 4093 - 1 do
newest[chain] = 0
end
return {
text = text,
before = 0,
loaded = 0,
size = #text,
bytes = takeScratch(),
newest = newest,
older = takeScratch(),
items = takeScratch(),
count = 0,
key = 0,
free = 1,
held = -1,
heldDistance = 0
}
end
local function loadBytes(search, ____until)
local ____search_0 = search
local text = ____search_0.text
local before = ____search_0.before
local bytes = ____search_0.bytes
local last = min(____until, search.size)
for at = search.loaded + 1, last do
bytes[at] = byte(text, before + at)
end
search.loaded = max(search.loaded, last)
end
local function slide(search, from)
local ____search_1 = search
local bytes = ____search_1.bytes
local newest = ____search_1.newest
local older = ____search_1.older
for at = 1, search.loaded - 3840 do
bytes[at] = bytes[at + 3840]
end
for at = 1, from - 1 - 3840 do
older[at] = max(older[at + 3840] - 3840, 0)
end
for chain = 0, 4093 - 1 do
newest[chain] = max(newest[chain] - 3840, 0)
end
search.before = search.before + 3840
search.loaded = search.loaded - 3840
search.size = search.size - 3840
search.free = search.free - 3840
end
local function findItems(search, from, to)
local ____search_2 = search
local bytes = ____search_2.bytes
local newest = ____search_2.newest
local older = ____search_2.older
local items = ____search_2.items
local size = ____search_2.size
local ____search_3 = search
local count = ____search_3.count
local key = ____search_3.key
local free = ____search_3.free
local held = ____search_3.held
local heldDistance = ____search_3.heldDistance
for at = from, to do
local place = 0
if at < size - 1 then
key = key % 65536 * 256 + bytes[at + 2]
local chain = key % 4093
place = newest[chain]
older[at] = place
newest[chain] = at
end
if at >= free then
local best = held > 2 and held or 2
local distance = 0
local longest = min(258, size - at + 1)
if place > 0 and held < 32 and best < longest then
local next = bytes[at + best]
for _ = 1, held < 16 and 48 or 12 do
if bytes[place + best] == next then
local length = 0
while length < longest and bytes[place + length] == bytes[at + length] do
length = length + 1
end
if length > best then
best = length
distance = at - place
if length >= 128 or length == longest then
break
end
next = bytes[at + length]
end
end
place = older[place]
if place == 0 then
break
end
end
if best == 3 and distance > 4096 then
distance = 0
end
end
if distance == 0 and held > 2 then
addMatch(items, count, held, heldDistance)
count = count + 2
free = at - 1 + held
held = -1
else
if held >= 0 then
items[count + 1] = bytes[at - 1]
count = count + 1
end
held = distance > 0 and best or 0
heldDistance = distance
end
end
end
search.count = count
search.key = key
search.free = free
search.held = held
search.heldDistance = heldDistance
end
function ____exports.findMatches(text, take, pause)
local search = begin(text)
pause()
loadBytes(search, 2)
if search.loaded == 2 then
search.key = search.bytes[1] * 256 + search.bytes[2]
end
local from = 1
while from <= search.size do
if from + 256 + 258 >= 8192 then
slide(search, from)
from = from - 3840
pause()
end
local to = min(from + 256 - 1, search.size)
loadBytes(search, to + 258)
findItems(search, from, to)
from = to + 1
pause()
if search.count >= 6144 and from <= search.size then
take(search.items, search.count, false)
search.count = 0
end
end
if search.held >= 0 then
search.items[search.count + 1] = search.bytes[search.size]
search.count = search.count + 1
end
take(search.items, search.count, true)
giveScratch(search.items)
giveScratch(search.older)
giveScratch(search.newest)
giveScratch(search.bytes)
end
return ____exports
end,
["codec.deflate"] = function(...) 
local ____exports = {}
local ____deflate_2Dblock = require("codec.deflate-block")
local finish = ____deflate_2Dblock.finish
local writeBlock = ____deflate_2Dblock.writeBlock
local ____lz77 = require("codec.lz77")
local findMatches = ____lz77.findMatches
local concat = table.concat
local function noPause()
end
function ____exports.deflate(bytes, pause)
if pause == nil then
pause = noPause
end
local writer = {
hold = 0,
top = 1,
bytes = {},
count = 0,
parts = {}
}
local start = 1
findMatches(
bytes,
function(items, count, isLast)
start = writeBlock(
writer,
bytes,
start,
items,
count,
isLast,
pause
)
end,
pause
)
finish(writer)
return concat(writer.parts)
end
return ____exports
end,
["unit.column"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local concat
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
function ____exports.encodeColumn(parts)
local bytes = concat(parts)
return encodeVarint(#bytes) .. bytes
end
local byte = string.byte
local char = string.char
concat = table.concat
local find = string.find
local sub = string.sub
local BYTES = {}
for value = 0, 127 do
BYTES[value + 1] = char(value)
end
____exports.NumberWriter = __TS__Class()
local NumberWriter = ____exports.NumberWriter
function NumberWriter.prototype.____constructor(self)
self.size = 0
self.parts = {}
self.count = 0
end
function NumberWriter.prototype.add(self, value)
local bytes = value < 128 and BYTES[value + 1] or encodeVarint(value)
self.parts[self.count + 1] = bytes
self.count = self.count + 1
self.size = self.size + #bytes
end
function NumberWriter.prototype.finish(self)
return ____exports.encodeColumn(self.parts)
end
____exports.TAKE_LIMIT = 128
local LONG = ((("[" .. char(128)) .. "-") .. char(255)) .. "]"
____exports.NumberReader = __TS__Class()
local NumberReader = ____exports.NumberReader
function NumberReader.prototype.____constructor(self, bytes)
self.bytes = bytes
self.hasZero = false
self.isAsBefore = false
self.position = 1
self.taken = ""
end
function NumberReader.prototype.take(self, count)
local bytes = self.bytes
local position = self.position
local taken = sub(bytes, position, position + count - 1)
local isShort = (find(taken, LONG)) == nil
self.isAsBefore = isShort and taken == self.taken
self.taken = taken
local numbers = isShort and ({byte(bytes, position, position + count - 1)}) or self:takeLong(count)
if isShort then
self.position = self.position + count
end
local read = isShort and taken or sub(bytes, position, self.position - 1)
self.hasZero = (find(read, "%z")) ~= nil
return numbers
end
function NumberReader.prototype.takeLong(self, count)
local bytes = self.bytes
local position = self.position
local numbers = {}
local raw = {byte(bytes, position, position + 2 * count)}
local at = 0
local index = 0
local first = raw[1]
while first ~= nil and index < count do
at = at + 1
if first >= 128 then
local second = raw[at + 1]
if second == nil or second == 0 or second >= 128 then
at = at - 1
break
end
first = first + (second * 128 - 128)
at = at + 1
end
numbers[index + 1] = first
index = index + 1
first = raw[at + 1]
end
self.position = position + at
while index < count do
local value, next = decodeVarint(bytes, self.position)
if value == nil then
break
end
numbers[index + 1] = value
index = index + 1
self.position = next
end
return numbers
end
function ____exports.decodeColumn(bytes, position)
local length, start = decodeVarint(bytes, position)
if length == nil or start + length > #bytes + 1 then
return nil, nil
end
return sub(bytes, start, start + length - 1), start + length
end
return ____exports
end,
["unit.format"] = function(...) 
local ____exports = {}
____exports.FORM_COUNTER = 128
____exports.NIL = string.char(246)
return ____exports
end,
["unit.players"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local ____guid = require("event.guid")
local ID_BYTES = ____guid.ID_BYTES
local MAX_SERVER = ____guid.MAX_SERVER
local sub = string.sub
____exports.PlayerWriter = __TS__Class()
local PlayerWriter = ____exports.PlayerWriter
function PlayerWriter.prototype.____constructor(self)
self.ids = {}
self.servers = {}
self.count = 0
self.numbers = {}
end
function PlayerWriter.prototype.name(self, server, id)
local player = server .. id
local known = self.numbers[player]
if known ~= nil then
return encodeVarint(known)
end
self.ids[self.count + 1] = id
self.servers[self.count + 1] = server
self.count = self.count + 1
self.numbers[player] = self.count
return encodeVarint(0)
end
____exports.PlayerReader = __TS__Class()
local PlayerReader = ____exports.PlayerReader
function PlayerReader.prototype.____constructor(self, idColumn, serverColumn)
self.idColumn = idColumn
self.serverColumn = serverColumn
self.server = ""
self.id = ""
self.ids = {}
self.servers = {}
self.count = 0
self.nextServer = 1
end
function PlayerReader.prototype.read(self, bytes, position)
local number, next = decodeVarint(bytes, position)
if number == nil or number > self.count or number == 0 and not self:readNew() then
return nil
end
local index = (number == 0 and self.count or number) - 1
self.server = self.servers[index + 1]
self.id = self.ids[index + 1]
return next
end
function PlayerReader.prototype.readNew(self)
local start = self.count * ID_BYTES + 1
local server, next = decodeVarint(self.serverColumn, self.nextServer)
if server == nil or server > MAX_SERVER or start + ID_BYTES - 1 > #self.idColumn then
return false
end
self.ids[self.count + 1] = sub(self.idColumn, start, start + ID_BYTES - 1)
self.servers[self.count + 1] = sub(self.serverColumn, self.nextServer, next - 1)
self.nextServer = next
self.count = self.count + 1
return true
end
return ____exports
end,
["unit.item"] = function(...) 
local ____exports = {}
local decodeGuids, closeRun, concat
local ____cbor = require("codec.cbor")
local encodeByteString = ____cbor.encodeByteString
local readByteString = ____cbor.readByteString
local skipCbor = ____cbor.skipCbor
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local ____body = require("event.body")
local MAX_BODY_BYTES = ____body.MAX_BODY_BYTES
local ____guid = require("event.guid")
local ID_BYTES = ____guid.ID_BYTES
local MAX_GUIDS = ____guid.MAX_GUIDS
local MAX_SERVER = ____guid.MAX_SERVER
function decodeGuids(bytes, position, players)
local count, first = decodeVarint(bytes, position)
if count == nil or count == 0 or count > MAX_GUIDS then
return nil, nil
end
local parts = {}
local next = first
local start = 0
local server
for index = 0, count - 1 do
next = players:read(bytes, next)
if next == nil then
return nil, nil
end
if players.server ~= server then
closeRun(parts, start, index, server)
server = players.server
start = index
end
parts[index + 1] = players.id
end
closeRun(parts, start, count, server)
return encodeByteString(concat(parts)), next
end
function closeRun(parts, start, ____end, server)
if server ~= nil then
parts[start + 1] = (server .. encodeVarint(____end - start)) .. parts[start + 1]
end
end
local byte = string.byte
local char = string.char
concat = table.concat
local find = string.find
local sub = string.sub
local GUID = 192
local GUIDS = 193
local NAMES = (("[" .. char(GUID)) .. char(GUIDS)) .. "]"
local function splitGuids(packed)
local servers = {}
local ids = {}
local count = 0
local position = 1
local before = ""
while position <= #packed do
local server, afterServer = decodeVarint(packed, position)
local length, next = decodeVarint(packed, afterServer or position)
if server == nil or server > MAX_SERVER or length == nil or length == 0 then
return nil, nil
end
local prefix = sub(packed, position, afterServer - 1)
position = next + length * ID_BYTES
if count + length > MAX_GUIDS or position > #packed + 1 or prefix == before then
return nil, nil
end
for index = 0, length - 1 do
servers[count + 1] = prefix
ids[count + 1] = sub(packed, next + index * ID_BYTES, next + index * ID_BYTES + ID_BYTES - 1)
count = count + 1
end
before = prefix
end
return servers, ids
end
function ____exports.encodeItem(item, players)
local head = byte(item, 1)
if head < 64 or head >= 96 then
return item
end
local packed = readByteString(item, 1)
local server, next = decodeVarint(packed or "", 1)
if server ~= nil and server <= MAX_SERVER and next + ID_BYTES == #packed + 1 then
return char(GUID) .. players:name(
sub(packed, 1, next - 1),
sub(packed, next)
)
end
local servers, ids = splitGuids(packed or "")
if servers == nil or #servers == 0 then
return item
end
local parts = {
char(GUIDS),
encodeVarint(#ids)
}
for index = 0, #ids - 1 do
parts[index + 2 + 1] = players:name(servers[index + 1], ids[index + 1])
end
return concat(parts)
end
function ____exports.mayNamePlayers(bytes)
return (find(bytes, NAMES)) ~= nil
end
function ____exports.decodeItem(bytes, position, players)
local head = byte(bytes, position)
if head == GUID then
local next = players:read(bytes, position + 1)
if next == nil then
return nil, nil
end
return encodeByteString(players.server .. players.id), next
end
if head == GUIDS then
return decodeGuids(bytes, position + 1, players)
end
local next = skipCbor(bytes, position, MAX_BODY_BYTES)
if next == nil then
return nil, nil
end
return sub(bytes, position, next - 1), next
end
return ____exports
end,
["unit.item-column"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____item = require("unit.item")
local decodeItem = ____item.decodeItem
local mayNamePlayers = ____item.mayNamePlayers
local max = math.max
local NUMBER_BYTES = 8
____exports.ItemColumn = __TS__Class()
local ItemColumn = ____exports.ItemColumn
function ItemColumn.prototype.____constructor(self, place, column, news, players, stride)
self.place = place
self.column = column
self.news = news
self.players = players
self.stride = stride
self.numbers = {}
self.offsets = {}
self.size = 0
self.longest = 1
self.known = {}
self.count = 0
self.given = 0
self.position = 1
self.ahead = 0
self.aheadGiven = 0
self.namesPlayers = mayNamePlayers(news)
end
function ItemColumn.prototype.take(self, offsets, count)
self.numbers = self.column:take(count)
self.offsets = offsets
self.size = count
self.ahead = 0
self.aheadGiven = self.given
self.stride:passed(count * NUMBER_BYTES)
end
function ItemColumn.prototype.hasNew(self)
return self.column.hasZero
end
function ItemColumn.prototype.readAhead(self, offset)
local ahead = self.ahead
local numbers = self.numbers
local number = numbers[ahead + 1]
if number == nil or self.offsets[ahead + 1] ~= offset then
return
end
self.ahead = self.ahead + 1
if number == 0 then
self.aheadGiven = self.aheadGiven + 1
self:readNew()
elseif number > self.aheadGiven then
numbers[ahead + 1] = -1
end
end
function ItemColumn.prototype.fill(self, pieces)
local known = self.known
local numbers = self.numbers
local offsets = self.offsets
local places = pieces
local place = self.place + 1
self.stride:passed(self.size * NUMBER_BYTES)
for index = 1, self.size do
local number = numbers[index]
local item = known[number]
if item == nil then
local ____temp_0
if number == 0 then
____temp_0 = self:nextNew()
else
____temp_0 = nil
end
item = ____temp_0
if item == nil then
return offsets[index]
end
end
places[offsets[index] + place] = item
end
return nil
end
function ItemColumn.prototype.nextNew(self)
self.given = self.given + 1
if self.given > self.count then
self:readNew()
end
return self.known[self.given]
end
function ItemColumn.prototype.readNew(self)
local item, next = decodeItem(self.news, self.position, self.players)
self.position = next or #self.news + 1
if item ~= nil then
self.count = self.count + 1
self.known[self.count] = item
self.longest = max(self.longest, #item)
self.stride:passed(#item)
end
end
return ____exports
end,
["unit.form"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____body = require("event.body")
local MAX_BODY_BYTES = ____body.MAX_BODY_BYTES
local MAX_FIELDS = ____body.MAX_FIELDS
local ____column = require("unit.column")
local decodeColumn = ____column.decodeColumn
local NumberReader = ____column.NumberReader
local ____format = require("unit.format")
local FORM_COUNTER = ____format.FORM_COUNTER
local NIL = ____format.NIL
local ____item_2Dcolumn = require("unit.item-column")
local ItemColumn = ____item_2Dcolumn.ItemColumn
local byte = string.byte
local ceil = math.ceil
local floor = math.floor
local huge = math.huge
local max = math.max
local min = math.min
local sub = string.sub
____exports.Group = __TS__Class()
local Group = ____exports.Group
function Group.prototype.____constructor(self, ____type)
self.type = ____type
self.offsets = {}
self.forms = {}
self.size = 0
self.fieldCount = 0
self.columns = {}
self.formsWith = {}
self.formCount = 0
end
function Group.prototype.addForm(self, ____bindingPattern0)
local fields
local fieldCount
fieldCount = ____bindingPattern0.fieldCount
fields = ____bindingPattern0.fields
self.fieldCount = max(self.fieldCount, fieldCount)
self.formCount = self.formCount + 1
for place = 1, fieldCount do
if fields[place] == true then
self.formsWith[place] = (self.formsWith[place] or 0) + 1
end
end
end
function Group.prototype.take(self, pieces)
local offsets = self.offsets
local forms = self.forms
local size = self.size
for ____, column in ipairs(self.columns) do
local place = column.place
if self.formsWith[place] == self.formCount then
column:take(offsets, size)
else
local own = {}
local count = 0
for index = 0, size - 1 do
if forms[index + 1].fields[place] == true then
own[count + 1] = offsets[index + 1]
count = count + 1
else
pieces[offsets[index + 1] + place + 1] = NIL
end
end
column:take(own, count)
end
end
end
function Group.prototype.countNewPlayers(self)
local count = 0
for ____, column in ipairs(self.columns) do
if column.namesPlayers and column:hasNew() then
count = count + 1
end
end
return count
end
function Group.prototype.fill(self, pieces)
local offsets = self.offsets
local forms = self.forms
local size = self.size
local fault
local longest = 1
for ____, column in ipairs(self.columns) do
local at = column:fill(pieces)
local ____temp_0
if at == nil then
____temp_0 = fault
else
____temp_0 = min(at, fault or at)
end
fault = ____temp_0
longest = longest + column.longest
end
for index = 0, longest > MAX_BODY_BYTES and size - 1 or -1 do
local offset = offsets[index + 1]
if offset >= (fault or offset + 1) then
break
end
local bytes = 1
for place = 1, forms[index + 1].fieldCount do
bytes = bytes + #pieces[offset + place + 1]
end
if bytes > MAX_BODY_BYTES then
return offset
end
end
return fault
end
local FORM_STEP = 4
function ____exports.readForms(column, limit, pause)
local forms = {}
local groups = {}
local byType = {}
local position = 1
while position <= #column do
if #forms >= limit then
return nil, nil
end
if #forms % FORM_STEP == FORM_STEP - 1 then
pause()
end
local ____type = sub(column, position, position)
local head = byte(column, position + 1)
local fieldCount = (head or MAX_FIELDS + 1) % FORM_COUNTER
local masks = position + 2
position = masks + ceil(fieldCount / 8)
if head == nil or fieldCount > MAX_FIELDS or position > #column + 1 then
return nil, nil
end
local group = byType[____type]
if group == nil then
group = __TS__New(____exports.Group, ____type)
byType[____type] = group
groups[#groups + 1] = group
end
local fields = {}
for place = 1, fieldCount do
local mask = byte(
column,
masks + floor((place - 1) / 8)
)
fields[place] = floor(mask / 2 ^ ((place - 1) % 8)) % 2 == 0
end
local form = {group = group, fieldCount = fieldCount, hasCounter = head >= FORM_COUNTER, fields = fields}
group:addForm(form)
forms[#forms + 1] = form
end
return forms, groups
end
function ____exports.connectColumns(groups, bytes, position, players, pause, stride)
local next = position
for ____, ____value in ipairs(groups) do
local columns = ____value.columns
local fieldCount = ____value.fieldCount
for place = 1, fieldCount do
local numbers, afterNumbers = decodeColumn(bytes, next)
local news, afterNews = decodeColumn(bytes, afterNumbers or huge)
if news == nil then
return false
end
columns[place] = __TS__New(
ItemColumn,
place,
__TS__New(NumberReader, numbers),
news,
players,
stride
)
next = afterNews
pause()
end
end
return next == #bytes + 1
end
return ____exports
end,
["unit.key-columns"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____integers = require("codec.integers")
local readU32 = ____integers.readU32
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local ____key = require("event.key")
local COUNTERS = ____key.COUNTERS
local MAX_TIME = ____key.MAX_TIME
local ____column = require("unit.column")
local NumberReader = ____column.NumberReader
local byte = string.byte
local min = math.min
____exports.KeyColumns = __TS__Class()
local KeyColumns = ____exports.KeyColumns
function KeyColumns.prototype.____constructor(self, start, times, counters, creators, news, players)
self.counters = counters
self.news = news
self.players = players
self.times = {}
self.ids = {}
self.servers = {}
self.laters = {}
self.creators = {}
self.counterCount = 0
self.newPosition = 1
self.firstIds = {}
self.firstServers = {}
self.count = 0
self.given = 0
self.aheadGiven = 0
self.id = -1
self.time = start
self.timeColumn = __TS__New(NumberReader, times)
self.creatorColumn = __TS__New(NumberReader, creators)
end
function KeyColumns.prototype.take(self, count)
self.laters = self.timeColumn:take(count)
self.creators = self.creatorColumn:take(count)
self.aheadGiven = self.given
return self.creatorColumn.hasZero
end
function KeyColumns.prototype.readAhead(self, row)
local number = self.creators[row + 1]
if number == 0 then
self:readNew()
self.aheadGiven = self.aheadGiven + 1
elseif number ~= nil and number > self.aheadGiven then
self.creators[row + 1] = -1
end
end
function KeyColumns.prototype.read(self, forms, most)
local laters = self.laters
local creators = self.creators
local times = self.times
local ids = self.ids
local servers = self.servers
local firstIds = self.firstIds
local firstServers = self.firstServers
local count = self.id < 0 and (laters[1] or 0) > 0 and 0 or min(most, #laters, #creators)
local time = self.time
local id = self.id
for row = 0, count - 1 do
local later = laters[row + 1]
local number = creators[row + 1]
if number == 0 then
number = self:nextNew()
end
local first = firstIds[number]
time = time + later
if first == nil or time > MAX_TIME then
return row
end
if later > 0 and not forms[row + 1].hasCounter then
id = first
else
id = self:idAfter(later, id, first, forms[row + 1].hasCounter)
if id < 0 then
return row
end
end
times[row + 1] = time
ids[row + 1] = id
servers[row + 1] = firstServers[number]
end
self.time = time
self.id = id
return count
end
function KeyColumns.prototype.readNew(self)
local next = self.players:read(self.news, self.newPosition)
self.newPosition = next or #self.news + 1
if next ~= nil then
local server = decodeVarint(self.players.server, 1)
self.count = self.count + 1
self.firstIds[self.count] = readU32(self.players.id, 1) * COUNTERS
self.firstServers[self.count] = server
end
end
function KeyColumns.prototype.nextNew(self)
self.given = self.given + 1
if self.given > self.count then
self:readNew()
end
return self.given
end
function KeyColumns.prototype.idAfter(self, later, before, first, hasCounter)
local isNext = later == 0 and before >= first and before < first + COUNTERS
local id = isNext and before + 1 or first
if hasCounter then
self.counterCount = self.counterCount + 1
id = first + (byte(self.counters, self.counterCount) or COUNTERS)
end
local isBehind = later > 0 or id > before
return isBehind and id < first + COUNTERS and id or -1
end
return ____exports
end,
["unit.unit-reader"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____integers = require("codec.integers")
local readU32 = ____integers.readU32
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____key = require("event.key")
local WEEK_SECONDS = ____key.WEEK_SECONDS
local ____column = require("unit.column")
local decodeColumn = ____column.decodeColumn
local NumberReader = ____column.NumberReader
local TAKE_LIMIT = ____column.TAKE_LIMIT
local ____form = require("unit.form")
local connectColumns = ____form.connectColumns
local readForms = ____form.readForms
local ____key_2Dcolumns = require("unit.key-columns")
local KeyColumns = ____key_2Dcolumns.KeyColumns
local ____players = require("unit.players")
local PlayerReader = ____players.PlayerReader
local concat = table.concat
local floor = math.floor
local huge = math.huge
local max = math.max
local min = math.min
local KEY_COLUMNS = 8
local AHEAD_BYTES = 2048
local AHEAD_PIECES = 256
local MANY_COLUMNS = 512
local function noPause()
end
____exports.UnitReader = __TS__Class()
local UnitReader = ____exports.UnitReader
function UnitReader.prototype.____constructor(self, bytes, pause, limit, aheadPause)
if pause == nil then
pause = noPause
end
if limit == nil then
limit = huge
end
if aheadPause == nil then
aheadPause = noPause
end
self.time = 0
self.id = -1
self.server = 0
self.pieces = {}
self.offset = 0
self.fieldCount = 0
self.count = 0
self["end"] = huge
self.ahead = self
self.index = -1
self["until"] = 0
self.times = {}
self.ids = {}
self.aheadForms = {}
self.stride = 1
self.aheadCount = 0
self.readCount = 0
self.most = TAKE_LIMIT
self.servers = {}
self.formNumbers = __TS__New(NumberReader, "")
self.forms = {}
self.formCount = 0
self.groups = {}
self.keys = __TS__New(
KeyColumns,
0,
"",
"",
"",
"",
__TS__New(PlayerReader, "", "")
)
self.pace = __TS__New(Stride, aheadPause)
if not self:readHead(bytes, limit, pause) then
self.fault = "head"
end
end
function UnitReader.prototype.next(self)
local index = self.index + 1
if index >= self["until"] then
return self["until"] == self.aheadCount and self:readAhead() and self:next()
end
self:moveTo(index)
return true
end
function UnitReader.prototype.moveTo(self, index)
self.index = index
self.time = self.times[index + 1]
self.id = self.ids[index + 1]
self.server = self.servers[index + 1]
self.offset = index * self.stride
self.fieldCount = self.aheadForms[index + 1].fieldCount
end
function UnitReader.prototype.readWeek(self, weekNumber, pause)
local stride = __TS__New(Stride, pause)
self:setEnd(weekNumber * WEEK_SECONDS)
while self:next() do
stride:passed(0)
end
self:setEnd(self["end"] + WEEK_SECONDS)
end
function UnitReader.prototype.body(self)
local first = self.offset + 1
return concat(self.pieces, "", first, first + self.fieldCount)
end
function UnitReader.prototype.setEnd(self, ____end)
self["end"] = ____end
self["until"] = self:findEnd()
end
function UnitReader.prototype.findEnd(self)
local times = self.times
local ____end = self["end"]
local low = 0
local high = self.aheadCount
if high == 0 or times[high] < ____end then
return high
end
while low < high do
local middle = floor((low + high) / 2)
if times[middle + 1] < ____end then
low = middle + 1
else
high = middle
end
end
return low
end
function UnitReader.prototype.readHead(self, bytes, limit, pause)
local count, afterCount = decodeVarint(bytes, 1)
local start = readU32(bytes, afterCount or 1)
if count == nil or count > limit or start == nil then
return false
end
local columns = {}
local position = afterCount + 4
for index = 0, KEY_COLUMNS - 1 do
local column, next = decodeColumn(bytes, position)
if column == nil then
return false
end
columns[index + 1] = column
position = next
end
pause()
local times, counters, formNumbers, newForms, ids, servers, creators, newCreators = unpack(columns, 1, 8)
local forms, groups = readForms(newForms, count, pause)
if forms == nil then
return false
end
pause()
local players = __TS__New(PlayerReader, ids, servers)
self.count = count
self.time = start
self.keys = __TS__New(
KeyColumns,
start,
times,
counters,
creators,
newCreators,
players
)
self.times = self.keys.times
self.ids = self.keys.ids
self.servers = self.keys.servers
self.formNumbers = __TS__New(NumberReader, formNumbers)
self.forms = forms
self.groups = groups
local columnCount = KEY_COLUMNS
for ____, ____value in ipairs(groups) do
local fieldCount = ____value.fieldCount
self.stride = max(self.stride, fieldCount + 1)
columnCount = columnCount + 2 * fieldCount
end
local byBytes = floor(AHEAD_BYTES * count / #bytes)
local byColumns = floor(TAKE_LIMIT * MANY_COLUMNS / columnCount)
self.most = max(
1,
min(
TAKE_LIMIT,
byBytes,
floor(AHEAD_PIECES / self.stride),
byColumns
)
)
return connectColumns(
groups,
bytes,
position,
players,
pause,
self.pace
)
end
function UnitReader.prototype.readAhead(self)
if self.fault ~= nil or self.faultBehind ~= nil then
if self.fault == nil then
self.fault = self.faultBehind
end
return false
end
local most = min(self.most, self.count - self.readCount)
self.index = -1
self.aheadCount = self:readRows(most)
self["until"] = self:findEnd()
self.readCount = self.readCount + self.aheadCount
local ____temp_0
if self.aheadCount == 0 then
____temp_0 = self.faultBehind
else
____temp_0 = nil
end
self.fault = ____temp_0
return self.aheadCount > 0
end
function UnitReader.prototype.readRows(self, most)
local count = self:readForms(most)
local sources = self.keys:take(count) and 1 or 0
for ____, group in ipairs(self.groups) do
if group.size > 0 then
group:take(self.pieces)
sources = sources + group:countNewPlayers()
end
end
if sources > 1 then
self:readPlayers(count)
end
local keyCount = self.keys:read(self.aheadForms, count)
if keyCount < count then
count = keyCount
self.faultBehind = "key"
end
for ____, group in ipairs(self.groups) do
local ____temp_1
if group.size > 0 then
____temp_1 = group:fill(self.pieces)
else
____temp_1 = nil
end
local fault = ____temp_1
if fault ~= nil and fault < count * self.stride then
count = fault / self.stride
self.faultBehind = "field"
end
end
return count
end
function UnitReader.prototype.readForms(self, most)
local groups = self.groups
local aheadForms = self.aheadForms
local pieces = self.pieces
local stride = self.stride
local formNumbers = self.formNumbers
local numbers = formNumbers:take(most)
if formNumbers.isAsBefore and not formNumbers.hasZero and #numbers == most then
return most
end
for ____, group in ipairs(groups) do
group.size = 0
end
local last = -1
local form
local group
local count = 0
while count < most do
local number = numbers[count + 1]
if number ~= last or number == 0 then
last = number
form = self:formOf(number)
if form == nil then
self.faultBehind = "form"
break
end
group = form.group
end
local ____group_2 = group
local offsets = ____group_2.offsets
local forms = ____group_2.forms
local size = ____group_2.size
local offset = count * stride
aheadForms[count + 1] = form
offsets[size + 1] = offset
forms[size + 1] = form
group.size = size + 1
pieces[offset + 1] = group.type
count = count + 1
end
return count
end
function UnitReader.prototype.formOf(self, number)
if number == 0 then
self.formCount = self.formCount + 1
end
local at = number == 0 and self.formCount or (number or 0)
return at <= self.formCount and self.forms[at] or nil
end
function UnitReader.prototype.readPlayers(self, count)
local keys = self.keys
local aheadForms = self.aheadForms
local stride = self.stride
local pace = self.pace
for row = 0, count - 1 do
pace:passed(0)
keys:readAhead(row)
for ____, column in ipairs(aheadForms[row + 1].group.columns) do
if column.namesPlayers then
column:readAhead(row * stride)
end
end
end
end
return ____exports
end,
["unit.packed-unit"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ClassExtends = ____lualib.__TS__ClassExtends
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local encodeHeads, decodeHeads, decodeHeader, byte, char, concat, FIXED_BYTES, MAX_WEEK
local ____base64 = require("codec.base64")
local decodeBase64 = ____base64.decodeBase64
local encodeBase64 = ____base64.encodeBase64
local ____deflate = require("codec.deflate")
local deflate = ____deflate.deflate
local ____inflate = require("codec.inflate")
local inflate = ____inflate.inflate
local ____integers = require("codec.integers")
local packU24 = ____integers.packU24
local packU32 = ____integers.packU32
local readU24 = ____integers.readU24
local readU32 = ____integers.readU32
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local ____checked_2Dtext = require("block.checked-text")
local checksumOf = ____checked_2Dtext.checksumOf
local ____packed_2Dweek = require("block.packed-week")
local MAX_SAVED_BYTES = ____packed_2Dweek.MAX_SAVED_BYTES
local MAX_WEEK_EVENTS = ____packed_2Dweek.MAX_WEEK_EVENTS
local ____key = require("event.key")
local counterOf = ____key.counterOf
local creatorOf = ____key.creatorOf
local MAX_TIME = ____key.MAX_TIME
local toId = ____key.toId
local WEEK_SECONDS = ____key.WEEK_SECONDS
local weekOf = ____key.weekOf
local ____unit_2Dreader = require("unit.unit-reader")
local UnitReader = ____unit_2Dreader.UnitReader
function encodeHeads(headers)
local parts = {}
local previous = weekOf(headers[1].lastTime)
for ____, ____value in ipairs(headers) do
local count = ____value.count
local hash = ____value.hash
local fingerprint = ____value.fingerprint
local lastTime = ____value.lastTime
local lastId = ____value.lastId
local weekNumber = weekOf(lastTime)
parts[#parts + 1] = concat({
encodeVarint(weekNumber - previous),
encodeVarint(count),
packU32(hash),
packU32(fingerprint),
packU24(lastTime % WEEK_SECONDS),
packU32(creatorOf(lastId)),
char(counterOf(lastId))
})
previous = weekNumber
end
return concat(parts)
end
function decodeHeads(bytes, first, unit)
local position = 1
local weekNumber = first
while position <= #bytes do
local step, afterStep = decodeVarint(bytes, position)
local count, start = decodeVarint(bytes, afterStep or position)
local isFirst = position == 1
if step == nil or count == nil or step == 0 ~= isFirst then
return false
end
weekNumber = weekNumber + step
position = start + FIXED_BYTES
local isInRange = count > 0 and count <= MAX_WEEK_EVENTS and weekNumber >= 0 and weekNumber <= MAX_WEEK
if not isInRange or position > #bytes + 1 then
return false
end
local header = decodeHeader(bytes, start, weekNumber, count)
if header == nil then
return false
end
unit.weeks[#unit.weeks + 1] = __TS__New(____exports.UnitWeek, unit, header)
unit.count = unit.count + count
end
return #unit.weeks > 0
end
function decodeHeader(bytes, start, weekNumber, count)
local offset = readU24(bytes, start + 8)
local lastTime = weekNumber * WEEK_SECONDS + offset
if offset >= WEEK_SECONDS or lastTime > MAX_TIME then
return nil
end
return {
count = count,
hash = readU32(bytes, start),
fingerprint = readU32(bytes, start + 4),
lastTime = lastTime,
lastId = toId(
readU32(bytes, start + 11),
byte(bytes, start + 15)
)
}
end
byte = string.byte
char = string.char
concat = table.concat
local format = string.format
local match = string.match
local sub = string.sub
local function noPause()
end
FIXED_BYTES = 16
MAX_WEEK = weekOf(MAX_TIME)
local KEPT_BYTES = 65536
local last
____exports.PackedUnit = __TS__Class()
local PackedUnit = ____exports.PackedUnit
function PackedUnit.prototype.____constructor(self, text, checksum, payload)
self.text = text
self.checksum = checksum
self.payload = payload
self.weeks = {}
self.count = 0
end
function PackedUnit.prototype.unpack(self, native, pause)
if (last and last.unit) == self then
return last.bytes
end
if checksumOf(self.text, self.payload, pause) ~= self.checksum then
return nil, "checksum"
end
local base64 = sub(self.text, self.payload)
local ____opt_2 = native.decodeBase64
local deflated = ____opt_2 and ____opt_2(base64) or decodeBase64(base64, pause)
if deflated == nil then
return nil, "base64"
end
pause()
local ____opt_4 = native.inflate
local bytes = ____opt_4 and ____opt_4(deflated) or inflate(deflated, MAX_SAVED_BYTES, pause)
if bytes == nil then
return nil, "deflate"
end
if #bytes <= KEPT_BYTES then
last = {unit = self, bytes = bytes}
end
pause()
return bytes
end
local UnitWeekReader = __TS__Class()
__TS__ClassExtends(UnitWeekReader, UnitReader)
function UnitWeekReader.prototype.____constructor(self, bytes, unit, pause)
UnitReader.prototype.____constructor(self, bytes, pause)
self.unit = unit
end
____exports.UnitWeek = __TS__Class()
local UnitWeek = ____exports.UnitWeek
function UnitWeek.prototype.____constructor(self, unit, header)
self.unit = unit
self.text = unit.text
self.weekNumber = weekOf(header.lastTime)
self.count = header.count
self.hash = header.hash
self.fingerprint = header.fingerprint
self.lastTime = header.lastTime
self.lastId = header.lastId
end
function UnitWeek.prototype.bytesPerEvent(self)
return #self.text / self.unit.count
end
function UnitWeek.prototype.siblings(self)
return self.unit.weeks
end
function UnitWeek.prototype.read(self, native, pause, before)
local weekNumber = self.weekNumber
local sibling = before
if (sibling and sibling.unit) == self.unit and weekOf(sibling.time) < weekNumber then
sibling:readWeek(weekNumber, pause)
return sibling
end
local bytes, failure = self.unit:unpack(native, pause)
if bytes == nil then
return nil, failure
end
local reader = __TS__New(UnitWeekReader, bytes, self.unit, pause)
reader:readWeek(weekNumber, pause)
return reader
end
function UnitWeek.prototype.salvage(self, native, pause)
local reader = self:read(native, pause)
return reader
end
function ____exports.formatUnit(headers, bytes, native, pause)
local head = encodeBase64(
encodeHeads(headers),
pause
)
local ____opt_8 = native.deflate
local deflated = ____opt_8 and ____opt_8(bytes) or deflate(bytes, pause)
local ____opt_10 = native.encodeBase64
local base64 = ____opt_10 and ____opt_10(deflated) or encodeBase64(deflated, pause)
local headSum, sum = checksumOf(head, 1, pause), checksumOf(base64, 1, pause)
return format(
"u %.0f %s %.0f %s",
headSum,
head,
sum,
base64
)
end
function ____exports.parseUnit(text, first)
if type(text) ~= "string" then
return nil
end
local headSum, head, sum, payload = match(text, "^u (%d+) ([%w+/]+=?=?) (%d+) ()")
if payload == nil or checksumOf(head, 1, noPause) ~= tonumber(headSum) then
return nil
end
local unit = __TS__New(
____exports.PackedUnit,
text,
tonumber(sum),
tonumber(payload)
)
local bytes = decodeBase64(head, noPause)
return bytes ~= nil and decodeHeads(bytes, first, unit) and unit or nil
end
return ____exports
end,
["unit.unit-writer"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local formOf, char, concat
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____body = require("event.body")
local splitBody = ____body.splitBody
local ____key = require("event.key")
local counterOf = ____key.counterOf
local creatorOf = ____key.creatorOf
local ____column = require("unit.column")
local encodeColumn = ____column.encodeColumn
local NumberWriter = ____column.NumberWriter
local ____format = require("unit.format")
local FORM_COUNTER = ____format.FORM_COUNTER
local NIL = ____format.NIL
local ____item = require("unit.item")
local encodeItem = ____item.encodeItem
local ____players = require("unit.players")
local PlayerWriter = ____players.PlayerWriter
function formOf(pieces, hasCounter)
local fieldCount = #pieces - 1
local parts = {
pieces[1],
char(fieldCount + (hasCounter and FORM_COUNTER or 0))
}
local mask = 0
local weight = 1
for index = 1, fieldCount do
mask = mask + (pieces[index + 1] == NIL and weight or 0)
weight = weight * 2
if weight == 256 or index == fieldCount then
parts[#parts + 1] = char(mask)
mask = 0
weight = 1
end
end
return concat(parts)
end
local byte = string.byte
char = string.char
concat = table.concat
local ValueWriter = __TS__Class()
function ValueWriter.prototype.____constructor(self)
self.numbers = __TS__New(NumberWriter)
self.known = {}
self.news = {}
self.count = 0
end
function ValueWriter.prototype.add(self, value, encode)
local known = self.known[value]
self.numbers:add(known or 0)
if known ~= nil then
return 1
end
local bytes = encode(value)
self.news[self.count + 1] = bytes
self.count = self.count + 1
self.known[value] = self.count
return 1 + #bytes
end
function ValueWriter.prototype.finish(self)
return self.numbers:finish() .. encodeColumn(self.news)
end
____exports.UnitWriter = __TS__Class()
local UnitWriter = ____exports.UnitWriter
function UnitWriter.prototype.____constructor(self)
self.count = 0
self.size = 0
self.start = 0
self.time = 0
self.id = -1
self.times = __TS__New(NumberWriter)
self.counters = {}
self.counterCount = 0
self.forms = __TS__New(ValueWriter)
self.creators = __TS__New(ValueWriter)
self.players = __TS__New(PlayerWriter)
self.types = {}
self.fields = {}
end
function UnitWriter.prototype.add(self, time, id, server, body)
local pieces = splitBody(body)
if pieces == nil or time < self.time or time == self.time and id <= self.id then
return false
end
self:addKey(time, id, server, pieces)
self:addFields(
byte(body, 1),
pieces
)
self.time = time
self.id = id
self.count = self.count + 1
return true
end
function UnitWriter.prototype.finish(self, pause)
if pause == nil then
pause = function()
end
end
local times = self.times
local counters = self.counters
local forms = self.forms
local creators = self.creators
local players = self.players
local parts = {
encodeVarint(self.count),
packU32(self.start),
times:finish(),
encodeColumn(counters),
forms:finish(),
encodeColumn(players.ids),
encodeColumn(players.servers),
creators:finish()
}
for ____, ____type in ipairs(self.types) do
for ____, field in ipairs(self.fields[____type]) do
parts[#parts + 1] = field:finish()
pause()
end
end
return concat(parts)
end
function UnitWriter.prototype.addKey(self, time, id, server, pieces)
local isFirst = self.count == 0
local later = isFirst and 0 or time - self.time
local creator = creatorOf(id)
local counter = counterOf(id)
local isNext = not isFirst and later == 0 and creator == creatorOf(self.id)
local isUsual = counter == (isNext and counterOf(self.id) + 1 or 0)
if isFirst then
self.start = time
end
if not isUsual then
self.counters[self.counterCount + 1] = char(counter)
self.counterCount = self.counterCount + 1
end
self.times:add(later)
local player = encodeVarint(server) .. packU32(creator)
local creatorBytes = self.creators:add(
player,
function() return self.players:name(
encodeVarint(server),
packU32(creator)
) end
)
self.size = self.size + (creatorBytes + 1 + self.forms:add(
formOf(pieces, not isUsual),
function(form) return form end
))
end
function UnitWriter.prototype.addFields(self, ____type, pieces)
local columns = self.fields[____type]
if columns == nil then
columns = {}
self.fields[____type] = columns
self.types[#self.types + 1] = ____type
end
local function encode(item)
return encodeItem(item, self.players)
end
for index = 1, #pieces - 1 do
local column = columns[index]
if column == nil then
column = __TS__New(ValueWriter)
columns[index] = column
end
if pieces[index + 1] ~= NIL then
self.size = self.size + column:add(pieces[index + 1], encode)
end
end
end
return ____exports
end,
["log.cursor"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____body = require("event.body")
local BodyRow = ____body.BodyRow
local piecesOf = ____body.piecesOf
local splitBody = ____body.splitBody
local ____key = require("event.key")
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
["log.saved-units"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local numbersOf
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local WEEK_SECONDS = ____key.WEEK_SECONDS
local ____packed_2Dunit = require("unit.packed-unit")
local formatUnit = ____packed_2Dunit.formatUnit
local parseUnit = ____packed_2Dunit.parseUnit
local ____unit_2Dwriter = require("unit.unit-writer")
local UnitWriter = ____unit_2Dwriter.UnitWriter
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
function numbersOf(unit)
return __TS__ArrayMap(
unit.weeks,
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return weekNumber
end
)
end
local FULL_BYTES = 9000
local SMALL_TEXT = 4000
local Run = __TS__Class()
function Run.prototype.____constructor(self)
self.weekNumbers = {}
self.members = {}
end
function Run.prototype.has(self, weekNumber)
return self.members[weekNumber] ~= nil
end
function Run.prototype.add(self, weekNumber, unit)
if self.members[weekNumber] ~= nil then
return false
end
local numbers = unit == nil and ({weekNumber}) or numbersOf(unit)
for ____, number in ipairs(numbers) do
self.members[number] = true
self.weekNumbers[#self.weekNumbers + 1] = number
end
table.sort(self.weekNumbers)
return true
end
local function areSettled(weekNumbers, isSettled)
return __TS__ArrayEvery(
weekNumbers,
function(____, weekNumber) return isSettled(weekNumber) end
)
end
____exports.SavedUnits = __TS__Class()
local SavedUnits = ____exports.SavedUnits
function SavedUnits.prototype.____constructor(self, units, weeks, log, native)
self.units = units
self.weeks = weeks
self.log = log
self.native = native
self.unitOf = {}
self.firstOf = {}
end
function SavedUnits.prototype.add(self, first, unit)
for ____, ____value in ipairs(unit.weeks) do
local weekNumber = ____value.weekNumber
if self.unitOf[weekNumber] ~= nil then
return false
end
end
for ____, ____value in ipairs(unit.weeks) do
local weekNumber = ____value.weekNumber
self.unitOf[weekNumber] = unit
end
self.firstOf[unit] = first
return true
end
function SavedUnits.prototype.drop(self, weekNumber, text)
local unit = self.unitOf[weekNumber]
return (unit and unit.text) == text and self:remove(unit) or nil
end
function SavedUnits.prototype.tidy(self, isSettled, pause)
local weekNumbers = self:findRun(isSettled)
return weekNumbers ~= nil and self:remake(
weekNumbers,
function() return areSettled(weekNumbers, isSettled) end,
pause
)
end
function SavedUnits.prototype.siblings(self, weekNumber)
local unit = self.unitOf[weekNumber]
local ____temp_2
if unit == nil then
____temp_2 = nil
else
____temp_2 = numbersOf(unit)
end
return ____temp_2
end
function SavedUnits.prototype.has(self, weekNumber)
return self.unitOf[weekNumber] ~= nil
end
function SavedUnits.prototype.remake(self, weekNumbers, isReady, pause, leaving)
if leaving == nil then
leaving = {}
end
local log = self.log
local weeks = __TS__ArrayMap(
weekNumbers,
function(____, weekNumber) return log:week(weekNumber) end
)
local revisions = __TS__ArrayMap(
weeks,
function(____, ____bindingPattern0)
local revision
revision = ____bindingPattern0.revision
return revision
end
)
local drafts = #weekNumbers == 0 and ({}) or self:write(weekNumbers, pause)
local isUnchanged = __TS__ArrayEvery(
weeks,
function(____, week, index) return log:week(weekNumbers[index + 1]) == week and week.revision == revisions[index + 1] end
)
local replaced = __TS__ArrayConcat(weekNumbers, leaving)
if drafts == nil or not isUnchanged or not self:areWhole(replaced) or not isReady() then
return false
end
self:replace(replaced, drafts)
return true
end
function SavedUnits.prototype.areWhole(self, weekNumbers)
local members = {}
for ____, weekNumber in ipairs(weekNumbers) do
members[weekNumber] = true
end
local seen = {}
return __TS__ArrayEvery(
weekNumbers,
function(____, weekNumber)
local unit = self.unitOf[weekNumber]
if unit == nil or seen[unit] ~= nil then
return true
end
seen[unit] = true
return __TS__ArrayEvery(
unit.weeks,
function(____, week) return members[week.weekNumber] ~= nil end
)
end
)
end
function SavedUnits.prototype.findRun(self, isSettled)
local ____self_log_3 = self.log
local weekNumbers = ____self_log_3.weekNumbers
local ____end = #weekNumbers - 1
for index = 0, ____end - 1 do
if self.weeks[weekNumbers[index + 1]] ~= nil then
local run = self:runAt(index, ____end).weekNumbers
if run[#run] < weekNumbers[____end + 1] and areSettled(run, isSettled) then
return run
end
end
end
return nil
end
function SavedUnits.prototype.runAt(self, index, ____end)
local ____self_log_4 = self.log
local weekNumbers = ____self_log_4.weekNumbers
local run = __TS__New(Run)
local size = self:take(run, weekNumbers[index + 1])
local start = self.log:indexFrom(run.weekNumbers[1])
local ____temp_5
if start > 0 then
____temp_5 = self.unitOf[weekNumbers[start]]
else
____temp_5 = nil
end
local before = ____temp_5
if before ~= nil and #before.text < SMALL_TEXT then
size = size + (#before.text + self:take(run, weekNumbers[start]))
end
local next = index + 1
while next < ____end and (run:has(weekNumbers[next + 1]) or size < FULL_BYTES and self.weeks[weekNumbers[next + 1]] ~= nil) do
size = size + self:take(run, weekNumbers[next + 1])
next = next + 1
end
return run
end
function SavedUnits.prototype.take(self, run, weekNumber)
local unit = self.unitOf[weekNumber]
local size = 0
if run:add(weekNumber, unit) then
for ____, number in ipairs(unit == nil and ({weekNumber}) or numbersOf(unit)) do
local ____opt_6 = self.weeks[number]
size = size + (____opt_6 and #____opt_6 or 0)
end
end
return size
end
function SavedUnits.prototype.write(self, weekNumbers, pause)
local drafts = {}
local cursor = __TS__New(LogCursor, self.log)
local writer = __TS__New(UnitWriter)
local headers = {}
local first = weekNumbers[1]
local stride = __TS__New(Stride, pause)
local function finish()
local text = formatUnit(
headers,
writer:finish(pause),
self.native,
pause
)
drafts[#drafts + 1] = {first = first, text = text}
end
for ____, weekNumber in ipairs(weekNumbers) do
local week = self.log:week(weekNumber)
if week == nil then
return nil
end
week:hash(pause)
local header = week:header()
if writer.size >= FULL_BYTES then
finish()
writer = __TS__New(UnitWriter)
headers = {}
first = weekNumber
end
cursor:seek(weekNumber * WEEK_SECONDS, -1)
if not self:copy(
cursor,
header,
writer,
stride,
pause
) then
return nil
end
headers[#headers + 1] = header
end
finish()
return drafts
end
function SavedUnits.prototype.copy(self, cursor, header, writer, stride, pause)
local ____self_log_8 = self.log
local directory = ____self_log_8.directory
for _ = 1, header.count do
if not cursor:next(pause) then
return false
end
local ____cursor_9 = cursor
local time = ____cursor_9.time
local id = ____cursor_9.id
local body = cursor:body()
writer:add(
time,
id,
directory:server(creatorOf(id)),
body
)
stride:passed(#body)
end
return cursor.time == header.lastTime and cursor.id == header.lastId
end
function SavedUnits.prototype.replace(self, weekNumbers, drafts)
for ____, weekNumber in ipairs(weekNumbers) do
local unit = self.unitOf[weekNumber]
if unit ~= nil then
self:remove(unit)
end
self.weeks[weekNumber] = nil
end
for ____, ____value in ipairs(drafts) do
local first = ____value.first
local text = ____value.text
local unit = parseUnit(text, first)
self.units[first] = text
self:add(first, unit)
for ____, week in ipairs(unit.weeks) do
self.log:week(week.weekNumber):pack(week)
end
end
end
function SavedUnits.prototype.remove(self, unit)
self.units[self.firstOf[unit]] = nil
self.firstOf[unit] = nil
local weekNumbers = numbersOf(unit)
for ____, weekNumber in ipairs(weekNumbers) do
self.unitOf[weekNumber] = nil
end
return weekNumbers
end
return ____exports
end,
["log.saved-texts"] = function(...) 
local ____exports = {}
local ____packed_2Dweek = require("block.packed-week")
local parseWeek = ____packed_2Dweek.parseWeek
local ____packed_2Dunit = require("unit.packed-unit")
local parseUnit = ____packed_2Dunit.parseUnit
local function sortedKeys(texts, pause)
local others = {}
local numbers = {}
for key in pairs(texts) do
local keys = type(key) == "number" and numbers or others
keys[#keys + 1] = key
end
table.sort(numbers)
pause()
local count = #others
for ____, key in ipairs(numbers) do
others[count + 1] = key
count = count + 1
end
return others
end
local function eachText(texts, pause, read)
for ____, weekNumber in ipairs(sortedKeys(texts, pause)) do
read(weekNumber, texts[weekNumber])
pause()
end
end
function ____exports.readTexts(unitTexts, weekTexts, units, pause)
local weeks = {}
local faults = {}
eachText(
unitTexts,
pause,
function(first, text)
local ____temp_0
if type(first) == "number" then
____temp_0 = parseUnit(text, first)
else
____temp_0 = nil
end
local unit = ____temp_0
if unit == nil or not units:add(first, unit) then
faults[#faults + 1] = {what = "unit", weekNumber = first, texts = unitTexts}
return
end
for ____, week in ipairs(unit.weeks) do
weeks[week.weekNumber] = week
end
end
)
eachText(
weekTexts,
pause,
function(weekNumber, text)
local ____temp_1
if type(weekNumber) == "number" then
____temp_1 = parseWeek(text, weekNumber)
else
____temp_1 = nil
end
local packed = ____temp_1
if packed ~= nil then
weeks[weekNumber] = packed
return
end
local block = type(text) == "string" and not (weeks[weekNumber] ~= nil) and text or nil
faults[#faults + 1] = {what = "week", weekNumber = weekNumber, texts = weekTexts, block = block}
end
)
return {
weeks = weeks,
weekNumbers = sortedKeys(weeks, pause),
faults = faults
}
end
return ____exports
end,
["event.seal"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local ____cbor = require("codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local encodeByteString = ____cbor.encodeByteString
local encodeCbor = ____cbor.encodeCbor
local readByteString = ____cbor.readByteString
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local readU16 = ____integers.readU16
local ____body = require("event.body")
local MAX_BODY_BYTES = ____body.MAX_BODY_BYTES
local splitBody = ____body.splitBody
local ____key = require("event.key")
local KEY_BYTES = ____key.KEY_BYTES
local ____schema = require("event.schema")
local SYSTEM_TYPE = ____schema.SYSTEM_TYPE
local byte = string.byte
local floor = math.floor
local sub = string.sub
____exports.DIGEST_BYTES = 16
____exports.LISTED_LIMIT = 256
____exports.BOUNDARY_LIMIT = 256
local FORM = 1
local FIELD_COUNT = 12
local U16 = 65536
local U32 = 4294967296
local EXACT = 2 ^ 53
function ____exports.encodeSeal(content)
local ____content_0 = content
local week = ____content_0.week
local count = ____content_0.count
local root = ____content_0.root
local rows = ____content_0.rows
local digest = ____content_0.digest
local stateVersion = ____content_0.stateVersion
local typeIds = ____content_0.typeIds
local types = ____content_0.types
local revocations = ____content_0.revocations
local late = ____content_0.late
local boundaries = ____content_0.boundaries
local body = table.concat({
string.char(SYSTEM_TYPE),
(encodeCbor(FORM)),
(encodeCbor(week)),
(encodeCbor(count)),
(encodeCbor(root)),
encodeByteString(rows),
encodeByteString(digest),
(encodeCbor(stateVersion)),
encodeByteString(table.concat(__TS__ArrayMap(
typeIds,
function(____, id) return string.char(id) end
))),
(encodeCbor(types)),
encodeByteString(table.concat(revocations)),
encodeByteString(table.concat(late)),
encodeByteString(table.concat(__TS__ArrayMap(
boundaries,
function(____, boundary) return packU16(boundary) end
)))
})
local isShort = #revocations <= ____exports.LISTED_LIMIT and #late <= ____exports.LISTED_LIMIT and #boundaries <= ____exports.BOUNDARY_LIMIT
return isShort and #body <= MAX_BODY_BYTES and body or nil
end
local function readInteger(piece, limit)
local isRead, value, next = decodeCbor(piece, 1)
local isInteger = isRead and next == #piece + 1 and type(value) == "number" and value == floor(value)
return isInteger and value >= 0 and value < limit and value or nil
end
local function readBytes(piece)
local bytes, next = readByteString(piece, 1)
return next == #piece + 1 and bytes or nil
end
local function readDigest(piece)
local bytes = readBytes(piece)
return bytes ~= nil and #bytes == ____exports.DIGEST_BYTES and bytes or nil
end
local function readKeys(bytes)
if bytes == nil then
return nil
end
local keys = {}
local size = #bytes / KEY_BYTES
if size ~= floor(size) or size > ____exports.LISTED_LIMIT then
return nil
end
for index = 0, size - 1 do
local key = sub(bytes, index * KEY_BYTES + 1, (index + 1) * KEY_BYTES)
if index > 0 and not bytesLess(keys[index], key) then
return nil
end
keys[index + 1] = key
end
return keys
end
local function readIds(bytes)
if bytes == nil then
return nil
end
local ids = {}
for index = 1, #bytes do
local id = byte(bytes, index)
if index > 1 and ids[index - 2 + 1] >= id then
return nil
end
ids[index] = id
end
return ids
end
local function readWeeks(bytes)
local size = #(bytes or "") / 2
if bytes == nil or size ~= floor(size) or size > ____exports.BOUNDARY_LIMIT then
return nil
end
local weeks = {}
for index = 0, size - 1 do
weeks[index + 1] = readU16(bytes, 2 * index + 1)
if index > 0 and weeks[index] >= weeks[index + 1] then
return nil
end
end
return weeks
end
function ____exports.decodeSeal(body)
local pieces = splitBody(body)
if pieces == nil or #pieces ~= FIELD_COUNT + 1 or readInteger(pieces[2], FORM + 1) ~= FORM then
return nil
end
local week = readInteger(pieces[3], U16)
local count = readInteger(pieces[4], EXACT)
local root = readInteger(pieces[5], U32)
local rows = readDigest(pieces[6])
local digest = readDigest(pieces[7])
local stateVersion = readInteger(pieces[8], EXACT)
local typeIds = readIds(readBytes(pieces[9]))
local types = readInteger(pieces[10], U32)
local revocations = readKeys(readBytes(pieces[11]))
local late = readKeys(readBytes(pieces[12]))
local boundaries = readWeeks(readBytes(pieces[13]))
if week == nil or week == 0 or count == nil or root == nil or rows == nil then
return nil
end
local last = unpack(
__TS__ArraySlice(boundaries or ({}), -1),
1,
1
)
if last ~= nil and last >= week then
return nil
end
if digest == nil or stateVersion == nil or types == nil then
return nil
end
if typeIds == nil or revocations == nil or late == nil or boundaries == nil then
return nil
end
return {
week = week,
count = count,
root = root,
rows = rows,
digest = digest,
stateVersion = stateVersion,
typeIds = typeIds,
types = types,
revocations = revocations,
late = late,
boundaries = boundaries
}
end
return ____exports
end,
["log.sealed-texts"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local restAt, STEP
local ____integers = require("codec.integers")
local readU16 = ____integers.readU16
local readU32 = ____integers.readU32
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local ____body = require("event.body")
local MAX_BODY_BYTES = ____body.MAX_BODY_BYTES
local splitBody = ____body.splitBody
local ____guid = require("event.guid")
local MAX_SERVER = ____guid.MAX_SERVER
local ____key = require("event.key")
local KEY_BYTES = ____key.KEY_BYTES
local MAX_TIME = ____key.MAX_TIME
local packKey = ____key.packKey
local unpackKey = ____key.unpackKey
local weekOf = ____key.weekOf
local ____seal = require("event.seal")
local DIGEST_BYTES = ____seal.DIGEST_BYTES
local ____week_2Drow = require("log.week-row")
local packRow = ____week_2Drow.packRow
local readRow = ____week_2Drow.readRow
function restAt(count, pause)
if count % STEP == 0 then
pause()
end
end
local byte = string.byte
local char = string.char
local sub = string.sub
____exports.ORPHAN_LIMIT = 4096
____exports.SEALED_STATE_BYTES = 8 * 1024 * 1024
local STREAM_BYTES = ____exports.SEALED_STATE_BYTES + 1024
local STATE_HEAD_BYTES = DIGEST_BYTES + 10
STEP = 16
____exports.SEAL_LIMIT = 64
local MAX_WEEK = weekOf(MAX_TIME)
____exports.NO_KEY = packKey(0, 0)
function ____exports.packSeal(____bindingPattern0, rows, pause)
local flags
local body
local key
key = ____bindingPattern0.key
body = ____bindingPattern0.body
flags = ____bindingPattern0.flags
local parts = {((key .. char(flags)) .. encodeVarint(#body)) .. body}
for index = 0, #rows - 1 do
parts[index + 1 + 1] = packRow(rows[index + 1])
restAt(index, pause)
end
return table.concat(parts)
end
function ____exports.readSeal(bytes, pause)
local flags = byte(bytes, KEY_BYTES + 1)
local length, bodyAt = decodeVarint(bytes, KEY_BYTES + 2)
if flags == nil or length == nil or length > MAX_BODY_BYTES then
return nil
end
local rows = {}
local count = 0
local last = -1
local position = bodyAt + length
while position <= #bytes do
local row, next = readRow(bytes, position)
if row == nil or row.weekNumber <= last or row.weekNumber > MAX_WEEK then
return nil
end
rows[count + 1] = row
last = row.weekNumber
position = next
count = count + 1
restAt(count, pause)
end
local body = sub(bytes, bodyAt, bodyAt + length - 1)
return #body == length and ({
seal = {
key = sub(bytes, 1, KEY_BYTES),
body = body,
flags = flags
},
rows = rows
}) or nil
end
function ____exports.packEvents(events, pause)
local parts = {}
for index = 0, #events - 1 do
local ____events_index_0 = events[index + 1]
local time = ____events_index_0.time
local id = ____events_index_0.id
local server = ____events_index_0.server
local body = ____events_index_0.body
local origin = server == nil and "" or encodeVarint(server)
parts[index + 1] = ((packKey(time, id) .. origin) .. encodeVarint(#body)) .. body
restAt(index, pause)
end
return table.concat(parts)
end
local function readEvents(bytes, hasServers, limit, pause)
local events = {}
local count = 0
local position = 1
while position <= #bytes do
local time, id = unpackKey(bytes, position)
local lengthAt = position + KEY_BYTES
local server
if hasServers then
server, lengthAt = decodeVarint(bytes, lengthAt)
end
local length, bodyAt = decodeVarint(bytes, lengthAt or #bytes + 1)
if time == nil or length == nil or (server or 0) > MAX_SERVER or count == limit then
return nil
end
local body = sub(bytes, bodyAt, bodyAt + length - 1)
if #body ~= length or length > MAX_BODY_BYTES or splitBody(body) == nil then
return nil
end
events[count + 1] = {time = time, id = id, body = body, server = server}
position = bodyAt + length
count = count + 1
restAt(count, pause)
end
return events
end
function ____exports.readSeals(bytes, pause)
return readEvents(bytes, false, ____exports.SEAL_LIMIT, pause)
end
function ____exports.readOrphans(bytes, pause)
return readEvents(bytes, true, ____exports.ORPHAN_LIMIT, pause)
end
function ____exports.readStateHead(bytes)
local week = readU16(bytes, DIGEST_BYTES + 1)
local stateVersion = readU32(bytes, DIGEST_BYTES + 3)
local plainSize = readU32(bytes, DIGEST_BYTES + 7)
if week == nil or stateVersion == nil or plainSize == nil or plainSize > ____exports.SEALED_STATE_BYTES then
return nil
end
return {
digest = sub(bytes, 1, DIGEST_BYTES),
week = week,
stateVersion = stateVersion,
plainSize = plainSize
}
end
function ____exports.readState(bytes)
local head = ____exports.readStateHead(bytes)
local stream = sub(bytes, STATE_HEAD_BYTES + 1)
local ____temp_1
if head == nil or #stream > STREAM_BYTES then
____temp_1 = nil
else
____temp_1 = __TS__ObjectAssign({}, head, {stream = stream})
end
return ____temp_1
end
return ____exports
end,
["log.sealed-part"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____base64 = require("codec.base64")
local decodeBase64 = ____base64.decodeBase64
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local packU32 = ____integers.packU32
local ____checked_2Dtext = require("block.checked-text")
local decodeChecked = ____checked_2Dtext.decodeChecked
local encodeChecked = ____checked_2Dtext.encodeChecked
local ____key = require("event.key")
local packKey = ____key.packKey
local ____sealed_2Dtexts = require("log.sealed-texts")
local NO_KEY = ____sealed_2Dtexts.NO_KEY
local ORPHAN_LIMIT = ____sealed_2Dtexts.ORPHAN_LIMIT
local packEvents = ____sealed_2Dtexts.packEvents
local packSeal = ____sealed_2Dtexts.packSeal
local readOrphans = ____sealed_2Dtexts.readOrphans
local readSeal = ____sealed_2Dtexts.readSeal
local readSeals = ____sealed_2Dtexts.readSeals
local readState = ____sealed_2Dtexts.readState
local readStateHead = ____sealed_2Dtexts.readStateHead
local sub = string.sub
local HEAD_DIGITS = 40
____exports.SealedPart = __TS__Class()
local SealedPart = ____exports.SealedPart
function SealedPart.prototype.____constructor(self, scope, log, native, setAside)
self.scope = scope
self.log = log
self.native = native
self.setAside = setAside
self.damagedParts = {}
self.saved = {key = NO_KEY, body = "", flags = 0}
self.events = {}
self.areEventsSaved = true
self.list = {}
self.orphanAt = {}
self.going = {}
self.sealRevision = 0
self.orphansRevision = 0
self.savedSeal = 0
self.savedOrphans = 0
self.faults = {}
self.savedAbsent = log.absentRevision
end
function SealedPart.prototype.load(self, pause)
local log = self.log
local part = self:loadPart(
"seal",
function(bytes) return readSeal(bytes, pause) end,
pause
)
for ____, row in ipairs(part and part.rows or ({})) do
log:makeAbsent(row.weekNumber, row)
end
self.saved = part and part.seal or self.saved
self.savedAbsent = log.absentRevision
self.list = self:loadPart(
"orphans",
function(bytes) return readOrphans(bytes, pause) end,
pause
) or ({})
for ____, orphan in ipairs(self.list) do
self:noteOrphan(orphan)
pause()
end
self.events = self:loadPart(
"seals",
function(bytes) return readSeals(bytes, pause) end,
pause
) or ({})
end
function SealedPart.prototype.quarantine(self)
for ____, name in ipairs(self.faults) do
self:dropDamaged(name)
end
end
function SealedPart.prototype.seal(self)
local ____temp_4
if self.saved.key == NO_KEY then
____temp_4 = nil
else
____temp_4 = self.saved
end
return ____temp_4
end
function SealedPart.prototype.setSeal(self, seal)
local ____temp_5 = seal or ({key = NO_KEY, body = "", flags = 0})
local key = ____temp_5.key
local body = ____temp_5.body
local flags = ____temp_5.flags
if key ~= self.saved.key or body ~= self.saved.body or flags ~= self.saved.flags then
self.saved = {key = key, body = body, flags = flags}
self.sealRevision = self.sealRevision + 1
end
end
function SealedPart.prototype.seals(self)
return self.events
end
function SealedPart.prototype.setSeals(self, seals)
self.events = __TS__ArraySlice(seals)
self.areEventsSaved = false
end
function SealedPart.prototype.announce(self, rows, pause)
for ____, row in ipairs(rows) do
self.going[row.weekNumber] = row
end
self.sealRevision = self.sealRevision + 1
while self.savedSeal ~= self.sealRevision do
self:saveSeal(pause)
end
end
function SealedPart.prototype.withdraw(self, rows)
for ____, ____value in ipairs(rows) do
local weekNumber = ____value.weekNumber
self.going[weekNumber] = nil
end
self.sealRevision = self.sealRevision + 1
end
function SealedPart.prototype.orphans(self)
return self.list
end
function SealedPart.prototype.addOrphan(self, orphan)
local ____orphan_6 = orphan
local time = ____orphan_6.time
local id = ____orphan_6.id
local server = ____orphan_6.server
local body = ____orphan_6.body
local ____opt_7 = self:findOrphan(time, id)
if (____opt_7 and ____opt_7.body) == body then
return true
end
if #self.list >= ORPHAN_LIMIT then
return false
end
local kept = {time = time, id = id, body = body, server = server}
self.list[#self.list + 1] = kept
self:noteOrphan(kept)
self.orphansRevision = self.orphansRevision + 1
return true
end
function SealedPart.prototype.findOrphan(self, time, id)
return self.orphanAt[packKey(time, id)]
end
function SealedPart.prototype.noteOrphan(self, orphan)
local key = packKey(orphan.time, orphan.id)
if not (self.orphanAt[key] ~= nil) then
self.orphanAt[key] = orphan
end
end
function SealedPart.prototype.removeOrphan(self, time, id)
if self:findOrphan(time, id) == nil then
return false
end
self.orphanAt[packKey(time, id)] = nil
self.list = __TS__ArrayFilter(
self.list,
function(____, orphan) return orphan.time ~= time or orphan.id ~= id end
)
self.orphansRevision = self.orphansRevision + 1
return true
end
function SealedPart.prototype.stateHead(self)
local text = self.scope.sealState
local ____temp_9
if type(text) == "string" then
____temp_9 = decodeBase64(sub(text, 1, HEAD_DIGITS))
else
____temp_9 = nil
end
local bytes = ____temp_9
local ____temp_10
if bytes == nil then
____temp_10 = nil
else
____temp_10 = readStateHead(sub(bytes, 5))
end
return ____temp_10
end
function SealedPart.prototype.state(self, pause)
local text = self.scope.sealState
local state = self:read(text, readState, pause)
if state == nil and text ~= nil and self.scope.sealState == text then
self:dropDamaged("sealState")
end
return state
end
function SealedPart.prototype.setState(self, ____bindingPattern0, pause)
local stream
local plainSize
local stateVersion
local week
local digest
digest = ____bindingPattern0.digest
week = ____bindingPattern0.week
stateVersion = ____bindingPattern0.stateVersion
plainSize = ____bindingPattern0.plainSize
stream = ____bindingPattern0.stream
local head = ((digest .. packU16(week)) .. packU32(stateVersion)) .. packU32(plainSize)
self.scope.sealState = encodeChecked(head .. stream, self.native, pause)
end
function SealedPart.prototype.isBehind(self)
return self:isSealBehind() or self.savedOrphans ~= self.orphansRevision or not self.areEventsSaved
end
function SealedPart.prototype.save(self, pause)
if self:isSealBehind() then
self:saveSeal(pause)
end
if not self.areEventsSaved then
local events = self.events
local text = encodeChecked(
packEvents(events, pause),
self.native,
pause
)
local ____self_scope_12 = self.scope
local ____temp_11
if #events == 0 then
____temp_11 = nil
else
____temp_11 = text
end
____self_scope_12.seals = ____temp_11
self.areEventsSaved = events == self.events
end
local revision = self.orphansRevision
if self.savedOrphans ~= revision then
local bytes = packEvents(self.list, pause)
local ____self_scope_14 = self.scope
local ____temp_13
if bytes == "" then
____temp_13 = nil
else
____temp_13 = encodeChecked(bytes, self.native, pause)
end
____self_scope_14.orphans = ____temp_13
self.savedOrphans = revision
end
end
function SealedPart.prototype.isSealBehind(self)
return self.savedSeal ~= self.sealRevision or self.savedAbsent ~= self.log.absentRevision
end
function SealedPart.prototype.saveSeal(self, pause)
local sealRevision = self.sealRevision
local saved = self.saved
local ____self_log_15 = self.log
local absentRevision = ____self_log_15.absentRevision
local rows = self:rows()
local bytes = packSeal(saved, rows, pause)
local isEmpty = saved.key == NO_KEY and #rows == 0
local ____isEmpty_16
if isEmpty then
____isEmpty_16 = nil
else
____isEmpty_16 = encodeChecked(bytes, self.native, pause)
end
local text = ____isEmpty_16
if sealRevision == self.sealRevision then
self.scope.seal = text
self.savedSeal = sealRevision
self.savedAbsent = absentRevision
end
end
function SealedPart.prototype.rows(self)
local rows = self.log:absentRows()
local isAbsent = {}
for ____, ____value in ipairs(rows) do
local weekNumber = ____value.weekNumber
isAbsent[weekNumber] = true
end
for weekNumber, row in pairs(self.going) do
if not (isAbsent[weekNumber] ~= nil) then
rows[#rows + 1] = row
end
end
table.sort(
rows,
function(a, b) return a.weekNumber < b.weekNumber end
)
return rows
end
function SealedPart.prototype.loadPart(self, name, parse, pause)
local part = self:read(self.scope[name], parse, pause)
if part == nil and self.scope[name] ~= nil then
self.faults[#self.faults + 1] = name
end
return part
end
function SealedPart.prototype.read(self, text, parse, pause)
local bytes = decodeChecked(text, self.native, pause)
local ____temp_17
if bytes == nil then
____temp_17 = nil
else
____temp_17 = parse(bytes)
end
return ____temp_17
end
function SealedPart.prototype.dropDamaged(self, name)
self.setAside(
name,
tostring(self.scope[name])
)
self.scope[name] = nil
self.damagedParts[#self.damagedParts + 1] = name
end
return ____exports
end,
["block.writer"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local encodeTail, char, min, sub
local ____cbor = require("codec.cbor")
local encodeHead = ____cbor.encodeHead
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local packU32 = ____integers.packU32
local ____varint = require("codec.varint")
local encodeVarint = ____varint.encodeVarint
local ____body = require("event.body")
local splitBody = ____body.splitBody
local ____key = require("event.key")
local counterOf = ____key.counterOf
local creatorOf = ____key.creatorOf
local WEEK_SECONDS = ____key.WEEK_SECONDS
local weekOf = ____key.weekOf
local ____format = require("block.format")
local DICTIONARY_LIMIT = ____format.DICTIONARY_LIMIT
local DICTIONARY_MIN_BYTES = ____format.DICTIONARY_MIN_BYTES
local EXCEPTION_COUNTER = ____format.EXCEPTION_COUNTER
local EXCEPTION_SHAPE = ____format.EXCEPTION_SHAPE
local FIELDS_IN_FLAG = ____format.FIELDS_IN_FLAG
local FLAG_CREATOR = ____format.FLAG_CREATOR
local FLAG_EXCEPTION = ____format.FLAG_EXCEPTION
local FLAG_FIELD_1 = ____format.FLAG_FIELD_1
local FLAG_LATER = ____format.FLAG_LATER
local FLAG_TYPE = ____format.FLAG_TYPE
local REFERENCE_MAJOR = ____format.REFERENCE_MAJOR
local TAIL_FIELD_MAX = ____format.TAIL_FIELD_MAX
local TAIL_GAIN = ____format.TAIL_GAIN
local TAIL_HEAD = ____format.TAIL_HEAD
local TAIL_MAX = ____format.TAIL_MAX
local TAIL_MIN = ____format.TAIL_MIN
function encodeTail(field, old)
local count = #field
if count == #old and count <= TAIL_FIELD_MAX then
for tail = TAIL_MIN, min(TAIL_MAX, count - TAIL_GAIN) do
if sub(field, 1, count - tail) == sub(old, 1, count - tail) then
return char(TAIL_HEAD + tail) .. sub(field, count - tail + 1)
end
end
end
return field
end
local byte = string.byte
char = string.char
local floor = math.floor
min = math.min
sub = string.sub
____exports.BlockWriter = __TS__Class()
local BlockWriter = ____exports.BlockWriter
function BlockWriter.prototype.____constructor(self, limit)
self.count = 0
self.size = 0
self.parts = {}
self.weekNumber = -1
self.time = 0
self.id = -1
self.type = -1
self.creatorCount = 0
self.creators = {}
self.shapes = {}
self.dictionary = {}
self.dictionarySize = 0
self.limit = limit or math.huge
end
function BlockWriter.prototype.add(self, time, id, server, body)
local pieces = splitBody(body)
if pieces == nil or not self:isNext(time, id) then
return false
end
local ____type = byte(body, 1)
local old = self.shapes[____type]
local isSameType = ____type == self.type
local isSameShape = old ~= nil and #old == #pieces
local key, keyFlags, keyException = self:encodeKey(time, id, server)
local fields, fieldFlags, newWords = self:encodeFields(pieces, isSameShape and old or nil)
local flags = keyFlags + fieldFlags + (isSameType and 0 or FLAG_TYPE)
local exception = keyException + ((old == nil or isSameShape) and 0 or EXCEPTION_SHAPE)
local header = self.count == 0 and packU16(weekOf(time)) or ""
local head = exception > 0 and char(flags + FLAG_EXCEPTION, exception) or char(flags)
local typeByte = isSameType and "" or char(____type)
local fieldCount = isSameShape and "" or char(#pieces - 1)
local bytes = ((((header .. head) .. key) .. typeByte) .. fieldCount) .. fields
if self.size + #bytes > self.limit then
return false
end
self.parts[self.count + 1] = bytes
self.count = self.count + 1
self.size = self.size + #bytes
self.type = ____type
self.shapes[____type] = pieces
self:noteKey(time, id)
self:noteWords(newWords)
return true
end
function BlockWriter.prototype.finish(self)
return table.concat(self.parts)
end
function BlockWriter.prototype.isNext(self, time, id)
if self.count == 0 then
return true
end
return weekOf(time) == self.weekNumber and (time > self.time or time == self.time and id > self.id)
end
function BlockWriter.prototype.noteKey(self, time, id)
local creator = creatorOf(id)
if not (self.creators[creator] ~= nil) then
self.creatorCount = self.creatorCount + 1
self.creators[creator] = self.creatorCount
end
self.weekNumber = weekOf(time)
self.time = time
self.id = id
end
function BlockWriter.prototype.noteWords(self, newWords)
for ____, word in ipairs(newWords) do
self.dictionary[word] = self.dictionarySize
self.dictionarySize = self.dictionarySize + 1
end
end
function BlockWriter.prototype.encodeKey(self, time, id, server)
local isFirst = self.count == 0
local creator = creatorOf(id)
local counter = counterOf(id)
local later = time - (isFirst and weekOf(time) * WEEK_SECONDS or self.time)
local isSameCreator = not isFirst and creator == creatorOf(self.id)
local isSameSecond = not isFirst and later == 0
local isUsual = counter == (isSameSecond and isSameCreator and counterOf(self.id) + 1 or 0)
local bytes = ((later == 0 and "" or encodeVarint(later)) .. (isUsual and "" or char(counter))) .. (isSameCreator and "" or self:encodeCreator(creator, server))
local flags = (later == 0 and 0 or FLAG_LATER) + (isSameCreator and 0 or FLAG_CREATOR)
return bytes, flags, isUsual and 0 or EXCEPTION_COUNTER
end
function BlockWriter.prototype.encodeCreator(self, creator, server)
local known = self.creators[creator]
return known == nil and (encodeVarint(0) .. packU32(creator)) .. encodeVarint(server) or encodeVarint(known)
end
function BlockWriter.prototype.encodeFields(self, pieces, old)
local newWords = {}
local newCount = 0
local flags = 0
local masks = {}
local fields = {}
local written = 0
for index = 1, #pieces - 1 do
local field = pieces[index + 1]
local isWritten = old == nil or field ~= old[index + 1]
if old ~= nil then
local ____bit = isWritten and 1 or 0
if index <= FIELDS_IN_FLAG then
flags = flags + ____bit * FLAG_FIELD_1 * 2 ^ (index - 1)
else
local rest = index - FIELDS_IN_FLAG - 1
local slot = floor(rest / 8)
masks[slot + 1] = (masks[slot + 1] or 0) + ____bit * 2 ^ (rest % 8)
end
end
if isWritten then
fields[written + 1] = self:encodeField(field, old and old[index + 1], newWords, newCount)
newCount = #newWords
written = written + 1
end
end
return char(unpack(masks)) .. table.concat(fields), flags, newWords
end
function BlockWriter.prototype.encodeField(self, field, old, newWords, newCount)
if #field < DICTIONARY_MIN_BYTES then
return field
end
local known = self.dictionary[field]
if known ~= nil then
return encodeHead(REFERENCE_MAJOR, known)
end
for index = 1, newCount do
if newWords[index] == field then
return encodeHead(REFERENCE_MAJOR, self.dictionarySize + index - 1)
end
end
if self.dictionarySize + newCount < DICTIONARY_LIMIT then
newWords[newCount + 1] = field
end
return old == nil and field or encodeTail(field, old)
end
return ____exports
end,
["log.tail"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____writer = require("block.writer")
local BlockWriter = ____writer.BlockWriter
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
____exports.Tail = __TS__Class()
local Tail = ____exports.Tail
function Tail.prototype.____constructor(self)
self.generation = -1
self.writer = __TS__New(BlockWriter)
end
function Tail.prototype.follow(self, week, directory, pause)
local ____week_0 = week
local generation = ____week_0.generation
if week ~= self.week or generation ~= self.generation then
self.week = week
self.generation = generation
self.writer = __TS__New(BlockWriter)
end
local writer = self.writer
local stride = __TS__New(Stride, pause)
while writer.count < week.size do
local id = week.ids[writer.count + 1]
local body = week.bodies[writer.count + 1]
writer:add(
week.times[writer.count + 1],
id,
directory:server(creatorOf(id)),
body
)
if stride:passed(#body) and (week.generation ~= generation or self.writer ~= writer) then
return nil
end
end
return writer
end
return ____exports
end,
["log.archive"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local ____exports = {}
local ____checked_2Dtext = require("block.checked-text")
local decodeChecked = ____checked_2Dtext.decodeChecked
local encodeChecked = ____checked_2Dtext.encodeChecked
local ____each_2Dweek = require("log.each-week")
local eachWeek = ____each_2Dweek.eachWeek
local ____saved_2Dtexts = require("log.saved-texts")
local readTexts = ____saved_2Dtexts.readTexts
local ____sealed_2Dpart = require("log.sealed-part")
local SealedPart = ____sealed_2Dpart.SealedPart
local ____saved_2Dunits = require("log.saved-units")
local SavedUnits = ____saved_2Dunits.SavedUnits
local ____tail = require("log.tail")
local Tail = ____tail.Tail
local ____week_2Drow = require("log.week-row")
local isSameRow = ____week_2Drow.isSameRow
local ____packed_2Dweek = require("block.packed-week")
local findBlock = ____packed_2Dweek.findBlock
local formatWeek = ____packed_2Dweek.formatWeek
local parseWeek = ____packed_2Dweek.parseWeek
local format = string.format
local QUARANTINE_LIMIT = 16
local REST_SECONDS = 60
local STEP = 32
____exports.SAVED_NAMES = {
"version",
"scopes",
"damaged",
"ledger",
"types"
}
local function openScopes(saved, scope)
if type(saved.scopes) ~= "table" then
saved.damaged = saved.scopes or saved.damaged
saved.scopes = {}
end
local scopes = saved.scopes
if type(scopes[scope]) ~= "table" then
saved.damaged = scopes[scope] or saved.damaged
scopes[scope] = {}
end
return scopes[scope]
end
local READERS = {openScopes, openScopes}
____exports.ARCHIVE_VERSION = #READERS
function ____exports.readerOf(readers, version)
local number = type(version) == "number" and version or 1
local ____temp_1
if number > #readers then
____temp_1 = nil
else
local ____readers_number_0 = readers[number]
if ____readers_number_0 == nil then
____readers_number_0 = readers[1]
end
____temp_1 = ____readers_number_0
end
return ____temp_1
end
function ____exports.openScope(saved, scope)
local open = ____exports.readerOf(READERS, saved.version)
if open == nil then
return nil
end
saved.version = ____exports.ARCHIVE_VERSION
return open(saved, scope)
end
local function isOpenAt(week, revision)
return week.revision == revision and week.packed == nil
end
____exports.Archive = __TS__Class()
local Archive = ____exports.Archive
function Archive.prototype.____constructor(self, scope, log, revocations, native)
self.scope = scope
self.log = log
self.revocations = revocations
self.native = native
self.savedRevisions = {}
self.tail = __TS__New(Tail)
self.droppedUnits = {}
self.seen = {}
self.savedDirectory = -1
self.savedRevocations = -1
self.isDirectoryDamaged = false
self.weeks = self:openTable("weeks")
self.unitTexts = self:openTable("units")
self.units = __TS__New(
SavedUnits,
self.unitTexts,
self.weeks,
log,
native
)
self.sealed = __TS__New(
SealedPart,
scope,
log,
native,
function(what, text) return self:setAside(what, text) end
)
local isNew = (next(self.weeks)) == nil and (next(self.unitTexts)) == nil
self.hasRevocations = scope.revocations == nil and isNew
end
function Archive.prototype.openTable(self, name)
local scope = self.scope
local found = scope[name]
if type(found) == "table" then
return found
end
if found ~= nil then
self:setAside(
name,
tostring(found)
)
end
local made = {}
scope[name] = made
return made
end
function Archive.prototype.load(self, pause)
local log = self.log
self.sealed:load(pause)
local ____readTexts_result_2 = readTexts(self.unitTexts, self.weeks, self.units, pause)
local weeks = ____readTexts_result_2.weeks
local weekNumbers = ____readTexts_result_2.weekNumbers
local faults = ____readTexts_result_2.faults
for ____, ____value in ipairs(faults) do
local block = ____value.block
local weekNumber = ____value.weekNumber
if block ~= nil then
log:addBlock(
weekNumber,
findBlock(block, self.native, pause),
pause
)
end
end
local count = 0
for ____, weekNumber in ipairs(weekNumbers) do
log:addPacked(weekNumber, weeks[weekNumber])
self.savedRevisions[weekNumber] = 0
count = count + 1
if count % STEP == 0 then
pause()
end
end
self:loadDirectory(pause)
for ____, ____value in ipairs(faults) do
local texts = ____value.texts
local weekNumber = ____value.weekNumber
local what = ____value.what
self:setAside(
(what .. " ") .. tostring(weekNumber),
tostring(texts[weekNumber])
)
texts[weekNumber] = nil
end
self.sealed:quarantine()
return __TS__ArrayMap(
faults,
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return weekNumber
end
)
end
function Archive.prototype.loadDirectory(self, pause)
local ____self_log_3 = self.log
local directory = ____self_log_3.directory
local bytes = decodeChecked(self.scope.directory, self.native, pause)
local isRead = bytes ~= nil and directory:unpack(bytes, pause)
if isRead then
self.savedDirectory = directory.revision
elseif self.log:count() > 0 then
self.isDirectoryDamaged = true
self.log.isLearning = true
end
end
function Archive.prototype.loadRevocations(self, pause)
if not self.hasRevocations then
local bytes = decodeChecked(self.scope.revocations, self.native, pause)
self.hasRevocations = bytes ~= nil and self.revocations:unpack(bytes, pause)
end
return self.hasRevocations
end
function Archive.prototype.isBehind(self)
for ____, weekNumber in ipairs(self.log.weekNumbers) do
if self:isWeekBehind(weekNumber) then
return true
end
end
return self.sealed:isBehind() or self.log:count() > 0 and self:isDirectoryBehind()
end
function Archive.prototype.dropWeeks(self, weekNumbers, pause)
local rows = self:rowsOf(weekNumbers)
if self.isDirectoryDamaged or #rows == 0 then
return 0
end
self.sealed:announce(rows, pause)
local going = {}
for ____, row in ipairs(rows) do
going[row.weekNumber] = row
end
local count = 0
for ____, ____value in ipairs(rows) do
local weekNumber = ____value.weekNumber
if going[weekNumber] ~= nil then
local siblings = self.units:siblings(weekNumber) or ({weekNumber})
local together = __TS__ArrayMap(
__TS__ArrayFilter(
siblings,
function(____, sibling) return going[sibling] ~= nil end
),
function(____, sibling) return going[sibling] end
)
count = count + self:dropTogether(together, pause)
for ____, row in ipairs(together) do
going[row.weekNumber] = nil
end
end
end
self.sealed:withdraw(rows)
return count
end
function Archive.prototype.rowsOf(self, weekNumbers)
local rows = {}
for ____, weekNumber in ipairs(weekNumbers) do
local week = self.log:week(weekNumber)
if week ~= nil and week:count() > 0 and week:isHashed() then
local ____temp_4 = self.log:row(weekNumber)
local count = ____temp_4.count
local hash = ____temp_4.hash
local fingerprint = ____temp_4.fingerprint
rows[#rows + 1] = {weekNumber = weekNumber, count = count, hash = hash, fingerprint = fingerprint}
end
end
return rows
end
function Archive.prototype.dropTogether(self, rows, pause)
local log = self.log
local function isReady()
return __TS__ArrayEvery(
rows,
function(____, row)
local ____opt_5 = log:week(row.weekNumber)
local isHashed = (____opt_5 and ____opt_5:isHashed()) == true
return isHashed and isSameRow(
log:row(row.weekNumber),
row
)
end
)
end
local weekNumbers = __TS__ArrayMap(
rows,
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return weekNumber
end
)
if not self:takeOut(weekNumbers, isReady, pause) then
return 0
end
return #__TS__ArrayFilter(
weekNumbers,
function(____, weekNumber) return log:dropWeek(weekNumber) end
)
end
function Archive.prototype.takeOut(self, weekNumbers, isReady, pause)
local siblings = self.units:siblings(weekNumbers[1]) or ({})
local rest = __TS__ArrayFilter(
siblings,
function(____, sibling)
return not __TS__ArrayIncludes(weekNumbers, sibling) and self.log:countIn(sibling) > 0
end
)
local leaving = __TS__ArrayConcat(
weekNumbers,
__TS__ArrayFilter(
siblings,
function(____, sibling) return not __TS__ArrayIncludes(rest, sibling) end
)
)
if not self.units:remake(rest, isReady, pause, leaving) then
return false
end
for ____, weekNumber in ipairs(rest) do
self.savedRevisions[weekNumber] = self.log:week(weekNumber).revision
end
for ____, weekNumber in ipairs(weekNumbers) do
self.savedRevisions[weekNumber] = nil
end
return true
end
function Archive.prototype.isDirectoryBehind(self)
return not self.isDirectoryDamaged and self.savedDirectory ~= self.log.directory.revision
end
function Archive.prototype.quarantine(self, weekNumber, text, reason)
if self.weeks[weekNumber] == text then
self:setAside(
format("week %.0f (%s)", weekNumber, reason),
text
)
self.weeks[weekNumber] = nil
else
self:quarantineUnit(weekNumber, text, reason)
end
self.savedRevisions[weekNumber] = nil
end
function Archive.prototype.quarantineUnit(self, weekNumber, text, reason)
if self.droppedUnits[text] ~= nil then
return
end
self.droppedUnits[text] = true
self:setAside(
format("unit of week %.0f (%s)", weekNumber, reason),
text
)
for ____, other in ipairs(self.units:drop(weekNumber, text) or ({})) do
if not (self.weeks[other] ~= nil) then
self.savedRevisions[other] = nil
end
end
end
function Archive.prototype.saveAtRest(self, now, pause)
eachWeek(
self.log,
function(weekNumber)
if not self:isWeekBehind(weekNumber) then
return
end
if self:isAtRest(weekNumber, now) then
self:saveWeek(weekNumber, pause)
return
end
local ____table_isNewest_result_7
if self:isNewest(weekNumber) then
____table_isNewest_result_7 = self.log:open(weekNumber, pause)
else
____table_isNewest_result_7 = nil
end
local newest = ____table_isNewest_result_7
if newest ~= nil then
self.tail:follow(newest, self.log.directory, pause)
end
end,
pause
)
self.sealed:save(pause)
if self.log:count() > 0 then
self:saveLists(pause)
end
local function isSettled(weekNumber)
return not self:isWeekBehind(weekNumber)
end
while not self.isDirectoryDamaged and self.units:tidy(isSettled, pause) do
end
end
function Archive.prototype.save(self, pause)
eachWeek(
self.log,
function(weekNumber)
while self:isWeekBehind(weekNumber) do
self:saveWeek(weekNumber, pause)
end
end,
pause
)
self.sealed:save(pause)
self:saveLists(pause)
end
function Archive.prototype.isAtRest(self, weekNumber, now)
local ____temp_8 = self.log:week(weekNumber)
local revision = ____temp_8.revision
local seen = self.seen[weekNumber]
if (seen and seen.revision) ~= revision then
self.seen[weekNumber] = {revision = revision, since = now}
return false
end
return now - seen.since >= REST_SECONDS
end
function Archive.prototype.isNewest(self, weekNumber)
return weekNumber == self.log.weekNumbers[#self.log.weekNumbers]
end
function Archive.prototype.saveLists(self, pause)
local scope = self.scope
local native = self.native
local revocations = self.revocations
local ____self_log_11 = self.log
local directory = ____self_log_11.directory
local ____directory_12 = directory
local revision = ____directory_12.revision
if self:isDirectoryBehind() then
scope.directory = encodeChecked(
directory:pack(pause),
native,
pause
)
self.savedDirectory = revision
end
local areRead = self.hasRevocations or self:loadRevocations(pause)
local revocationsRevision = revocations.revision
if areRead and self.savedRevocations ~= revocationsRevision then
scope.revocations = encodeChecked(
revocations:pack(pause),
native,
pause
)
self.savedRevocations = revocationsRevision
end
end
function Archive.prototype.isWeekBehind(self, weekNumber)
local week = self.log:week(weekNumber)
if week == nil then
return false
end
if week:count() > 0 then
return self.savedRevisions[weekNumber] ~= week.revision
end
return not self.isDirectoryDamaged and (self.weeks[weekNumber] ~= nil or self.units:has(weekNumber))
end
function Archive.prototype.setAside(self, what, text)
if type(self.scope.quarantine) ~= "table" then
self.scope.quarantine = {}
end
local quarantine = self.scope.quarantine
if #quarantine >= QUARANTINE_LIMIT then
table.remove(quarantine, 1)
end
quarantine[#quarantine + 1] = (what .. " ") .. text
end
function Archive.prototype.saveWeek(self, weekNumber, pause)
local week = self.log:open(weekNumber, pause)
if week == nil then
return
end
local revision = week.revision
if week:count() == 0 then
self:takeOut(
{weekNumber},
function() return self.log:countIn(weekNumber) == 0 end,
pause
)
return
end
week:hash(pause)
local tail = self:isNewest(weekNumber) and self.tail or __TS__New(Tail)
local writer = tail:follow(week, self.log.directory, pause)
if writer == nil or not isOpenAt(week, revision) then
return
end
local text = formatWeek(
week:header(),
writer:finish(),
self.native,
pause
)
if not isOpenAt(week, revision) then
return
end
self.weeks[weekNumber] = text
self.savedRevisions[weekNumber] = revision
self.seen[weekNumber] = nil
if not self:isNewest(weekNumber) then
week:pack(parseWeek(text, weekNumber))
end
end
return ____exports
end,
["log.lookup"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____body = require("event.body")
local splitBody = ____body.splitBody
local typeOf = ____body.typeOf
local ____import_2Dmark = require("event.import-mark")
local importIdOf = ____import_2Dmark.importIdOf
local ____schema = require("event.schema")
local SYSTEM_TYPE = ____schema.SYSTEM_TYPE
local ____cursor = require("log.cursor")
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
["event.hybrid-clock"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____key = require("event.key")
local counterOf = ____key.counterOf
local COUNTERS = ____key.COUNTERS
local creatorOf = ____key.creatorOf
local isKeyBefore = ____key.isKeyBefore
local toId = ____key.toId
____exports.MAX_LEAD = 60
____exports.FOLLOW_LEAD = 30
____exports.HybridClock = __TS__Class()
local HybridClock = ____exports.HybridClock
function HybridClock.prototype.____constructor(self, clock, creator, isTaken)
if isTaken == nil then
isTaken = function() return false end
end
self.clock = clock
self.creator = creator
self.isTaken = isTaken
self.time = 0
self.counter = -1
end
function HybridClock.prototype.resume(self, time)
self.time = math.min(
time,
self.clock:serverTime() + ____exports.MAX_LEAD
)
self.counter = COUNTERS - 1
end
function HybridClock.prototype.observe(self, time, id)
local isOwn = creatorOf(id) == self.creator
if time > self.clock:serverTime() + (isOwn and ____exports.FOLLOW_LEAD or ____exports.MAX_LEAD) then
return
end
if time > self.time then
self.time = time
self.counter = isOwn and counterOf(id) or -1
elseif time == self.time and isOwn and counterOf(id) > self.counter then
self.counter = counterOf(id)
end
end
function HybridClock.prototype.issue(self, behindTime, behindId)
if behindTime == nil then
behindTime = -1
end
if behindId == nil then
behindId = 0
end
local serverTime = self.clock:serverTime()
local time = self.time
local counter = self.counter + 1
if serverTime > time then
time = serverTime
counter = 0
elseif counter == COUNTERS then
time = time + 1
counter = 0
end
if not isKeyBefore(
behindTime,
behindId,
time,
toId(self.creator, counter)
) then
time = behindTime + 1
counter = 0
end
if time > serverTime + ____exports.MAX_LEAD then
return nil, nil
end
while self.isTaken(
time,
toId(self.creator, counter)
) do
counter = counter + 1
if counter == COUNTERS then
time = time + 1
counter = 0
end
end
if time > serverTime + ____exports.MAX_LEAD then
return nil, nil
end
self.time = time
self.counter = counter
return time, toId(self.creator, counter)
end
return ____exports
end,
["ledger.import-entries"] = function(...) 
local ____exports = {}
local readEvent, readRevocation, IMPORTED_FIELDS, AN_ID
local ____guid = require("event.guid")
local parseGuid = ____guid.parseGuid
local ____import_2Dmark = require("event.import-mark")
local idMark = ____import_2Dmark.idMark
local markBody = ____import_2Dmark.markBody
local ____key = require("event.key")
local MAX_TIME = ____key.MAX_TIME
local ____schema = require("event.schema")
local encodeBody = ____schema.encodeBody
local ____revocations = require("log.revocations")
local importedRevocationBody = ____revocations.importedRevocationBody
local ____misuse = require("misuse")
local mustBe = ____misuse.mustBe
local ____numbers = require("numbers")
local isWholeWithin = ____numbers.isWholeWithin
function readEvent(entry, schema)
if type(entry.values) ~= "table" then
return nil, 0, "'values' " .. mustBe("a table", entry.values)
end
local definition = schema:writable(entry.type)
if definition == nil then
return nil, 0, "'type' " .. mustBe("a defined event type", entry.type)
end
local body, problem = encodeBody(definition, entry.values)
if body == nil then
return nil, 0, problem
end
return body, #definition.fields
end
function readRevocation(revokes)
local body = importedRevocationBody(revokes)
if body == nil then
return nil, 0, "'revokes' " .. mustBe("the id of another entry, " .. AN_ID, revokes)
end
return body, IMPORTED_FIELDS
end
IMPORTED_FIELDS = 2
AN_ID = "a string or a finite number"
function ____exports.readEntry(entry, index, schema)
if type(entry) ~= "table" then
return nil, mustBe("a table with type, time, creator and values", entry)
end
local ____entry_0 = entry
local time = ____entry_0.time
local id = ____entry_0.id
local revokes = ____entry_0.revokes
if revokes ~= nil and (entry.type ~= nil or entry.values ~= nil) then
return nil, "'revokes' must be alone, without type and values"
end
local plain, fields, problem = unpack(
revokes == nil and ({readEvent(entry, schema)}) or ({readRevocation(revokes)}),
1,
3
)
if plain == nil then
return nil, problem
end
if not isWholeWithin(time, 0, MAX_TIME) then
return nil, "'time' " .. mustBe("a whole number of Unix seconds", time)
end
local server, creator = parseGuid(type(entry.creator) == "string" and entry.creator or "")
if server == nil then
return nil, "'creator' " .. mustBe("a player GUID", entry.creator)
end
if id == nil then
return {
index = index,
time = time,
creator = creator,
server = server,
body = plain,
fields = fields,
revokes = revokes
}
end
local mark = idMark(id)
if mark == nil then
return nil, "'id' " .. mustBe(AN_ID, id)
end
local body = markBody(plain, fields, mark)
if body == nil then
return nil, "'id' and 'values' must take at most 4096 bytes and 32 fields in all"
end
return {
index = index,
time = time,
creator = creator,
server = server,
body = body,
fields = fields,
id = id,
revokes = revokes
}
end
return ____exports
end,
["ledger.import-keys"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local hashOf, lastPart, floor, PARTS, PART_SPAN, Numbering
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____import_2Dmark = require("event.import-mark")
local markBody = ____import_2Dmark.markBody
local repeatMark = ____import_2Dmark.repeatMark
local ____key = require("event.key")
local COUNTERS = ____key.COUNTERS
local packKey = ____key.packKey
local toId = ____key.toId
function hashOf(body)
return body == nil and 0 or hash32(body, 0)
end
function lastPart(indices, read, pause)
local sizes = {}
for part = 0, PARTS - 1 do
sizes[part + 1] = 0
end
local numbering = __TS__New(Numbering)
for ____, index in ipairs(indices) do
local ____sizes_2, ____temp_3 = sizes, floor(hashOf(numbering:add(read(index)).body) / PART_SPAN) + 1
____sizes_2[____temp_3] = ____sizes_2[____temp_3] + 1
pause()
end
local part = 0
local before = sizes[1]
while before < COUNTERS do
part = part + 1
before = before + sizes[part + 1]
end
return part
end
floor = math.floor
PARTS = 256
PART_SPAN = 2 ^ 24
____exports.Groups = __TS__Class()
local Groups = ____exports.Groups
function Groups.prototype.____constructor(self)
self.lists = {}
self.count = 0
self.places = {}
end
function Groups.prototype.add(self, ____bindingPattern0)
local index
local creator
local time
time = ____bindingPattern0.time
creator = ____bindingPattern0.creator
index = ____bindingPattern0.index
local key = packKey(
time,
toId(creator, 0)
)
local place = self.places[key]
if place == nil then
place = self.count
self.count = self.count + 1
self.places[key] = place
self.lists[place + 1] = {}
end
local list = self.lists[place + 1]
list[#list + 1] = index
end
Numbering = __TS__Class()
Numbering.name = "Numbering"
function Numbering.prototype.____constructor(self)
self.counts = {}
end
function Numbering.prototype.add(self, item)
local occurrence = self.counts[item.body] or 0
self.counts[item.body] = occurrence + 1
local isFirst = occurrence == 0 or item.id ~= nil
local body = isFirst and item.body or markBody(
item.body,
item.fields,
repeatMark(occurrence)
)
return {item = item, body = body, occurrence = occurrence}
end
local function isRowBefore(a, b)
local ____temp_0
if a.hash == b.hash then
____temp_0 = bytesLess(a.body or "", b.body or "")
else
____temp_0 = a.hash < b.hash
end
return ____temp_0
end
function ____exports.chooseRows(indices, read, pause)
local isCrowded = #indices > COUNTERS
local ____end = isCrowded and (lastPart(indices, read, pause) + 1) * PART_SPAN or math.huge
local numbering = __TS__New(Numbering)
local rows = {}
local count = 0
for ____, index in ipairs(indices) do
local ____temp_1 = numbering:add(read(index))
local item = ____temp_1.item
local body = ____temp_1.body
local occurrence = ____temp_1.occurrence
local hash = isCrowded and hashOf(body) or 0
if hash < ____end then
rows[count + 1] = {item = item, body = body, occurrence = occurrence, hash = hash}
count = count + 1
end
pause()
end
if isCrowded then
table.sort(rows, isRowBefore)
pause()
end
return isCrowded and __TS__ArraySlice(rows, 0, COUNTERS) or rows
end
return ____exports
end,
["ledger.import-ids"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____body = require("event.body")
local typeOf = ____body.typeOf
local ____import_2Dmark = require("event.import-mark")
local importIdOf = ____import_2Dmark.importIdOf
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local ____schema = require("event.schema")
local SYSTEM_TYPE = ____schema.SYSTEM_TYPE
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
local ____misuse = require("misuse")
local show = ____misuse.show
function ____exports.isSame(item, ____bindingPattern0)
local body
local creator
local time
time = ____bindingPattern0.time
creator = ____bindingPattern0.creator
body = ____bindingPattern0.body
return item.time == time and item.creator == creator and item.body == body
end
____exports.ImportIds = __TS__Class()
local ImportIds = ____exports.ImportIds
function ImportIds.prototype.____constructor(self, read)
self.read = read
self.indices = {}
self.named = {}
self.revocations = {}
self.known = {}
self.others = {}
self.isEmpty = true
end
function ImportIds.prototype.add(self, ____bindingPattern0)
local revokes
local index
local id
id = ____bindingPattern0.id
index = ____bindingPattern0.index
revokes = ____bindingPattern0.revokes
if revokes ~= nil then
self.named[revokes] = true
self.isEmpty = false
end
if id == nil then
return nil
end
self.isEmpty = false
local other = self.indices[id]
if other ~= nil then
return self.read(other)
end
self.indices[id] = index
if revokes ~= nil then
self.revocations[id] = true
end
return nil
end
function ImportIds.prototype.search(self, log, pause)
local cursor = __TS__New(LogCursor, log)
while not self.isEmpty and cursor:next(pause) do
local id = importIdOf(cursor:pieces())
if id ~= nil and (self.indices[id] ~= nil or self.named[id] ~= nil) then
self:note(
id,
{
time = cursor.time,
creator = creatorOf(cursor.id),
body = cursor:body()
}
)
end
pause()
end
end
function ImportIds.prototype.isKnown(self, ____bindingPattern0)
local id
id = ____bindingPattern0.id
return id ~= nil and self.known[id] ~= nil
end
function ImportIds.prototype.other(self, ____bindingPattern0)
local id
id = ____bindingPattern0.id
local ____temp_0
if id == nil then
____temp_0 = nil
else
____temp_0 = self.others[id]
end
return ____temp_0
end
function ImportIds.prototype.isAgainstRevocation(self, ____bindingPattern0)
local revokes
revokes = ____bindingPattern0.revokes
return revokes ~= nil and self.revocations[revokes] ~= nil
end
function ImportIds.prototype.note(self, id, holder)
if typeOf(holder.body) == SYSTEM_TYPE then
self.revocations[id] = true
end
local index = self.indices[id]
if index == nil or self.known[id] ~= nil then
return
end
if ____exports.isSame(
self.read(index),
holder
) then
self.known[id] = true
else
self.others[id] = holder
end
end
function ____exports.describeDifference(item, ____bindingPattern0, where)
local creator
local time
time = ____bindingPattern0.time
creator = ____bindingPattern0.creator
local what = "other values, or another type"
if item.time ~= time then
what = "another time"
elseif item.creator ~= creator then
what = "another creator"
end
return (((("'id' " .. show(item.id)) .. " is ") .. where) .. " with ") .. what
end
return ____exports
end,
["ledger.import-plan"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____place = require("event.place")
local firstCounter = ____place.firstCounter
local isKept = ____place.isKept
local nextPlace = ____place.nextPlace
local ____key = require("event.key")
local counterOf = ____key.counterOf
local COUNTERS = ____key.COUNTERS
local creatorOf = ____key.creatorOf
local toId = ____key.toId
local weekOf = ____key.weekOf
local STEP = 8
____exports.Second = __TS__Class()
local Second = ____exports.Second
function Second.prototype.____constructor(self, log, time, creator)
self.time = time
self.creator = creator
self.beyond = {}
self.bodies = {}
self.present = {}
self.copies = {}
local week = log:week(weekOf(time))
local index = week and week:find(
time,
toId(creator, 0)
) or 0
while week ~= nil and week.times[index + 1] == time and creatorOf(week.ids[index + 1]) == creator do
local body = week.bodies[index + 1]
local counter = counterOf(week.ids[index + 1])
self.bodies[counter] = body
self.present[counter] = body
self.copies[body] = self:count(body) + 1
index = index + 1
end
end
function Second.prototype.count(self, body)
return self.copies[body] or 0
end
function Second.prototype.arrival(self, counter)
local body = self.bodies[counter]
local ____temp_2
if body == self.present[counter] then
____temp_2 = nil
else
____temp_2 = body
end
return ____temp_2
end
function Second.prototype.seat(self, body, pause)
local moving = body
local counter = firstCounter(body)
local steps = 0
repeat
do
local present = self.bodies[counter]
if present == nil then
self.bodies[counter] = moving
return
end
if not isKept(
self.time,
toId(self.creator, counter),
present,
moving
) then
self.bodies[counter] = moving
moving = present
end
counter = (counter + 1) % COUNTERS
steps = steps + 1
if steps % STEP == 0 then
pause()
end
end
until not (counter ~= firstCounter(moving))
self.beyond[#self.beyond + 1] = moving
end
function ____exports.placeBehind(log, time, creator, body, pause)
local placeTime = time
local id = toId(
creator,
(firstCounter(body) + COUNTERS - 1) % COUNTERS
)
local present
repeat
do
placeTime, id = nextPlace(placeTime, id, body)
local ____opt_3 = log:open(
weekOf(placeTime),
pause
)
present = ____opt_3 and ____opt_3:bodyAt(placeTime, id)
pause()
end
until not (present ~= nil and present ~= body and isKept(placeTime, id, present, body))
return placeTime, id
end
return ____exports
end,
["ledger.importer"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____guid = require("event.guid")
local parseGuid = ____guid.parseGuid
local ____key = require("event.key")
local COUNTERS = ____key.COUNTERS
local toId = ____key.toId
local weekOf = ____key.weekOf
local ____import_2Dentries = require("ledger.import-entries")
local readEntry = ____import_2Dentries.readEntry
local ____import_2Dids = require("ledger.import-ids")
local describeDifference = ____import_2Dids.describeDifference
local ImportIds = ____import_2Dids.ImportIds
local isSame = ____import_2Dids.isSame
local ____import_2Dkeys = require("ledger.import-keys")
local chooseRows = ____import_2Dkeys.chooseRows
local Groups = ____import_2Dkeys.Groups
local ____import_2Dplan = require("ledger.import-plan")
local placeBehind = ____import_2Dplan.placeBehind
local Second = ____import_2Dplan.Second
local format = string.format
local ERROR_LIMIT = 20
____exports.Importer = __TS__Class()
local Importer = ____exports.Importer
function Importer.prototype.____constructor(self, log, schema, admission, identity, isClosed)
self.log = log
self.schema = schema
self.admission = admission
self.identity = identity
self.isClosed = isClosed
self.result = {
added = 0,
revoked = 0,
known = 0,
differing = 0,
refused = 0,
invalid = 0,
errors = {}
}
end
function Importer.prototype.run(self, entries, pause)
local function read(index)
local item = readEntry(entries[index], index, self.schema)
return item
end
local ids = __TS__New(ImportIds, read)
local groups = self:readAll(entries, ids, pause)
ids:search(self.log, pause)
for ____, indices in ipairs(groups.lists) do
self:runGroup(
self:leaveOutKnown(indices, read, ids, pause),
read,
pause
)
end
return self.result
end
function Importer.prototype.readAll(self, entries, ids, pause)
local groups = __TS__New(Groups)
local index = 0
for ____, entry in ipairs(entries) do
index = index + 1
local item, problem = readEntry(entry, index, self.schema)
if item == nil then
self:countInvalid(index, problem)
else
local other = ids:add(item)
if other == nil then
groups:add(item)
elseif isSame(item, other) then
local ____self_result_0, ____known_1 = self.result, "known"
____self_result_0[____known_1] = ____self_result_0[____known_1] + 1
else
self:countDiffering(
item,
other,
format("that of entry %.0f", other.index)
)
end
end
pause()
end
return groups
end
function Importer.prototype.leaveOutKnown(self, indices, read, ids, pause)
local left = {}
local count = 0
for ____, index in ipairs(indices) do
local item = read(index)
local other = ids:other(item)
if ids:isAgainstRevocation(item) then
self:countInvalid(index, "'revokes' is the id of a revocation: leave both out of the list")
elseif ids:isKnown(item) then
local ____self_result_2, ____known_3 = self.result, "known"
____self_result_2[____known_3] = ____self_result_2[____known_3] + 1
elseif other ~= nil then
self:countDiffering(item, other, "in the log")
else
left[count + 1] = index
count = count + 1
end
pause()
end
return left
end
function Importer.prototype.runGroup(self, indices, read, pause)
local rows = chooseRows(indices, read, pause)
if #rows < #indices then
local excess = #indices - #rows
local ____self_result_4, ____invalid_5 = self.result, "invalid"
____self_result_4[____invalid_5] = ____self_result_4[____invalid_5] + excess
self:say("%.0f entries: more than 256 events of one creator in one second", excess)
end
for ____, ____value in ipairs(self:place(rows, pause)) do
local item = ____value.item
local body = ____value.body
local time = ____value.time
local id = ____value.id
self.log:open(
weekOf(time),
pause
)
if self.isClosed() then
local ____self_result_6, ____refused_7 = self.result, "refused"
____self_result_6[____refused_7] = ____self_result_6[____refused_7] + (item == nil and 0 or 1)
elseif item == nil then
self.log:insert(time, id, body)
else
self:admit(item, body, time, id)
end
pause()
end
end
function Importer.prototype.place(self, rows, pause)
if #rows == 0 then
return {}
end
local ____rows__1_item_8 = rows[1].item
local time = ____rows__1_item_8.time
local creator = ____rows__1_item_8.creator
self.log:open(
weekOf(time),
pause
)
local second = __TS__New(Second, self.log, time, creator)
local fresh = self:seatAll(rows, second, pause)
local placements = {}
local count = 0
for counter = 0, COUNTERS - 1 do
local body = second:arrival(counter)
if body ~= nil then
placements[count + 1] = {
item = fresh[body],
body = body,
time = time,
id = toId(creator, counter)
}
count = count + 1
end
end
for ____, body in ipairs(second.beyond) do
local laterTime, id = placeBehind(
self.log,
time,
creator,
body,
pause
)
placements[count + 1] = {item = fresh[body], body = body, time = laterTime, id = id}
count = count + 1
end
return placements
end
function Importer.prototype.seatAll(self, rows, second, pause)
local fresh = {}
for ____, ____value in ipairs(rows) do
local item = ____value.item
local body = ____value.body
local occurrence = ____value.occurrence
if body == nil then
self:countInvalid(item.index, "an equal one stands before it, and its number has no room in the event")
elseif second:count(body) > 0 or second:count(item.body) > occurrence then
local ____self_result_9, ____known_10 = self.result, "known"
____self_result_9[____known_10] = ____self_result_9[____known_10] + 1
else
fresh[body] = item
second:seat(body, pause)
end
pause()
end
return fresh
end
function Importer.prototype.admit(self, ____bindingPattern0, body, time, id)
local revokes
local server
local creator
creator = ____bindingPattern0.creator
server = ____bindingPattern0.server
revokes = ____bindingPattern0.revokes
local result = self.result
local ____, own = parseGuid(self.identity.guid)
local isCreator = own == creator
local verdict = self.admission:admit({
time = time,
id = id,
body = body,
server = server,
sender = self.identity.name,
isCreator = isCreator
})
if verdict == "known" then
result.known = result.known + 1
elseif verdict ~= "admitted" then
result.refused = result.refused + 1
elseif revokes == nil then
result.added = result.added + 1
else
result.revoked = result.revoked + 1
end
end
function Importer.prototype.countDiffering(self, item, other, where)
local ____self_result_11, ____differing_12 = self.result, "differing"
____self_result_11[____differing_12] = ____self_result_11[____differing_12] + 1
self:say(
"entry %.0f: %s",
item.index,
describeDifference(item, other, where)
)
end
function Importer.prototype.countInvalid(self, index, problem)
local ____self_result_13, ____invalid_14 = self.result, "invalid"
____self_result_13[____invalid_14] = ____self_result_13[____invalid_14] + 1
self:say("entry %.0f: %s", index, problem)
end
function Importer.prototype.say(self, form, ...)
local ____self_result_15 = self.result
local errors = ____self_result_15.errors
if #errors < ERROR_LIMIT then
errors[#errors + 1] = format(form, ...)
end
end
return ____exports
end,
["log.saved-lua"] = function(...) 
local ____exports = {}
local ____archive = require("log.archive")
local ARCHIVE_VERSION = ____archive.ARCHIVE_VERSION
local format = string.format
local STEP = 16
local PARTS = {
"directory",
"revocations",
"seal",
"sealState",
"seals",
"orphans"
}
local function addTexts(lines, name, texts, pause)
local weekNumbers = {}
local count = 0
for weekNumber in pairs(texts or ({})) do
weekNumbers[count + 1] = weekNumber
count = count + 1
end
table.sort(weekNumbers)
lines[#lines + 1] = ("            [" .. format("%q", name)) .. "] = {"
local at = #lines
for ____, weekNumber in ipairs(weekNumbers) do
lines[at + 1] = format("                [%.0f] = %q,", weekNumber, texts[weekNumber])
at = at + 1
if at % STEP == 0 then
pause()
end
end
lines[at + 1] = "            },"
end
function ____exports.formatScope(variable, scope, saved, pause)
local lines = {
variable .. " = {",
format("    [\"version\"] = %.0f,", ARCHIVE_VERSION),
"    [\"scopes\"] = {",
("        [" .. format("%q", scope)) .. "] = {"
}
addTexts(lines, "units", saved.units, pause)
addTexts(lines, "weeks", saved.weeks, pause)
for ____, part in ipairs(PARTS) do
local text = saved[part]
if type(text) == "string" then
lines[#lines + 1] = ((("            [" .. format("%q", part)) .. "] = ") .. format("%q", text)) .. ","
end
end
lines[#lines + 1] = "        },\n    },\n}\n"
return table.concat(lines, "\n")
end
return ____exports
end,
["replay.build"] = function(...) 
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
["replay.applier"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local step, rowOf
local ____import_2Dmark = require("event.import-mark")
local encodeId = ____import_2Dmark.encodeId
local ____guid = require("event.guid")
local formatGuid = ____guid.formatGuid
local MAX_SERVER = ____guid.MAX_SERVER
local ____numbers = require("numbers")
local isWholeWithin = ____numbers.isWholeWithin
local ____key = require("event.key")
local COUNTERS = ____key.COUNTERS
local creatorOf = ____key.creatorOf
local isKeyBefore = ____key.isKeyBefore
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
local ____lookup = require("log.lookup")
local bodyAt = ____lookup.bodyAt
local ____revocations = require("log.revocations")
local targetOf = ____revocations.targetOf
local ____schema = require("event.schema")
local REVOKE = ____schema.REVOKE
local ____build = require("replay.build")
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
["replay.base"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____key = require("event.key")
local WEEK_SECONDS = ____key.WEEK_SECONDS
local ____build = require("replay.build")
local ID_END = ____build.ID_END
____exports.Origin = __TS__Class()
local Origin = ____exports.Origin
function Origin.prototype.____constructor(self, log, initialState)
self.log = log
self.initialState = initialState
end
function Origin.prototype.set(self, base)
self.base = base
self.log:setFloor(base and base.week or 0)
end
function Origin.prototype.sealed(self)
return self.base
end
function Origin.prototype.total(self)
return self.log:countFromFloor()
end
function Origin.prototype.isBefore(self, time)
return self.base ~= nil and time < self.base.week * WEEK_SECONDS
end
function Origin.prototype.effect(self, time, id)
if not self:isBefore(time) then
return time, id
end
if time == 0 and id == 0 then
return self.base.week * WEEK_SECONDS, 0
end
return nil, nil
end
function Origin.prototype.build(self, state)
local base = self.base
return base == nil and ({state = state, time = -1, id = -1, count = 0}) or ({state = state, time = base.week * WEEK_SECONDS - 1, id = ID_END, count = 0})
end
function Origin.prototype.open(self, pause)
local base = self.base
if base == nil then
return self.initialState()
end
local state = base.open(pause)
local ____temp_2
if base == self.base then
____temp_2 = state
else
____temp_2 = nil
end
return ____temp_2
end
return ____exports
end,
["replay.table-map"] = function(...) 
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
["replay.state-copy"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____table_2Dmap = require("replay.table-map")
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
["replay.list-marks"] = function(...) 
local ____exports = {}
local isSame, isNoFinite, fieldsOf, hasFields
local ____numbers = require("numbers")
local isFiniteNumber = ____numbers.isFiniteNumber
local ____state_2Dcopy = require("replay.state-copy")
local pathTo = ____state_2Dcopy.pathTo
function isSame(a, b)
return a == b or isNoFinite(a) and isNoFinite(b)
end
function isNoFinite(value)
return type(value) == "number" and not isFiniteNumber(value)
end
function fieldsOf(item)
if type(item) ~= "table" then
return nil, 0
end
local fields = {}
local fieldCount = 0
for key, value in pairs(item) do
fields[key] = value
fieldCount = fieldCount + 1
end
return fields, fieldCount
end
function hasFields(item, fields, fieldCount)
local count = 0
for key, value in pairs(item) do
local before = fields[key]
if before ~= value and not isSame(before, value) then
return false
end
count = count + 1
end
return count == fieldCount
end
____exports.MARK_BYTES = 200
____exports.ITEM_STEP = 512
local NO_ITEMS = {}
function ____exports.newList(items, parentPath, key)
return {
items = items,
path = pathTo(parentPath, key)
}
end
function ____exports.markOf(list)
local ____list_0 = list
local items = ____list_0.items
local size = #items
local last = items[size]
local fields, fieldCount = fieldsOf(last)
return {
list = list,
size = size,
first = items[1],
last = last,
fields = fields,
fieldCount = fieldCount
}
end
function ____exports.hasOnlyGrown(____bindingPattern0)
local last
local first
local size
local list
list = ____bindingPattern0.list
size = ____bindingPattern0.size
first = ____bindingPattern0.first
last = ____bindingPattern0.last
if size == 0 then
return true
end
local ____list_1 = list
local items = ____list_1.items
local lastNow = items[size]
local firstNow = items[1]
return (lastNow == last or isSame(lastNow, last)) and (firstNow == first or isSame(firstNow, first))
end
function ____exports.isAsMarked(mark)
return ____exports.hasOnlyGrown(mark) and (mark.fields == nil or hasFields(mark.last, mark.fields, mark.fieldCount))
end
function ____exports.hasStrangers(items, size)
local key = next(items, size > 0 and size or nil)
while type(key) == "number" and key >= 1 and key <= size and key % 1 == 0 do
key = next(items, key)
end
return key ~= nil
end
function ____exports.cutToMark(____bindingPattern0)
local size
local list
list = ____bindingPattern0.list
size = ____bindingPattern0.size
local ____list_2 = list
local items = ____list_2.items
local length = #items
if length <= size then
return NO_ITEMS
end
local tail = {}
for index = length, size + 1, -1 do
tail[index] = items[index]
items[index] = nil
end
return tail
end
function ____exports.putBack(mark, tail)
____exports.cutToMark(mark)
local ____mark_list_3 = mark.list
local items = ____mark_list_3.items
local index = mark.size + 1
while tail[index] ~= nil do
items[index] = tail[index]
index = index + 1
end
end
return ____exports
end,
["replay.list-paths"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local Walker
local ____state_2Dcopy = require("replay.state-copy")
local pathTo = ____state_2Dcopy.pathTo
local ANY = "*"
local STEP = 64
function ____exports.parsePath(path)
if (string.match(("." .. path) .. ".", "%.%.")) ~= nil then
return nil
end
local names = {}
for name in string.gmatch(path, "[^.]+") do
names[#names + 1] = name
end
return names
end
function ____exports.canBeWithin(inner, outer)
if #inner < #outer then
return false
end
for index = 0, #outer - 1 do
if inner[index + 1] ~= outer[index + 1] and inner[index + 1] ~= ANY and outer[index + 1] ~= ANY then
return false
end
end
return true
end
function ____exports.eachList(state, paths, visit, pause)
local walker = __TS__New(Walker, visit, pause)
for ____, names in ipairs(paths) do
walker:walk(state, names, 0, "state")
end
end
Walker = __TS__Class()
Walker.name = "Walker"
function Walker.prototype.____constructor(self, visit, pause)
self.visit = visit
self.pause = pause
self.steps = 0
end
function Walker.prototype.walk(self, ____table, names, index, path)
local name = names[index + 1]
if name == ANY then
for key, value in pairs(____table) do
self:follow(
value,
key,
names,
index,
path
)
end
else
self:follow(
____table[name],
name,
names,
index,
path
)
end
end
function Walker.prototype.follow(self, value, key, names, index, path)
if type(value) == "table" then
if index == #names - 1 then
local visit = self.visit
visit(value, path, key)
else
self:walk(
value,
names,
index + 1,
pathTo(path, key)
)
end
end
self.steps = self.steps + 1
if self.steps % STEP == 0 then
self.pause()
end
end
return ____exports
end,
["replay.snapshots"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local findChanged, newestOf, copyLists, MARK_STEP, LIST_ITEMS
local ____list_2Dmarks = require("replay.list-marks")
local cutToMark = ____list_2Dmarks.cutToMark
local hasOnlyGrown = ____list_2Dmarks.hasOnlyGrown
local hasStrangers = ____list_2Dmarks.hasStrangers
local isAsMarked = ____list_2Dmarks.isAsMarked
local ITEM_STEP = ____list_2Dmarks.ITEM_STEP
local MARK_BYTES = ____list_2Dmarks.MARK_BYTES
local markOf = ____list_2Dmarks.markOf
local newList = ____list_2Dmarks.newList
local putBack = ____list_2Dmarks.putBack
local ____list_2Dpaths = require("replay.list-paths")
local eachList = ____list_2Dpaths.eachList
local ____state_2Dcopy = require("replay.state-copy")
local copyState = ____state_2Dcopy.copyState
local ENTRY_BYTES = ____state_2Dcopy.ENTRY_BYTES
local TABLE_BYTES = ____state_2Dcopy.TABLE_BYTES
local ____table_2Dmap = require("replay.table-map")
local TableMap = ____table_2Dmap.TableMap
function findChanged(marks, pause)
for index = 0, #marks - 1 do
if not isAsMarked(marks[index + 1]) then
return marks[index + 1]
end
if index % MARK_STEP == MARK_STEP - 1 then
pause()
end
end
return nil
end
function newestOf(marks, pause, lists)
local newest = __TS__New(TableMap)
for index = 0, #marks - 1 do
local mark = marks[index + 1]
newest:set(
lists:get(mark.list),
mark
)
if index % MARK_STEP == MARK_STEP - 1 then
pause()
end
end
return newest
end
function copyLists(marks, pause)
local lists = __TS__New(TableMap)
local count = 0
for ____, ____value in ipairs(marks) do
local list = ____value.list
local size = ____value.size
local ____list_2 = list
local items = ____list_2.items
local copy = {}
for index = 1, size do
copy[index] = items[index]
if index % ITEM_STEP == 0 then
pause()
end
end
lists:set(list, copy)
count = count + (size % ITEM_STEP + LIST_ITEMS)
if count >= ITEM_STEP then
count = 0
pause()
end
end
return lists
end
function ____exports.contentBytes(____bindingPattern0)
local marks
local bytes
bytes = ____bindingPattern0.bytes
marks = ____bindingPattern0.marks
local sum = bytes
for ____, ____value in ipairs(marks) do
local size = ____value.size
local fields = ____value.fields
local fieldCount = ____value.fieldCount
sum = sum + size * (fields == nil and ENTRY_BYTES or TABLE_BYTES + ENTRY_BYTES * (1 + fieldCount))
end
return sum
end
local NO_MARKS = {}
MARK_STEP = 64
LIST_ITEMS = ITEM_STEP / MARK_STEP
local function noPause()
end
local CHANGED = "has lost or changed items"
local STRANGERS = "holds more than items 1, 2, 3 and so on"
____exports.Snapshots = __TS__Class()
local Snapshots = ____exports.Snapshots
function Snapshots.prototype.____constructor(self, paths)
self.paths = paths
self.newest = __TS__New(TableMap)
end
function Snapshots.prototype.hasLists(self)
return #self.paths > 0 and self.problem == nil
end
function Snapshots.prototype.forgetProblem(self)
self.problem = nil
end
function Snapshots.prototype.reset(self)
self.newest = __TS__New(TableMap)
end
function Snapshots.prototype.take(self, state, pause, limit)
local marks = self:hasLists() and self:markLists(state, pause) or NO_MARKS
local standIns = #marks > 0 and __TS__New(TableMap) or nil
for index = 0, #marks - 1 do
local ____marks_index_0 = marks[index + 1]
local list = ____marks_index_0.list
standIns:set(list.items, list)
if index % MARK_STEP == MARK_STEP - 1 then
pause()
end
end
local copy, bytes = copyState(state, pause, standIns, limit)
if copy == nil then
return nil, bytes
end
return {state = copy, bytes = bytes + MARK_BYTES * #marks, marks = marks}
end
function Snapshots.prototype.open(self, ____bindingPattern0, pause)
local marks
local state
state = ____bindingPattern0.state
marks = ____bindingPattern0.marks
local copy = copyState(
state,
pause,
copyLists(marks, pause)
)
local ____temp_1
if findChanged(marks, pause) == nil then
____temp_1 = copy
else
____temp_1 = nil
end
return ____temp_1
end
function Snapshots.prototype.reopen(self, ____bindingPattern0, pause, isWanted)
local marks
local state
state = ____bindingPattern0.state
marks = ____bindingPattern0.marks
local lists = copyLists(marks, pause)
local copy = copyState(state, pause, lists)
local newest = newestOf(marks, pause, lists)
local changed = findChanged(marks, pause)
if not isWanted() or not self:isSound(changed) then
return nil
end
for ____, ____value in ipairs(marks) do
local list = ____value.list
list.items = lists:get(list)
end
self.newest = newest
return copy
end
function Snapshots.prototype.cut(self, ____bindingPattern0, pause, isWanted)
local marks
local state
state = ____bindingPattern0.state
marks = ____bindingPattern0.marks
local lists = __TS__New(TableMap)
local newest = __TS__New(TableMap)
for ____, mark in ipairs(marks) do
local list = mark.list
lists:set(list, list.items)
newest:set(list.items, mark)
end
local copy = copyState(state, pause, lists)
if not isWanted() or not self:isSound(findChanged(marks, noPause)) then
return
end
local tails = __TS__ArrayMap(
marks,
function(____, mark) return cutToMark(mark) end
)
local function undo()
for index = 0, #marks - 1 do
putBack(marks[index + 1], tails[index + 1])
end
end
for ____, ____value in ipairs(marks) do
local list = ____value.list
local size = ____value.size
if hasStrangers(list.items, size) then
self:distrust(list, STRANGERS)
undo()
return
end
end
self.newest = newest
return copy, undo
end
function Snapshots.prototype.markLists(self, state, pause)
local marks = {}
local seen = __TS__New(TableMap)
local function markList(____table, parentPath, key)
if ____table == state or seen:get(____table) ~= nil or getmetatable(____table) ~= nil then
return
end
local mark = self:nextMark(____table, parentPath, key)
if mark ~= nil then
seen:set(____table, mark)
marks[#marks + 1] = mark
end
end
eachList(state, self.paths, markList, pause)
self.newest = seen
return marks
end
function Snapshots.prototype.nextMark(self, ____table, parentPath, key)
local known = self.newest:get(____table)
if known ~= nil then
if not hasOnlyGrown(known) then
self:distrust(known.list, CHANGED)
end
return #known.list.items == known.size and known or markOf(known.list)
end
local list = newList(____table, parentPath, key)
if hasStrangers(list.items, #list.items) then
self:distrust(list, STRANGERS)
return nil
end
return markOf(list)
end
function Snapshots.prototype.isSound(self, changed)
if changed ~= nil then
self:distrust(changed.list, CHANGED)
end
return changed == nil
end
function Snapshots.prototype.distrust(self, ____bindingPattern0, what)
local path
path = ____bindingPattern0.path
if self.problem == nil then
self.problem = (path .. ", which is declared to only grow, ") .. what
end
end
return ____exports
end,
["replay.checkpoints"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____build = require("replay.build")
local isBehind = ____build.isBehind
local floor = math.floor
local max = math.max
local min = math.min
local LEAST_SPACING = 16
local EVENT_BYTES = 1024
____exports.LARGE_BYTES = 128 * EVENT_BYTES
____exports.SAVED_BYTES = 4 * 1024 * 1024
____exports.NEAR = 128
____exports.FAR = 256
____exports.DEFAULT_CHECKPOINT_BYTES = 16 * 1024 * 1024
local FREE_BYTES = 4 * 1024 * 1024
local SHARE = 1.25
local MOST = 40
function ____exports.spacingOf(bytes)
return max(
LEAST_SPACING,
floor(2 * bytes / EVENT_BYTES)
)
end
function ____exports.longReplay(bytes)
return max(____exports.FAR, bytes / EVENT_BYTES)
end
____exports.Checkpoints = __TS__Class()
local Checkpoints = ____exports.Checkpoints
function Checkpoints.prototype.____constructor(self, limit)
self.limit = limit
self.list = {}
self.bytes = 0
self.pins = 0
end
function Checkpoints.prototype.areWanted(self)
return self.limit > 0
end
function Checkpoints.prototype.count(self)
return #self.list
end
function Checkpoints.prototype.size(self)
return self.bytes
end
function Checkpoints.prototype.newest(self)
return self.list[#self.list]
end
function Checkpoints.prototype.has(self, checkpoint)
return __TS__ArrayIncludes(self.list, checkpoint)
end
function Checkpoints.prototype.before(self, time, id)
for index = #self.list - 1, 0, -1 do
if not isBehind(self.list[index + 1], time, id) then
return self.list[index + 1]
end
end
return nil
end
function Checkpoints.prototype.nextPosition(self, total, bytes)
local ____opt_0 = self:newest()
local last = ____opt_0 and ____opt_0.count or 0
local spacing = ____exports.spacingOf(bytes)
local room = max(
1,
floor(self:room(bytes) / max(bytes, 1))
)
local furthest = spacing * 2 ^ min(room - 1, MOST)
local distance = min(
floor((total - last) / 2),
furthest
)
return max(total - distance, last + spacing)
end
function Checkpoints.prototype.nextLargePosition(self, start, total, bytes)
local ____start_4 = start
local ____opt_2 = self:newest()
local last = max(____start_4, ____opt_2 and ____opt_2.count or 0)
local isLong = total - last > ____exports.longReplay(bytes)
return isLong and total - (____exports.NEAR + ____exports.FAR) / 2 or math.huge
end
function Checkpoints.prototype.add(self, checkpoint, total)
self.list[#self.list + 1] = checkpoint
self.bytes = self.bytes + checkpoint.bytes
self:thin(
total,
2 * ____exports.spacingOf(checkpoint.bytes)
)
local room = self:room(checkpoint.bytes)
while self.bytes > room and #self.list > 1 do
self:removeAt(0)
end
end
function Checkpoints.prototype.takeNewest(self)
self:removeAt(#self.list - 1)
end
function Checkpoints.prototype.dropFrom(self, time, id)
while #self.list > 0 and isBehind(self.list[#self.list], time, id) do
self:removeAt(#self.list - 1)
end
end
function Checkpoints.prototype.pin(self)
self.pins = self.pins + 1
end
function Checkpoints.prototype.unpin(self)
self.pins = self.pins - 1
end
function Checkpoints.prototype.isPinned(self)
return self.pins > 0
end
function Checkpoints.prototype.thin(self, total, slack)
local newer = total - self.list[#self.list].count
for index = #self.list - 2, 0, -1 do
local older = index > 0 and self.list[index].count or 0
if total - older <= 2 * newer + slack then
self:removeAt(index)
else
newer = total - self.list[index + 1].count
end
end
end
function Checkpoints.prototype.room(self, bytes)
return min(
self.limit,
max(FREE_BYTES, SHARE * bytes)
)
end
function Checkpoints.prototype.removeAt(self, index)
self.bytes = self.bytes - self.list[index + 1].bytes
table.remove(self.list, index + 1)
end
return ____exports
end,
["replay.keeper"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____checkpoints = require("replay.checkpoints")
local Checkpoints = ____checkpoints.Checkpoints
local LARGE_BYTES = ____checkpoints.LARGE_BYTES
local longReplay = ____checkpoints.longReplay
local SAVED_BYTES = ____checkpoints.SAVED_BYTES
local spacingOf = ____checkpoints.spacingOf
local ____snapshots = require("replay.snapshots")
local Snapshots = ____snapshots.Snapshots
local TAKE_SECONDS = 60
____exports.Keeper = __TS__Class()
local Keeper = ____exports.Keeper
function Keeper.prototype.____constructor(self, clock, limit, paths)
self.clock = clock
self.bytes = 0
self.isMeasured = true
self.isMoved = false
self.isVast = false
self.takenAt = -math.huge
self.checkpoints = __TS__New(Checkpoints, limit)
self.snapshots = __TS__New(Snapshots, paths)
end
function Keeper.prototype.forget(self)
self.checkpoints:dropFrom(-1, -1)
self.isMoved = false
self.isVast = false
self.isMeasured = true
self.bytes = 0
end
function Keeper.prototype.nextPosition(self, start, total, isAside)
local checkpoints = self.checkpoints
local bytes = self.bytes
if not checkpoints:areWanted() or self.isVast and not isAside then
return math.huge
end
return self.isMoved and checkpoints:nextLargePosition(start, total, bytes) or checkpoints:nextPosition(total, bytes)
end
function Keeper.prototype.copyCost(self)
return 2 * spacingOf(self.bytes)
end
function Keeper.prototype.make(self, build, total, pause, isWanted, isAside)
local checkpoints = self.checkpoints
local snapshots = self.snapshots
local hasLists = snapshots:hasLists()
local limit = hasLists and math.huge or self:copyLimit(isAside)
local ____build_0 = build
local time = ____build_0.time
local id = ____build_0.id
local count = ____build_0.count
local snapshot, problem = snapshots:take(build.state, pause, limit)
if snapshot == nil then
if problem == nil then
self.isVast = self.isMoved
self.isMoved = true
end
self.bytes = self.isVast and SAVED_BYTES or LARGE_BYTES
self.isMeasured = false
return problem
end
if isWanted() then
self.bytes = snapshot.bytes
self.isMeasured = true
self.isMoved = not hasLists and snapshot.bytes > LARGE_BYTES
self.isVast = self.isMoved and snapshot.bytes > SAVED_BYTES
checkpoints:add(
__TS__ObjectAssign({}, snapshot, {time = time, id = id, count = count}),
total
)
end
return nil
end
function Keeper.prototype.makeFirst(self, build, total, pause, isWanted)
if not self.checkpoints:areWanted() then
return nil
end
self.isMoved = true
local problem = self:make(
build,
total,
pause,
isWanted,
true
)
if self.isMoved then
self.isMoved = self.checkpoints:count() > 0
end
return problem
end
function Keeper.prototype.copyLimit(self, isAside)
if not self.isMoved then
return LARGE_BYTES
end
return isAside and math.huge or SAVED_BYTES
end
function Keeper.prototype.addStart(self, build)
self.checkpoints:add(
__TS__ObjectAssign({}, build, {bytes = self.bytes, marks = {}}),
build.count
)
end
function Keeper.prototype.begin(self, base, total, pause, isWanted)
local checkpoints = self.checkpoints
local clock = self.clock
if self.isMoved and not checkpoints:isPinned() then
if not checkpoints:has(base) then
return base.state
end
local now = clock:uptime()
if now - self.takenAt >= TAKE_SECONDS or total - base.count > longReplay(self.bytes) then
self.takenAt = now
checkpoints:takeNewest()
return base.state
end
end
return self.snapshots:reopen(base, pause, isWanted)
end
return ____exports
end,
["replay.state-writer"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____cbor = require("codec.cbor")
local encodeCbor = ____cbor.encodeCbor
local encodeHead = ____cbor.encodeHead
local ____state_2Dcopy = require("replay.state-copy")
local pathTo = ____state_2Dcopy.pathTo
local ____table_2Dmap = require("replay.table-map")
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
["replay.state-codec"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____cbor = require("codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local readArgument = ____cbor.readArgument
local ____state_2Dwriter = require("replay.state-writer")
local MAX_DEPTH = ____state_2Dwriter.MAX_DEPTH
local STEP = ____state_2Dwriter.STEP
local StateWriter = ____state_2Dwriter.StateWriter
local ____table_2Dmap = require("replay.table-map")
local TableMap = ____table_2Dmap.TableMap
local byte = string.byte
local MAP_HEAD = 160
local TAG_HEAD = 192
local function writeItems(writer, ____bindingPattern0, path)
local size
local list
list = ____bindingPattern0.list
size = ____bindingPattern0.size
local ____list_0 = list
local items = ____list_0.items
writer:writeHead(size)
for index = 1, size do
if not writer:writeEntry(index, items[index], path) then
return false
end
end
return true
end
local function writeEntries(writer, ____table, path)
local entries = 0
for _key in pairs(____table) do
entries = entries + 1
writer:step()
end
writer:writeHead(entries)
for key, value in pairs(____table) do
if not writer:writeEntry(key, value, path) then
return false
end
end
return true
end
local StateReader = __TS__Class()
function StateReader.prototype.____constructor(self, bytes, pause)
self.bytes = bytes
self.pause = pause
self.position = 1
self.entries = 0
end
function StateReader.prototype.isAtEnd(self)
return self.position == #self.bytes + 1
end
function StateReader.prototype.readTable(self, depth)
local entries, next = readArgument(
self.bytes,
self.position,
byte(self.bytes, self.position) % 32
)
if entries == nil or depth > MAX_DEPTH then
return nil
end
self.position = next
local ____table = {}
for _ = 1, entries do
local key = self:readValue()
local ____table_isAtMap_result_1
if self:isAtMap() then
____table_isAtMap_result_1 = self:readTable(depth + 1)
else
____table_isAtMap_result_1 = self:readValue()
end
local value = ____table_isAtMap_result_1
if key == nil or value == nil then
return nil
end
____table[key] = value
self.entries = self.entries + 1
if self.entries % STEP == 0 then
self.pause()
end
end
return ____table
end
function StateReader.prototype.isAtMap(self)
local head = byte(self.bytes, self.position)
return head ~= nil and head >= MAP_HEAD and head < TAG_HEAD
end
function StateReader.prototype.readValue(self)
local ok, value, next = decodeCbor(self.bytes, self.position)
if not ok or type(value) == "table" then
return nil
end
self.position = next
return value
end
function ____exports.encodeState(state, pause, marks)
if marks == nil then
marks = {}
end
local lists = __TS__New(TableMap)
for ____, mark in ipairs(marks) do
lists:set(mark.list, mark)
end
local function writeContent(writer, content, path)
local mark = lists:get(content)
local ____temp_2
if mark == nil then
____temp_2 = writeEntries(writer, content, path)
else
____temp_2 = writeItems(writer, mark, path)
end
return ____temp_2
end
local writer = __TS__New(StateWriter, pause, writeContent)
local pieces = writer:write(state)
if pieces == nil then
return nil, writer.problem
end
return table.concat(pieces)
end
function ____exports.decodeState(bytes, pause)
local reader = __TS__New(StateReader, bytes, pause)
local ____reader_isAtMap_result_3
if reader:isAtMap() then
____reader_isAtMap_result_3 = reader:readTable(0)
else
____reader_isAtMap_result_3 = nil
end
local state = ____reader_isAtMap_result_3
local ____reader_isAtEnd_result_4
if reader:isAtEnd() then
____reader_isAtEnd_result_4 = state
else
____reader_isAtEnd_result_4 = nil
end
return ____reader_isAtEnd_result_4
end
return ____exports
end,
["replay.saved-checkpoint"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local headOf, format
local ____body = require("event.body")
local digestOf = ____body.digestOf
local ____key = require("event.key")
local weekOf = ____key.weekOf
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____checked_2Dtext = require("block.checked-text")
local decodeChecked = ____checked_2Dtext.decodeChecked
local encodeChecked = ____checked_2Dtext.encodeChecked
local ____each_2Dweek = require("log.each-week")
local eachWeek = ____each_2Dweek.eachWeek
local ____state_2Dcodec = require("replay.state-codec")
local decodeState = ____state_2Dcodec.decodeState
local encodeState = ____state_2Dcodec.encodeState
function headOf(____bindingPattern0)
local revocations
local schema
local stateVersion
stateVersion = ____bindingPattern0.stateVersion
schema = ____bindingPattern0.schema
revocations = ____bindingPattern0.revocations
return format("%.0f %.0f %.0f ", stateVersion, schema, revocations)
end
format = string.format
local U32 = 4294967296
local function measure(log, time, id, pause)
local lastWeekNumber = weekOf(time)
local count = 0
local fingerprint = 0
local function add(week)
week:hash(pause)
local header = week:header()
count = count + header.count
fingerprint = fingerprint + header.fingerprint
end
eachWeek(
log,
function(weekNumber, week)
if weekNumber >= log.floorWeek and weekNumber < lastWeekNumber then
add(week)
end
end,
pause
)
local week = log:open(lastWeekNumber, pause)
if week ~= nil then
add(week)
local times = week.times
local ids = week.ids
local bodies = week.bodies
local stride = __TS__New(Stride, pause)
for index = week.size - 1, 0, -1 do
local eventTime = times[index + 1]
local eventId = ids[index + 1]
if eventTime < time or eventTime == time and eventId <= id then
break
end
count = count - 1
local body = bodies[index + 1]
fingerprint = fingerprint - digestOf(eventTime, eventId, body)
stride:passed(#body)
end
end
return count, fingerprint % U32
end
function ____exports.formatCheckpoint(log, build, basis, native, pause)
local count, fingerprint = measure(log, build.time, build.id, pause)
local bytes, problem = encodeState(build.state, pause, build.marks)
if bytes == nil or count ~= build.count then
return nil, problem
end
local position = format(
"%.0f %.0f %.0f %.0f ",
count,
fingerprint,
build.time,
build.id
)
return (headOf(basis) .. position) .. encodeChecked(bytes, native, pause)
end
function ____exports.withBasis(text, basis)
local rest = string.match(text, "^%d+ %d+ %d+ (.*)$")
return headOf(basis) .. rest
end
function ____exports.restoreCheckpoint(text, log, basis, native, pause)
if text == nil or text == "" then
return nil, "none"
end
local version, schema, revocations, countText, fingerprintText, timeText, idText, payload = string.match(
type(text) == "string" and text or "",
"^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%S+)$"
)
if payload == nil then
return nil, "malformed"
end
if tonumber(version) ~= basis.stateVersion then
return nil, "stateVersion"
end
if tonumber(schema) ~= basis.schema then
return nil, "types"
end
if tonumber(revocations) ~= basis.revocations then
return nil, "revocations"
end
local time = tonumber(timeText)
local id = tonumber(idText)
local count, fingerprint = measure(log, time, id, pause)
if count ~= tonumber(countText) or fingerprint ~= tonumber(fingerprintText) then
return nil, "log"
end
local bytes = decodeChecked(payload, native, pause)
local ____temp_0
if bytes == nil then
____temp_0 = nil
else
____temp_0 = decodeState(bytes, pause)
end
local state = ____temp_0
if state == nil then
return nil, "damaged"
end
return {state = state, time = time, id = id, count = count}
end
return ____exports
end,
["replay.checkpoint-saver"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____build = require("replay.build")
local isBehind = ____build.isBehind
local ____checkpoints = require("replay.checkpoints")
local FAR = ____checkpoints.FAR
local LARGE_BYTES = ____checkpoints.LARGE_BYTES
local SAVED_BYTES = ____checkpoints.SAVED_BYTES
local spacingOf = ____checkpoints.spacingOf
local ____saved_2Dcheckpoint = require("replay.saved-checkpoint")
local formatCheckpoint = ____saved_2Dcheckpoint.formatCheckpoint
local withBasis = ____saved_2Dcheckpoint.withBasis
local ____snapshots = require("replay.snapshots")
local contentBytes = ____snapshots.contentBytes
local WRITING = 8
local WORTH_BYTES = 128
____exports.CheckpointSaver = __TS__Class()
local CheckpointSaver = ____exports.CheckpointSaver
function CheckpointSaver.prototype.____constructor(self, log, keeper, basis, native)
self.log = log
self.keeper = keeper
self.basis = basis
self.native = native
self.isWrong = false
self.unsavedAt = 0
end
function CheckpointSaver.prototype.adopt(self, saved)
self.saved = saved
self.isWrong = false
end
function CheckpointSaver.prototype.changed(self, time, id)
if self.saved ~= nil and isBehind(self.saved, time, id) then
self:drop()
end
end
function CheckpointSaver.prototype.drop(self)
if not self.isWrong then
self.isWrong = self.saved ~= nil
end
self.saved = nil
end
function CheckpointSaver.prototype.save(self, pause, isLast)
local newest = self.keeper.checkpoints:newest()
if newest ~= nil and self:isDue(newest, isLast) then
local text = self:write(newest, pause)
if text ~= nil then
return text
end
end
if self.saved ~= nil then
return self:refresh(self.saved)
end
local isWrong = self.isWrong
self.isWrong = false
return isWrong and "" or nil
end
function CheckpointSaver.prototype.isDue(self, newest, isLast)
local saved = self.saved
local keeper = self.keeper
local log = self.log
local ____newest_0 = newest
local count = ____newest_0.count
local bytes = contentBytes(newest)
local isUnfit = newest == self.unsaved and count == self.unsavedAt
local isOnItsWay = keeper.isMoved and (log:countFromFloor() - count > FAR or not keeper.isMeasured)
if isUnfit or isOnItsWay or bytes > math.min(WORTH_BYTES * count, SAVED_BYTES) then
return false
end
local isSmall = bytes <= LARGE_BYTES
if saved == nil then
return isSmall or not isLast
end
return count - saved.count >= (isLast and isSmall and 1 or spacingOf(WRITING * bytes))
end
function CheckpointSaver.prototype.write(self, newest, pause)
local keeper = self.keeper
local log = self.log
local native = self.native
local basis = self.basis()
keeper.checkpoints:pin()
local text, problem = formatCheckpoint(
log,
newest,
basis,
native,
pause
)
keeper.checkpoints:unpin()
local ____newest_1 = newest
local time = ____newest_1.time
local id = ____newest_1.id
local count = ____newest_1.count
self.problem = problem
local ____temp_2
if problem == nil then
____temp_2 = nil
else
____temp_2 = newest
end
self.unsaved = ____temp_2
self.unsavedAt = count
if text ~= nil and keeper.checkpoints:has(newest) then
self:adopt({
time = time,
id = id,
count = count,
text = text,
revocations = basis.revocations
})
return text
end
return nil
end
function CheckpointSaver.prototype.refresh(self, saved)
local basis = self.basis()
if basis.revocations == saved.revocations then
return nil
end
local text = withBasis(saved.text, basis)
self.saved = __TS__ObjectAssign({}, saved, {text = text, revocations = basis.revocations})
return text
end
return ____exports
end,
["replay.new-states"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local noPause
local ____checkpoints = require("replay.checkpoints")
local LARGE_BYTES = ____checkpoints.LARGE_BYTES
local ____state_2Dcopy = require("replay.state-copy")
local copyState = ____state_2Dcopy.copyState
function noPause()
end
____exports.NewStates = __TS__Class()
local NewStates = ____exports.NewStates
function NewStates.prototype.____constructor(self, initialState, guard)
self.initialState = initialState
self.guard = guard
self.hasTold = false
local first = initialState()
local copy = copyState(first, noPause, nil, LARGE_BYTES)
self.first = first
self.copy = copy
end
function NewStates.prototype.next(self)
local first = self.first
if first ~= nil then
self.first = nil
return first
end
local isMade, made = pcall(self.initialState)
if isMade and type(made) == "table" then
return made
end
local problem = isMade and "gave a " .. type(made) or "raised: " .. tostring(made)
if self.copy == nil then
error("initialState() " .. problem, 0)
end
if not self.hasTold then
self.hasTold = true
self.guard:report(("LibEventLedger: initialState() " .. problem) .. "; a copy of the first state is used instead")
end
local state = copyState(self.copy, noPause)
return state
end
return ____exports
end,
["replay.single-task"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.SingleTask = __TS__Class()
local SingleTask = ____exports.SingleTask
function SingleTask.prototype.____constructor(self, background)
self.background = background
self.isBegun = false
end
function SingleTask.prototype.isRunning(self)
return self.isBegun and self:status() ~= "dead"
end
function SingleTask.prototype.isCalling(self)
local status = self:status()
return status == "running" or status == "normal"
end
function SingleTask.prototype.run(self, body)
self.isBegun = true
self.thread = nil
self.background:run(function(pause, rest)
self.thread = coroutine.running()
body(pause, rest)
self.thread = nil
self.isBegun = false
end)
end
function SingleTask.prototype.status(self)
local ____temp_0
if self.thread == nil then
____temp_0 = nil
else
____temp_0 = coroutine.status(self.thread)
end
return ____temp_0
end
return ____exports
end,
["replay.batch-runner"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____single_2Dtask = require("replay.single-task")
local SingleTask = ____single_2Dtask.SingleTask
____exports.BatchRunner = __TS__Class()
local BatchRunner = ____exports.BatchRunner
function BatchRunner.prototype.____constructor(self, context, work)
self.context = context
self.work = work
self.isHurried = false
self.isWaiting = false
self.holds = 0
self.task = __TS__New(SingleTask, context.background)
end
function BatchRunner.prototype.isHeld(self)
return self.holds > 0
end
function BatchRunner.prototype.isBusy(self)
return self.task:isRunning()
end
function BatchRunner.prototype.isInBatch(self)
return self.task:isCalling()
end
function BatchRunner.prototype.setHurried(self, isHurried)
self.isHurried = isHurried
self:wake()
end
function BatchRunner.prototype.hold(self)
self.holds = self.holds + 1
self.work:interrupt()
end
function BatchRunner.prototype.release(self)
self.holds = self.holds - 1
self:wake()
end
function BatchRunner.prototype.wake(self)
if self.task:isRunning() or self.isWaiting and not self.isHurried or not self:canRun() then
return
end
self.task:run(function(pause, rest)
self:run(pause, rest)
end)
end
function BatchRunner.prototype.canRun(self)
return self.holds == 0 and self.work:isWorking()
end
function BatchRunner.prototype.run(self, pause, rest)
local ____self_context_0 = self.context
local limits = ____self_context_0.limits
local timers = ____self_context_0.timers
while self:canRun() do
local isFrameDone = self.work:runBatch(pause, rest)
if limits.interval > 0 and not self.isHurried then
self.isWaiting = true
timers:after(
limits.interval,
function()
self.isWaiting = false
self:wake()
end
)
return
end
if isFrameDone and self:canRun() then
rest()
end
end
end
return ____exports
end,
["replay.failures"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____key = require("event.key")
local isKeyBefore = ____key.isKeyBefore
local packKey = ____key.packKey
local toId = ____key.toId
local ____build = require("replay.build")
local isBehind = ____build.isBehind
local SKIPPED_LIMIT = 20
local function idOf(event)
return toId(event.creator, event.counter)
end
____exports.Failures = __TS__Class()
local Failures = ____exports.Failures
function Failures.prototype.____constructor(self, guard, listener)
self.guard = guard
self.listener = listener
self.skipped = {}
self.told = {}
end
function Failures.prototype.halted(self)
return self.halt
end
function Failures.prototype.listSkipped(self)
return {unpack(self.skipped)}
end
function Failures.prototype.mayEndHalt(self, time, id)
local ____opt_0 = self.halt
local event = ____opt_0 and ____opt_0.event
return event ~= nil and not isKeyBefore(
event.time,
idOf(event),
time,
id
)
end
function Failures.prototype.take(self, failure)
local ____failure_2 = failure
local event = ____failure_2.event
local message = ____failure_2.message
self.halt = failure
local key = packKey(
event.time,
idOf(event)
)
local isNew = not (self.told[key] ~= nil)
self.told[key] = true
if isNew then
self.guard:report((("LibEventLedger: reducer of \"" .. event.type) .. "\": ") .. message)
end
local isSkipped = self:isSkipped(failure)
if isSkipped and self.halt == failure then
self.halt = nil
self:addSkipped(failure)
end
if isNew then
self.listener:reducerError(event, message)
end
return isSkipped
end
function Failures.prototype.rewind(self, build)
self.halt = nil
self.skipped = __TS__ArrayFilter(
self.skipped,
function(____, ____bindingPattern0)
local event
event = ____bindingPattern0.event
return isBehind(
build,
event.time,
idOf(event)
)
end
)
end
function Failures.prototype.clear(self)
self.halt = nil
self.skipped = {}
end
function Failures.prototype.forgetTold(self)
self.told = {}
end
function Failures.prototype.isSkipped(self, failure)
local guard = self.guard
local listener = self.listener
local isSkipped = false
guard:call(function()
isSkipped = listener:isSkipped(failure)
end)
return isSkipped
end
function Failures.prototype.addSkipped(self, failure)
if #self.skipped >= SKIPPED_LIMIT then
table.remove(self.skipped, 1)
end
self.skipped[#self.skipped + 1] = failure
end
return ____exports
end,
["replay.late-events"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____key = require("event.key")
local isKeyBefore = ____key.isKeyBefore
local LOSS_SHARE = 0.5
____exports.LateEvents = __TS__Class()
local LateEvents = ____exports.LateEvents
function LateEvents.prototype.____constructor(self)
self.lost = 0
self.id = 0
end
function LateEvents.prototype.areGathered(self)
return self.time ~= nil
end
function LateEvents.prototype.mayDiscard(self, events, needed)
if self:areGathered() or events > 0 and self.lost + events > needed * LOSS_SHARE then
return false
end
self.lost = self.lost + events
return true
end
function LateEvents.prototype.gather(self, time, id)
if self.time == nil or isKeyBefore(time, id, self.time, self.id) then
self.time = time
self.id = id
end
end
function LateEvents.prototype.take(self)
local time = self.time
local id = self.id
self.time = nil
if time == nil then
self.lost = 0
return nil, nil
end
return time, id
end
return ____exports
end,
["replay.pacer"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local min = math.min
local LOOK_EVERY = 0.1
local MAX_STRIDE = 16
____exports.Pacer = __TS__Class()
local Pacer = ____exports.Pacer
function Pacer.prototype.____constructor(self, clock)
self.clock = clock
self.hasNewFrame = false
self.untilLook = 1
self.pause = function()
end
self.frame = 0
self.deadline = 0
self.look = 0
self.stride = 1
end
function Pacer.prototype.begin(self, budget, pause)
self.hasNewFrame = false
self.untilLook = 1
self.pause = pause
self.frame = self.clock:uptime()
self.look = self.clock:milliseconds()
self.deadline = self.look + budget
self.stride = 1
return self
end
function Pacer.prototype.mayGoOn(self, steps)
self.untilLook = self.untilLook - steps
if self.untilLook > 0 then
return true
end
local now = self.clock:milliseconds()
if now >= self.deadline then
return false
end
self.stride = now - self.look < LOOK_EVERY and min(self.stride * 2, MAX_STRIDE) or 1
self.untilLook = self.stride
self.look = now
self.pause()
self.hasNewFrame = self.clock:uptime() ~= self.frame
return not self.hasNewFrame
end
return ____exports
end,
["replay.renewal"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
local ____checkpoints = require("replay.checkpoints")
local FAR = ____checkpoints.FAR
local NEAR = ____checkpoints.NEAR
local ____single_2Dtask = require("replay.single-task")
local SingleTask = ____single_2Dtask.SingleTask
local min = math.min
local SHARE = 10
local LONGEST_FRAME = 0.1
____exports.Renewal = __TS__Class()
local Renewal = ____exports.Renewal
function Renewal.prototype.____constructor(self, context, keeper, origin, position)
self.context = context
self.keeper = keeper
self.origin = origin
self.position = position
self.cursor = __TS__New(LogCursor, context.log)
self.task = __TS__New(SingleTask, context.background)
end
function Renewal.prototype.wake(self)
if self.task:isRunning() or not self:isDue() then
return
end
self.task:run(function(pause, rest)
self:run(pause, rest)
end)
end
function Renewal.prototype.isDue(self)
local ____self_keeper_0 = self.keeper
local checkpoints = ____self_keeper_0.checkpoints
local isMoved = ____self_keeper_0.isMoved
local count = self.position()
local ____temp_3 = isMoved and count ~= nil
if ____temp_3 then
local ____opt_1 = checkpoints:newest()
____temp_3 = count - (____opt_1 and ____opt_1.count or 0) > FAR
end
return ____temp_3
end
function Renewal.prototype.run(self, pause, rest)
local ____self_keeper_4 = self.keeper
local checkpoints = ____self_keeper_4.checkpoints
local ____self_context_5 = self.context
local clock = ____self_context_5.clock
local isDue = true
while isDue do
local before = clock:uptime()
rest()
if not checkpoints:isPinned() then
isDue = self:advance(
SHARE * min(
clock:uptime() - before,
LONGEST_FRAME
),
pause
)
end
end
end
function Renewal.prototype.addStart(self, pause)
local keeper = self.keeper
local origin = self.origin
local state = origin:open(pause)
local isWanted = self.position() ~= nil and keeper.isMoved and keeper.checkpoints:newest() == nil
if state == nil or not isWanted then
return false
end
keeper:addStart(origin:build(state))
return true
end
function Renewal.prototype.advance(self, milliseconds, pause)
local cursor = self.cursor
local keeper = self.keeper
local ____self_context_6 = self.context
local applier = ____self_context_6.applier
local clock = ____self_context_6.clock
local ____keeper_7 = keeper
local checkpoints = ____keeper_7.checkpoints
local ____end = clock:milliseconds() + milliseconds
local count = self.position()
if count == nil or not keeper.isMoved then
return false
end
if checkpoints:newest() == nil and not self:addStart(pause) then
return false
end
local checkpoint = checkpoints:newest()
cursor:seek(checkpoint.time, checkpoint.id)
repeat
do
if checkpoint.count >= count - NEAR or not cursor:next(pause) then
return false
end
if self.position() == nil or checkpoints:newest() ~= checkpoint or checkpoints:isPinned() then
return true
end
if applier:apply(checkpoint, cursor) ~= nil then
applier:pass(checkpoint, cursor.time, cursor.id)
end
end
until not (clock:milliseconds() < ____end)
return true
end
return ____exports
end,
["replay.speed"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local FIRST_GUESS = 0.015
local LEAST_EVENTS = 32
local SLOWER_WEIGHT = 0.1
____exports.Speed = __TS__Class()
local Speed = ____exports.Speed
function Speed.prototype.____constructor(self, clock)
self.clock = clock
self.perEvent = FIRST_GUESS
self.beganAt = 0
self.frame = 0
end
function Speed.prototype.begin(self)
self.beganAt = self.clock:milliseconds()
self.frame = self.clock:uptime()
end
Speed.prototype["end"] = function(self, events)
if events >= LEAST_EVENTS and self.clock:uptime() == self.frame then
local measured = (self.clock:milliseconds() - self.beganAt) / events
local weight = measured < self.perEvent and 1 or SLOWER_WEIGHT
self.perEvent = self.perEvent + weight * (measured - self.perEvent)
end
end
function Speed.prototype.timeOf(self, events)
return events * self.perEvent
end
return ____exports
end,
["replay.short-replays"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local isOpenBehind
local ____key = require("event.key")
local isKeyBefore = ____key.isKeyBefore
local weekOf = ____key.weekOf
local ____speed = require("replay.speed")
local Speed = ____speed.Speed
function isOpenBehind(log, time, id)
local number = log:weekFrom(weekOf(time))
while number ~= nil do
local ____opt_1 = log:week(number)
local packed = ____opt_1 and ____opt_1.packed
if packed ~= nil and isKeyBefore(time, id, packed.lastTime, packed.lastId) then
return false
end
number = log:weekFrom(number + 1)
end
return true
end
local min = math.min
local MOST_EVENTS = 512
local MOST_MILLISECONDS = 3
local OWN_FRAME_MILLISECONDS = 1
____exports.ShortReplays = __TS__Class()
local ShortReplays = ____exports.ShortReplays
function ShortReplays.prototype.____constructor(self, context, keeper)
self.context = context
self.keeper = keeper
self.areRefused = false
self.speed = __TS__New(Speed, context.clock)
end
function ShortReplays.prototype.isShort(self, base)
local ____self_context_0 = self.context
local log = ____self_context_0.log
local limits = ____self_context_0.limits
return #base.marks > 0 and not self.areRefused and not self.keeper.checkpoints:isPinned() and log:countFromFloor() - base.count <= min(MOST_EVENTS, limits.batchSize) and self:timeFrom(base) <= min(MOST_MILLISECONDS, limits.budget) and isOpenBehind(log, base.time, base.id)
end
function ShortReplays.prototype.needsFrame(self, base)
return self:timeFrom(base) > OWN_FRAME_MILLISECONDS
end
function ShortReplays.prototype.timeFrom(self, ____bindingPattern0)
local count
count = ____bindingPattern0.count
return self.speed:timeOf(self.context.log:countFromFloor() - count + self.keeper:copyCost())
end
return ____exports
end,
["replay.replayer"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
local ____base = require("replay.base")
local Origin = ____base.Origin
local ____batch_2Drunner = require("replay.batch-runner")
local BatchRunner = ____batch_2Drunner.BatchRunner
local ____build = require("replay.build")
local isBehind = ____build.isBehind
local ____failures = require("replay.failures")
local Failures = ____failures.Failures
local ____keeper = require("replay.keeper")
local Keeper = ____keeper.Keeper
local ____late_2Devents = require("replay.late-events")
local LateEvents = ____late_2Devents.LateEvents
local ____pacer = require("replay.pacer")
local Pacer = ____pacer.Pacer
local ____renewal = require("replay.renewal")
local Renewal = ____renewal.Renewal
local ____short_2Dreplays = require("replay.short-replays")
local ShortReplays = ____short_2Dreplays.ShortReplays
local huge = math.huge
local max = math.max
local min = math.min
local function noPause()
end
____exports.Replayer = __TS__Class()
local Replayer = ____exports.Replayer
function Replayer.prototype.____constructor(self, context)
self.context = context
self.isOriginMissing = false
self.isUnopened = false
self.asideStart = 0
self.start = 0
self.copyAt = 0
self.late = __TS__New(LateEvents)
self.hasRewound = false
self.isStopped = false
self.origin = __TS__New(Origin, context.log, context.initialState)
self.live = self.origin:build(context.initialState())
self.cursor = __TS__New(LogCursor, context.log)
self.pacer = __TS__New(Pacer, context.clock)
self.keeper = __TS__New(Keeper, context.clock, context.checkpointBytes, context.appendOnly)
self.failures = __TS__New(Failures, context.guard, context.listener)
self.runner = __TS__New(BatchRunner, context, self)
self.short = __TS__New(ShortReplays, context, self.keeper)
self.renewal = __TS__New(
Renewal,
context,
self.keeper,
self.origin,
function() return self:settledCount() end
)
end
function Replayer.prototype.getState(self)
return self.live.state
end
function Replayer.prototype.position(self)
return self.live
end
function Replayer.prototype.lag(self)
return max(
self.isUnopened and 1 or 0,
self.origin:total() - self:current().count
)
end
function Replayer.prototype.isCurrent(self)
return self.aside == nil and self:lag() == 0
end
function Replayer.prototype.isRewinding(self)
return self.aside ~= nil or self.isUnopened
end
function Replayer.prototype.isWorking(self)
local isStuck = self.isStopped or self.isOriginMissing or self.failures:halted() ~= nil
return not isStuck and not self:isCurrent()
end
function Replayer.prototype.resumeFrom(self, build)
self.live = build
self.isUnopened = false
self.start = build.count
end
function Replayer.prototype.rebase(self, base)
self:forget()
self.failures:clear()
self.origin:set(base)
if base ~= nil and self.aside == nil and self.live.count == 0 then
self.live = self.origin:build(self.live.state)
self.isUnopened = true
self.start = 0
else
self:rewind(-1, -1)
end
self.runner:wake()
end
function Replayer.prototype.restart(self)
local isHalted = self.failures:halted() ~= nil
self:forget()
if self:current().count > 0 or isHalted then
self:rewind(-1, -1)
end
self.runner:wake()
end
function Replayer.prototype.changed(self, time, id)
self:interrupt()
if self.failures:mayEndHalt(time, id) then
self:rewind(time, id)
elseif isBehind(
self:current(),
time,
id
) then
self:rewindOrGather(time, id)
end
self.runner:wake()
end
function Replayer.prototype.noteProblem(self, problem)
if self.checkpointProblem == nil then
self.checkpointProblem = problem
self.context.guard:report("LibEventLedger: no checkpoints: " .. problem)
end
end
function Replayer.prototype.stop(self)
self.isStopped = true
end
function Replayer.prototype.forget(self)
self:interrupt()
self.failures:forgetTold()
self.checkpointProblem = nil
self.toldDistrust = nil
self.isOriginMissing = false
self.keeper.snapshots:forgetProblem()
self.keeper:forget()
end
function Replayer.prototype.current(self)
return self.aside or self.live
end
function Replayer.prototype.rewindOrGather(self, time, id)
local aside = self.aside
local late = self.late
local asideStart = self.asideStart
local ____self_keeper_0 = self.keeper
local checkpoints = ____self_keeper_0.checkpoints
checkpoints:dropFrom(time, id)
local ____opt_1 = checkpoints:newest()
local base = ____opt_1 and ____opt_1.count or 0
local lost = aside == nil and 0 or aside.count - max(asideStart, base)
if late:mayDiscard(
lost,
self.origin:total() - asideStart
) then
self:startAside()
else
late:gather(time, id)
end
end
function Replayer.prototype.rewind(self, time, id)
self.late:gather(time, id)
local first, firstId = self.late:take()
self.keeper.checkpoints:dropFrom(first, firstId)
self:startAside()
end
function Replayer.prototype.startAside(self)
local origin = self.origin
local isAnew = self.aside == nil
local base = self.keeper.checkpoints:newest()
local isFromStart = base == nil and origin:sealed() == nil
local aside = origin:build(isFromStart and self.context.initialState() or self.live.state)
self.isUnopened = base == nil and not isFromStart
if base ~= nil then
aside.time = base.time
aside.id = base.id
aside.count = base.count
end
self.base = base
self.aside = aside
self.asideStart = isAnew and aside.count or min(self.asideStart, aside.count)
self.start = aside.count
self.keeper.snapshots:reset()
self.failures:rewind(aside)
end
function Replayer.prototype.interrupt(self)
self.context.applier:interrupt()
end
function Replayer.prototype.runBatch(self, pause, rest)
local ____self_context_3 = self.context
local limits = ____self_context_3.limits
local build = self:current()
if not self:prepare(build, pause, rest) then
return false
end
self.cursor:seek(build.time, build.id)
self:planCopy()
local ____self_short_4 = self.short
local speed = ____self_short_4.speed
local pacer = self.pacer:begin(limits.budget, pause)
speed:begin()
local count = 0
local isAtEnd = false
while count < limits.batchSize do
isAtEnd = not self.cursor:next(pause)
if isAtEnd or build ~= self:current() then
break
end
local most = min(pacer.untilLook, limits.batchSize - count)
local passed, isHalted = self:applyRun(build, self.cursor, most)
count = count + passed
if isHalted or build.count >= self.copyAt and not self:addCheckpoint(build, pause) then
break
end
if not pacer:mayGoOn(passed) or self.runner:isHeld() then
break
end
end
speed["end"](speed, count)
self:endBatch(build, count, isAtEnd)
return not pacer.hasNewFrame
end
function Replayer.prototype.prepare(self, build, pause, rest)
local base = self.base
local keeper = self.keeper
if self.isUnopened then
return self:openOrigin(build, pause)
end
if base == nil or build ~= self.aside then
return true
end
if self:mayReplayAtOnce(base) then
self:replayAtOnce(build, base, pause, rest)
return false
end
local function isWanted()
return build == self.aside and base == self.base
end
local state = keeper:begin(
base,
self.origin:total(),
pause,
isWanted
)
if state == nil then
self:noteDistrust()
return false
end
build.state = state
self.base = nil
return true
end
function Replayer.prototype.openOrigin(self, build, pause)
local state = self.origin:open(pause)
if build ~= self:current() then
return false
end
if state == nil then
self.isOriginMissing = true
return false
end
build.state = state
self.isUnopened = false
if build == self.live then
self.context.listener:stateChanged(state, {count = 0, isRewind = false})
end
return build == self:current()
end
function Replayer.prototype.mayReplayAtOnce(self, base)
return not self.late:areGathered() and self.short:isShort(base)
end
function Replayer.prototype.replayAtOnce(self, build, base, pause, rest)
local keeper = self.keeper
local cursor = self.cursor
local ____self_context_5 = self.context
local applier = ____self_context_5.applier
if self.short:needsFrame(base) then
rest()
end
local function isWanted()
return build == self.aside and base == self.base and self:mayReplayAtOnce(base)
end
local state, undo = keeper.snapshots:cut(base, pause, isWanted)
if state == nil then
self:noteDistrust()
return
end
build.state = state
self.base = nil
self:planCopy()
self.short.speed:begin()
cursor:seek(base.time, base.id)
local count = 0
while cursor:next(noPause) and build == self:current() do
local passed, failure = applier:applyRun(
build,
cursor,
max(1, self.copyAt - build.count)
)
count = count + passed
local isHalted = failure ~= nil
if isHalted or build.count >= self.copyAt and not self:addCheckpoint(build, noPause) then
break
end
end
local ____self_6 = self.short.speed
____self_6["end"](____self_6, count)
if build == self.aside and build.count == self.origin:total() then
self:endBatch(build, count, true)
return
end
undo()
self.short.areRefused = true
if build == self.aside then
self:startAside()
end
end
function Replayer.prototype.noteDistrust(self)
local keeper = self.keeper
local context = self.context
local ____keeper_snapshots_7 = keeper.snapshots
local problem = ____keeper_snapshots_7.problem
if problem ~= nil and problem ~= self.toldDistrust then
self.toldDistrust = problem
context.guard:report(("LibEventLedger: appendOnly: " .. problem) .. "; the state is made anew, and without relying on it")
keeper:forget()
self:rewind(-1, -1)
end
end
function Replayer.prototype.settledCount(self)
return not self.isStopped and self:isCurrent() and self.live.count or nil
end
function Replayer.prototype.planCopy(self)
local isNone = self.late:areGathered() or self.checkpointProblem ~= nil
self.copyAt = isNone and huge or self.keeper:nextPosition(
self.start,
self.origin:total(),
self.aside ~= nil
)
end
function Replayer.prototype.endBatch(self, build, count, isAtEnd)
local ____self_context_8 = self.context
local listener = ____self_context_8.listener
local hasGathered = self.late:areGathered()
local isRewind = build == self.aside and (hasGathered and isAtEnd or build.count == self.origin:total())
if isRewind then
self.live = build
self.aside = nil
self.short.areRefused = false
self.hasRewound = true
end
if isRewind or hasGathered and self.failures:halted() ~= nil then
local time, id = self.late:take()
if time ~= nil then
self:rewind(time, id)
end
end
if self:isCurrent() then
self.start = build.count
self.renewal:wake()
end
if isRewind then
listener:stateChanged(build.state, {count = build.count - self.asideStart, isRewind = isRewind})
elseif count > 0 and build == self.live then
listener:stateChanged(build.state, {count = count, isRewind = isRewind})
end
end
function Replayer.prototype.applyRun(self, build, cursor, most)
local ____self_context_9 = self.context
local applier = ____self_context_9.applier
local passed, failure = applier:applyRun(
build,
cursor,
max(
1,
min(most, self.copyAt - build.count)
)
)
if failure == nil then
return passed, false
end
if not self.failures:take(failure) then
return passed, true
end
applier:pass(build, cursor.time, cursor.id)
return passed + 1, false
end
function Replayer.prototype.addCheckpoint(self, build, pause)
local total = self.origin:total()
local function isWanted()
return build == self:current() and not self.late:areGathered()
end
local problem = self.keeper:make(
build,
total,
pause,
isWanted,
build == self.aside
)
if problem ~= nil then
self:noteProblem(problem)
end
self:noteDistrust()
self:planCopy()
return build == self:current()
end
return ____exports
end,
["replay.list-watch"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local copyItem
local ____list_2Dmarks = require("replay.list-marks")
local ITEM_STEP = ____list_2Dmarks.ITEM_STEP
local ____list_2Dpaths = require("replay.list-paths")
local eachList = ____list_2Dpaths.eachList
local ____state_2Dcopy = require("replay.state-copy")
local copyState = ____state_2Dcopy.copyState
local findDifference = ____state_2Dcopy.findDifference
local pathTo = ____state_2Dcopy.pathTo
local ____table_2Dmap = require("replay.table-map")
local TableMap = ____table_2Dmap.TableMap
function copyItem(item, pause)
if type(item) ~= "table" then
return item
end
local copy = copyState(item, pause)
return copy or item
end
____exports.ListWatch = __TS__Class()
local ListWatch = ____exports.ListWatch
function ListWatch.prototype.____constructor(self, paths)
self.paths = paths
self.found = __TS__New(TableMap)
end
function ListWatch.prototype.look(self, state, pause)
local function lookAt(list)
local items = list
local copies = self.found:get(list)
if copies == nil then
copies = {}
self.found:set(list, copies)
end
for index = #copies + 1, #items do
copies[index] = copyItem(items[index], pause)
if index % ITEM_STEP == 0 then
pause()
end
end
end
eachList(state, self.paths, lookAt, pause)
end
function ListWatch.prototype.findChanged(self, state, pause)
local changed
self:look(state, pause)
local function compare(list, parentPath, key)
if changed == nil then
changed = findDifference(
self.found:get(list),
list,
pause,
pathTo(parentPath, key)
)
end
end
eachList(state, self.paths, compare, pause)
return changed
end
return ____exports
end,
["replay.side-replay"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local stateOf
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
local ____key = require("event.key")
local WEEK_SECONDS = ____key.WEEK_SECONDS
local ____build = require("replay.build")
local newBuild = ____build.newBuild
local ID_END = ____build.ID_END
local isBehind = ____build.isBehind
local ____list_2Dwatch = require("replay.list-watch")
local ListWatch = ____list_2Dwatch.ListWatch
local ____state_2Dcopy = require("replay.state-copy")
local copyState = ____state_2Dcopy.copyState
local findDifference = ____state_2Dcopy.findDifference
function stateOf(____bindingPattern0)
local problem
local state
state = ____bindingPattern0.state
problem = ____bindingPattern0.problem
if problem ~= nil then
return nil, problem
end
return state
end
local format = string.format
local STEP = 4
local LOOK = 16
____exports.KEPT_CHANGING = "the log kept changing"
local TRIES = 5
local PRUNED = "pruned"
local UNREADABLE = "unreadable"
____exports.SideReplays = __TS__Class()
local SideReplays = ____exports.SideReplays
function SideReplays.prototype.____constructor(self, context, replayer)
self.context = context
self.replayer = replayer
self.builds = {}
end
function SideReplays.prototype.changed(self, time, id)
for ____, build in ipairs(self.builds) do
if not build.isOutdated then
build.isOutdated = isBehind(build, time, id)
end
end
end
function SideReplays.prototype.restart(self)
for ____, build in ipairs(self.builds) do
build.isOutdated = true
end
end
function SideReplays.prototype.stateAt(self, time, pause)
local ____self_replayer_0 = self.replayer
local origin = ____self_replayer_0.origin
for round = 1, TRIES do
if origin:isBefore(time) then
break
end
local build = self:replayUntil(time, pause)
if not build.isOutdated or round == TRIES and build.problem == nil then
return stateOf(build)
end
end
return nil, origin:isBefore(time) and PRUNED or UNREADABLE
end
function SideReplays.prototype.stateBefore(self, week, skips, isWhole, pause)
local ____self_context_1 = self.context
local applier = ____self_context_1.applier
for _ = 1, TRIES do
if not isWhole and self.replayer.origin:isBefore(week * WEEK_SECONDS) then
return nil, PRUNED
end
local build = isWhole and self:begin(newBuild(self.context.initialState())) or self:beginAtStart(pause)
if build.problem == nil then
build.problem = self:advanceBy(
applier:withSkips(skips),
build,
week,
pause
)
end
self["end"](self, build)
if not build.isOutdated then
return stateOf(build)
end
end
return nil, ____exports.KEPT_CHANGING
end
function SideReplays.prototype.verify(self, pause, rest)
local replayer = self.replayer
for _ = 1, TRIES do
while replayer:isWorking() and (replayer:isRewinding() or not replayer.runner:isHeld()) do
rest()
end
if replayer:isRewinding() then
return {isEqual = false, difference = "replay has stopped on the way to a new state"}
end
local verification = self:compare(pause, rest)
if verification ~= nil then
return verification
end
end
return {isEqual = false, difference = ____exports.KEPT_CHANGING}
end
function SideReplays.prototype.compare(self, pause, rest)
local context = self.context
local replayer = self.replayer
local build = self:beginAtStart(pause)
if build.problem ~= nil then
self["end"](self, build)
local ____build_isOutdated_2
if build.isOutdated then
____build_isOutdated_2 = nil
else
____build_isOutdated_2 = {isEqual = false, difference = "the sealed state cannot be read"}
end
return ____build_isOutdated_2
end
local watch = __TS__New(
ListWatch,
replayer.keeper.snapshots:hasLists() and context.appendOnly or ({})
)
local ____temp_3 = replayer:position()
local time = ____temp_3.time
local id = ____temp_3.id
self:advance(
build,
time,
id,
pause,
watch
)
replayer.runner:hold()
while replayer.runner:isBusy() do
rest()
end
local target = replayer:position()
self:advance(
build,
target.time,
target.id,
pause,
watch
)
local isComparable = not build.isOutdated and not replayer:isRewinding() and build.count == target.count
local ____isComparable_4
if isComparable then
____isComparable_4 = findDifference(build.state, target.state, pause) or watch:findChanged(build.state, pause)
else
____isComparable_4 = nil
end
local difference = ____isComparable_4
replayer.runner:release()
self["end"](self, build)
return isComparable and ({isEqual = difference == nil, difference = difference}) or nil
end
function SideReplays.prototype.replayUntil(self, time, pause)
local build = self:beginBefore(time, pause)
if build.problem == nil then
self:advance(build, time, ID_END, pause)
end
self["end"](self, build)
return build
end
function SideReplays.prototype.beginBefore(self, time, pause)
local base = self.replayer.keeper.checkpoints:before(time, ID_END)
if base == nil then
return self:beginAtStart(pause)
end
local build = self:begin(base)
local state = self:open(base, pause)
if state == nil then
self["end"](self, build)
return self:beginAtStart(pause)
end
build.state = state
return build
end
function SideReplays.prototype.open(self, base, pause)
local ____self_replayer_keeper_5 = self.replayer.keeper
local checkpoints = ____self_replayer_keeper_5.checkpoints
local snapshots = ____self_replayer_keeper_5.snapshots
checkpoints:pin()
local state = snapshots:open(base, pause)
if state ~= nil and #base.marks > 0 then
state = copyState(state, pause)
end
checkpoints:unpin()
return state
end
function SideReplays.prototype.beginAtStart(self, pause)
local ____self_replayer_6 = self.replayer
local origin = ____self_replayer_6.origin
local build = self:begin(origin:build({}))
local state = origin:open(pause)
if state == nil then
build.problem = UNREADABLE
else
build.state = state
end
return build
end
function SideReplays.prototype.begin(self, ____bindingPattern0)
local count
local id
local time
local state
state = ____bindingPattern0.state
time = ____bindingPattern0.time
id = ____bindingPattern0.id
count = ____bindingPattern0.count
local build = {
state = state,
time = time,
id = id,
count = count,
isOutdated = false
}
self.builds[#self.builds + 1] = build
return build
end
SideReplays.prototype["end"] = function(self, build)
self.builds = __TS__ArrayFilter(
self.builds,
function(____, other) return other ~= build end
)
end
function SideReplays.prototype.advance(self, build, time, id, pause, watch)
local ____self_context_7 = self.context
local applier = ____self_context_7.applier
local log = ____self_context_7.log
local cursor = __TS__New(LogCursor, log)
cursor:seek(build.time, build.id)
local steps = 0
while cursor:next(pause) and (cursor.time < time or cursor.time == time and cursor.id <= id) do
if applier:apply(build, cursor) ~= nil then
applier:pass(build, cursor.time, cursor.id)
end
steps = steps + 1
if steps % STEP == 0 then
pause()
if steps % LOOK == 0 then
if watch ~= nil then
watch:look(build.state, pause)
end
end
end
end
end
function SideReplays.prototype.advanceBy(self, applier, build, week, pause)
local ____self_replayer_10 = self.replayer
local failures = ____self_replayer_10.failures
local cursor = __TS__New(LogCursor, self.context.log)
cursor:seek(build.time, build.id)
local steps = 0
while not build.isOutdated and cursor:next(pause) and cursor.time < week * WEEK_SECONDS do
local failure = applier:apply(build, cursor)
if failure ~= nil and not failures:isSkipped(failure) then
local event = failure.event
local message = failure.message
return format("the reducer of \"%s\" raised at an event of %.0f: %s", event.type, event.time, message)
end
if failure ~= nil then
applier:pass(build, cursor.time, cursor.id)
end
steps = steps + 1
if steps % STEP == 0 then
pause()
end
end
return nil
end
return ____exports
end,
["replay.replay"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____key = require("event.key")
local isKeyBefore = ____key.isKeyBefore
local ____build = require("replay.build")
local isBehind = ____build.isBehind
local ____checkpoint_2Dsaver = require("replay.checkpoint-saver")
local CheckpointSaver = ____checkpoint_2Dsaver.CheckpointSaver
local ____new_2Dstates = require("replay.new-states")
local NewStates = ____new_2Dstates.NewStates
local ____replayer = require("replay.replayer")
local Replayer = ____replayer.Replayer
local ____saved_2Dcheckpoint = require("replay.saved-checkpoint")
local restoreCheckpoint = ____saved_2Dcheckpoint.restoreCheckpoint
local ____side_2Dreplay = require("replay.side-replay")
local SideReplays = ____side_2Dreplay.SideReplays
local ____state_2Dcodec = require("replay.state-codec")
local encodeState = ____state_2Dcodec.encodeState
local ____state_2Dcopy = require("replay.state-copy")
local copyState = ____state_2Dcopy.copyState
local U32 = 4294967296
____exports.Replay = __TS__Class()
local Replay = ____exports.Replay
function Replay.prototype.____constructor(self, outer, native, outerBasis)
self.native = native
self.outerBasis = outerBasis
self.restored = 0
self.isPaused = false
self.isKnown = false
local states = __TS__New(NewStates, outer.initialState, outer.guard)
local context = __TS__ObjectAssign(
{},
outer,
{initialState = function() return states:next() end}
)
self.context = context
self.replayer = __TS__New(Replayer, context)
self.side = __TS__New(SideReplays, context, self.replayer)
self.saver = __TS__New(
CheckpointSaver,
context.log,
self.replayer.keeper,
function() return self:basis() end,
native
)
end
function Replay.prototype.start(self, savedText, prepare, base)
local context = self.context
local replayer = self.replayer
replayer.runner:hold()
if base ~= nil then
replayer:rebase(base)
end
context.background:run(function(pause)
if prepare(pause) then
self:restore(savedText, pause)
else
self.restoreFailure = "revocations"
end
replayer.runner:release()
end)
end
function Replay.prototype.rebase(self, base)
self:noteAnew("log")
self.replayer:rebase(base)
end
function Replay.prototype.stop(self)
self.replayer:stop()
end
function Replay.prototype.getState(self)
return self.replayer:getState()
end
function Replay.prototype.knownState(self)
local replayer = self.replayer
if not self.isKnown then
self.isKnown = replayer.hasRewound or not (replayer:isWorking() or replayer.isOriginMissing)
end
return self.isKnown and self:getState() or nil
end
function Replay.prototype.hasBase(self)
return self.replayer.origin:sealed() ~= nil
end
function Replay.prototype.reduce(self, state, event)
return self.context.applier:reduce(state, event)
end
function Replay.prototype.setReducer(self, ____type, reducer, undo)
self.context.applier:setReducer(____type, reducer)
self.context.applier:setUndo(____type, undo)
self:applyAnew("types")
end
function Replay.prototype.changed(self, changedTime, changedId)
local sinceLook = self.sinceLook
local time, id = self.replayer.origin:effect(changedTime, changedId)
if time == nil then
self.replayer:interrupt()
return
end
if sinceLook ~= nil and isKeyBefore(time, id, sinceLook.time, sinceLook.id) then
sinceLook.time = time
sinceLook.id = id
end
self.side:changed(time, id)
self.saver:changed(time, id)
self.replayer:changed(time, id)
end
function Replay.prototype.restart(self)
self:applyAnew("log")
end
function Replay.prototype.pause(self)
if not self.isPaused then
self.isPaused = true
self.replayer.runner:hold()
end
end
function Replay.prototype.resume(self)
if self.isPaused then
self.isPaused = false
self.replayer.runner:release()
end
end
function Replay.prototype.catchUp(self, milliseconds)
local replayer = self.replayer
if not self.isPaused and not replayer.runner:isInBatch() then
replayer.runner:setHurried(true)
self.context.background:drive(
milliseconds,
function() return not replayer:isWorking() end
)
replayer.runner:setHurried(false)
end
return replayer:isCurrent()
end
function Replay.prototype.stateAt(self, time, done)
self.context.background:run(function(pause)
local state, problem = self.side:stateAt(time, pause)
self.context.guard:call(done, state, problem)
end)
end
function Replay.prototype.stateBefore(self, week, skips, isWhole, done)
self.context.background:run(function(pause)
local state, problem = self.side:stateBefore(week, skips, isWhole, pause)
self.context.guard:call(done, state, problem)
end)
end
function Replay.prototype.verify(self, done)
self.context.background:run(function(pause, rest)
self.context.guard:call(
done,
self.side:verify(pause, rest)
)
end)
end
function Replay.prototype.copy(self, done)
self.context.background:run(function(pause, rest)
local state, problem = self:copyHeld(pause, rest)
if state == nil then
self.replayer:noteProblem(problem)
else
done(state)
end
end)
end
function Replay.prototype.findSaveProblem(self, done)
self.context.background:run(function(pause, rest)
local state, uncopied = self:copyHeld(pause, rest)
if state == nil then
return done(uncopied)
end
local ____, unsaved = encodeState(state, pause)
done(unsaved)
end)
end
function Replay.prototype.saveCheckpoint(self, pause, isLast)
return self.saver:save(pause, isLast)
end
function Replay.prototype.status(self)
local replayer = self.replayer
return {
lag = replayer:lag(),
halt = replayer.failures:halted(),
skipped = replayer.failures:listSkipped(),
schemaMismatch = self.context.applier.schemaMismatch,
importRepeat = self.context.applier.importRepeat,
checkpoints = replayer.keeper.checkpoints:count(),
checkpointBytes = replayer.keeper.checkpoints:size(),
checkpointProblem = replayer.checkpointProblem,
appendOnlyProblem = replayer.keeper.snapshots.problem,
saveProblem = self.saver.problem,
isPaused = self.isPaused,
restored = self.restored,
restoreFailure = self.restoreFailure
}
end
function Replay.prototype.copyHeld(self, pause, rest)
local replayer = self.replayer
replayer.runner:hold()
while replayer.runner:isBusy() do
rest()
end
local state, bytes = copyState(
replayer:getState(),
pause
)
replayer.runner:release()
return state, bytes
end
function Replay.prototype.applyAnew(self, obstacle)
self:noteAnew(obstacle)
self.replayer:restart()
end
function Replay.prototype.noteAnew(self, obstacle)
if self.sinceLook ~= nil then
self.sinceLook.obstacle = obstacle
end
self.side:restart()
self.saver:drop()
end
function Replay.prototype.basis(self)
local basis = self.outerBasis()
local ____opt_0 = self.replayer.origin:sealed()
local mark = ____opt_0 and ____opt_0.mark or 0
return __TS__ObjectAssign({}, basis, {schema = (basis.schema + mark) % U32})
end
function Replay.prototype.restore(self, savedText, pause)
local context = self.context
local replayer = self.replayer
local since = {time = math.huge, id = 0}
self.sinceLook = since
local basis = self:basis()
local build, failure = restoreCheckpoint(
savedText,
context.log,
basis,
self.native,
pause
)
if build == nil then
self.sinceLook = nil
self.restoreFailure = failure
return
end
local function isRight()
return since.obstacle == nil and not isBehind(build, since.time, since.id)
end
local problem = replayer.keeper:makeFirst(
build,
replayer.origin:total(),
pause,
isRight
)
self.sinceLook = nil
if problem ~= nil then
self.restoreFailure = "damaged"
elseif not isRight() then
self.restoreFailure = since.obstacle or "log"
else
self.saver:adopt(__TS__ObjectAssign({}, build, {text = savedText, revocations = basis.revocations}))
self.restored = build.count
replayer:resumeFrom(build)
context.listener:stateChanged(build.state, {count = build.count, isRewind = false})
end
end
return ____exports
end,
["sync.week-summary"] = function(...) 
local ____exports = {}
do
local ____week_2Drow = require("log.week-row")
____exports.isSameRow = ____week_2Drow.isSameRow
____exports.packRow = ____week_2Drow.packRow
____exports.packRows = ____week_2Drow.packRows
____exports.readRow = ____week_2Drow.readRow
____exports.readRows = ____week_2Drow.readRows
end
local min = math.min
function ____exports.emptyRow(weekNumber)
return {weekNumber = weekNumber, count = 0, hash = 1, fingerprint = 0}
end
function ____exports.rowOf(log, weekNumber)
local row = log:row(weekNumber)
if row == nil or row.count == 0 then
return ____exports.emptyRow(weekNumber)
end
return {weekNumber = weekNumber, count = row.count, hash = row.hash, fingerprint = row.fingerprint}
end
function ____exports.isSealedHere(log, weekNumber)
return log:isClosed(weekNumber) and not log:isAbsent(weekNumber)
end
function ____exports.isSettled(log, weekNumber)
return log:isClosed(weekNumber) or log:isAbsent(weekNumber)
end
function ____exports.rowsAt(log, from, ____until)
local rows = {}
local count = 0
for index = from, min(____until, #log.weekNumbers) - 1 do
local row = ____exports.rowOf(log, log.weekNumbers[index + 1])
if row.count > 0 then
rows[count + 1] = row
count = count + 1
end
end
return rows
end
function ____exports.rowsBetween(log, from, to)
return ____exports.rowsAt(
log,
log:indexFrom(from),
log:indexFrom(to)
)
end
____exports.WEEK_END = 65536
return ____exports
end,
["seal.known-seals"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayFindIndex = ____lualib.__TS__ArrayFindIndex
local ____exports = {}
local ____key = require("event.key")
local isKeyBefore = ____key.isKeyBefore
local packKey = ____key.packKey
local weekOf = ____key.weekOf
local ____sealed_2Dtexts = require("log.sealed-texts")
local SEAL_LIMIT = ____sealed_2Dtexts.SEAL_LIMIT
local ____seal = require("event.seal")
local decodeSeal = ____seal.decodeSeal
local AHEAD_SECONDS = 120
function ____exports.readSeal(time, id, body)
local content = decodeSeal(body)
local ____temp_0
if content == nil or content.count == 0 or content.week > weekOf(time - AHEAD_SECONDS) then
____temp_0 = nil
else
____temp_0 = __TS__ObjectAssign(
{},
content,
{
time = time,
id = id,
key = packKey(time, id),
body = body
}
)
end
return ____temp_0
end
function ____exports.isNamed(seal, digest)
return seal ~= nil and string.sub(seal.digest, 1, #digest) == digest
end
function ____exports.isStronger(a, b)
if a.week ~= b.week then
return a.week > b.week
end
local ____temp_1
if a.count == b.count then
____temp_1 = isKeyBefore(a.time, a.id, b.time, b.id)
else
____temp_1 = a.count > b.count
end
return ____temp_1
end
____exports.KnownSeals = __TS__Class()
local KnownSeals = ____exports.KnownSeals
function KnownSeals.prototype.____constructor(self, isHeld)
self.isHeld = isHeld
self.list = {}
self.revision = 0
end
function KnownSeals.prototype.add(self, time, id, body)
local seal = ____exports.readSeal(time, id, body)
if seal == nil or __TS__ArraySome(
self.list,
function(____, ____bindingPattern0)
local key
key = ____bindingPattern0.key
return key == seal.key
end
) then
return nil
end
local index = #self.list
while index > 0 and ____exports.isStronger(seal, self.list[index]) do
index = index - 1
end
table.insert(self.list, index + 1, seal)
if #self.list > SEAL_LIMIT then
table.remove(
self.list,
self.isHeld(self.list[SEAL_LIMIT + 1]) and SEAL_LIMIT or SEAL_LIMIT + 1
)
end
self.revision = self.revision + 1
return seal
end
function KnownSeals.prototype.remove(self, time, id)
local index = __TS__ArrayFindIndex(
self.list,
function(____, seal) return seal.time == time and seal.id == id end
)
if index >= 0 then
table.remove(self.list, index + 1)
self.revision = self.revision + 1
end
return index >= 0
end
return ____exports
end,
["seal.rows"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local ____adler32 = require("codec.adler32")
local updateAdler = ____adler32.updateAdler
local ____body = require("event.body")
local digestOf = ____body.digestOf
local ____key = require("event.key")
local packKey = ____key.packKey
local ____week_2Dsummary = require("sync.week-summary")
local emptyRow = ____week_2Dsummary.emptyRow
local isSameRow = ____week_2Dsummary.isSameRow
local rowOf = ____week_2Dsummary.rowOf
local max = math.max
local STEP = 16
local U32 = 4294967296
function ____exports.compareRows(log, rows, before, pause)
local open = {}
local lacking = 0
local index = 0
local function note(sealed)
local own = rowOf(log, sealed.weekNumber)
if not isSameRow(own, sealed) then
open[#open + 1] = sealed
lacking = lacking + max(0, sealed.count - own.count)
end
pause()
end
local function noteUntil(weekNumber)
while index < #rows and rows[index + 1].weekNumber < weekNumber do
note(rows[index + 1])
index = index + 1
end
end
for ____, weekNumber in ipairs(__TS__ArraySlice(
log.weekNumbers,
0,
log:indexFrom(before)
)) do
noteUntil(weekNumber)
if index >= #rows or rows[index + 1].weekNumber > weekNumber then
note(emptyRow(weekNumber))
end
end
noteUntil(before)
return {open = open, lacking = lacking}
end
function ____exports.isSealedWithout(log, sealed, leftOut, pause, rivals)
if rivals == nil then
rivals = {}
end
local ____sealed_0 = sealed
local weekNumber = ____sealed_0.weekNumber
local week = log:open(weekNumber, pause)
if week == nil then
return false
end
local revision = week.revision
local adlerA, adlerB = 1, 0
local fingerprint = 0
local count = 0
for index = 0, week.size - 1 do
if index % STEP == 0 then
pause()
if log:week(weekNumber) ~= week or week.revision ~= revision or week.packed ~= nil then
return false
end
end
local time, id = week.times[index + 1], week.ids[index + 1]
local key = packKey(time, id)
local ____leftOut_has_result_1
if leftOut[key] ~= nil then
____leftOut_has_result_1 = rivals[key]
else
____leftOut_has_result_1 = week.bodies[index + 1]
end
local body = ____leftOut_has_result_1
if body ~= nil then
adlerA, adlerB = updateAdler(adlerA, adlerB, key)
fingerprint = (fingerprint + digestOf(time, id, body)) % U32
count = count + 1
end
end
return isSameRow({count = count, hash = adlerB * 65536 + adlerA, fingerprint = fingerprint}, sealed)
end
function ____exports.allKeys(week, pause, isExcepted)
if isExcepted == nil then
isExcepted = function() return false end
end
local keys = {}
if week == nil then
return keys
end
local ____week_2 = week
local times = ____week_2.times
local ids = ____week_2.ids
local size = ____week_2.size
for index = 0, size - 1 do
local key = packKey(times[index + 1], ids[index + 1])
if not isExcepted(key) then
keys[key] = true
end
if index % STEP == 0 then
pause()
end
end
return keys
end
return ____exports
end,
["seal.heard"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____key = require("event.key")
local packKey = ____key.packKey
local weekOf = ____key.weekOf
local HEARD_LIMIT = 65536
____exports.Heard = __TS__Class()
local Heard = ____exports.Heard
function Heard.prototype.____constructor(self)
self.isNew = false
self.size = 0
self.weeks = {}
end
function Heard.prototype.note(self, log, time, id, body)
local weekNumber = weekOf(time)
local week = self.weeks[weekNumber] or ({keys = {}, rivals = {}, size = 0})
local key = packKey(time, id)
if not (week.keys[key] ~= nil) then
if self.size >= HEARD_LIMIT then
return
end
self.weeks[weekNumber] = week
week.keys[key] = true
week.size = week.size + 1
self.size = self.size + 1
self.isNew = true
end
local ____opt_0 = log:week(weekNumber)
local present = ____opt_0 and ____opt_0:bodyAt(time, id)
if present ~= nil and present ~= body and week.rivals[key] ~= body then
week.rivals[key] = body
self.isNew = true
end
end
function Heard.prototype.takeNews(self)
local isNew = self.isNew
self.isNew = false
return isNew
end
function Heard.prototype.keysOf(self, weekNumber, count)
local week = self.weeks[weekNumber]
return week ~= nil and week.size >= count and week.keys or nil
end
function Heard.prototype.rivalsOf(self, weekNumber)
local ____opt_2 = self.weeks[weekNumber]
return ____opt_2 and ____opt_2.rivals
end
return ____exports
end,
["seal.orphans"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____import_2Dmark = require("event.import-mark")
local unmarkedBody = ____import_2Dmark.unmarkedBody
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local unpackKey = ____key.unpackKey
____exports.Orphans = __TS__Class()
local Orphans = ____exports.Orphans
function Orphans.prototype.____constructor(self, context)
self.context = context
self.lost = 0
end
function Orphans.prototype.add(self, orphan)
local ____self_context_0 = self.context
local part = ____self_context_0.part
local toEvent = ____self_context_0.toEvent
local orphaned = ____self_context_0.orphaned
local guard = ____self_context_0.guard
local ____orphan_1 = orphan
local time = ____orphan_1.time
local id = ____orphan_1.id
local body = ____orphan_1.body
if self:find(time, id) ~= nil then
return
end
if not part:addOrphan(orphan) then
self.lost = self.lost + 1
if self.lost > 1 then
return
end
guard:report("LibEventLedger: no room for another event that came too late for a seal")
return
end
orphaned(toEvent(time, id, body))
end
function Orphans.prototype.find(self, time, id)
return self.context.part:findOrphan(time, id)
end
function Orphans.prototype.remove(self, time, id)
self.context.part:removeOrphan(time, id)
end
function Orphans.prototype.rewritten(self, key, id, body)
local time, oldId = unpackKey(key, 1)
local ____temp_2
if time == nil then
____temp_2 = nil
else
____temp_2 = self:find(time, oldId)
end
local orphan = ____temp_2
if orphan ~= nil and creatorOf(oldId) == creatorOf(id) then
local plain = unmarkedBody(orphan.body)
if string.sub(body, 1, #plain) == plain then
self:remove(orphan.time, orphan.id)
end
end
end
function Orphans.prototype.list(self)
local ____self_context_3 = self.context
local part = ____self_context_3.part
local toEvent = ____self_context_3.toEvent
local sorted = __TS__ArraySlice(part:orphans())
table.sort(
sorted,
function(a, b) return a.time < b.time or a.time == b.time and a.id < b.id end
)
return __TS__ArrayMap(
sorted,
function(____, ____bindingPattern0)
local body
local id
local time
time = ____bindingPattern0.time
id = ____bindingPattern0.id
body = ____bindingPattern0.body
return toEvent(time, id, body)
end
)
end
function Orphans.prototype.count(self)
return #self.context.part:orphans()
end
return ____exports
end,
["codec.sha256"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local band = bit.band
local bxor = bit.bxor
local byte = string.byte
local char = string.char
local floor = math.floor
local gmatch = string.gmatch
local rep = string.rep
local sub = string.sub
local BLOCK_BYTES = 64
local STEP = 8
local LENGTH_BYTES = 8
local ROUND_CONSTANTS = {}
for ____, text in ipairs({
"428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5",
"d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174",
"e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da",
"983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967",
"27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85",
"a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070",
"19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3",
"748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2"
}) do
for word in gmatch(text, "%x+") do
ROUND_CONSTANTS[#ROUND_CONSTANTS + 1] = tonumber(word, 16)
end
end
local WORDS = {}
local function schedule(bytes, at)
local words = WORDS
for index = 1, 13, 4 do
local start = at + 4 * (index - 1)
local a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p = byte(bytes, start, start + 15)
words[index] = ((a * 256 + b) * 256 + c) * 256 + d
words[index + 1] = ((e * 256 + f) * 256 + g) * 256 + h
words[index + 2] = ((i * 256 + j) * 256 + k) * 256 + l
words[index + 3] = ((m * 256 + n) * 256 + o) * 256 + p
end
for index = 17, 64 do
local x = words[index - 15]
local y = words[index - 2]
local x3 = x % 8
local x7 = x % 128
local x18 = x % 262144
local y10 = y % 1024
local y17 = y % 131072
local y19 = y % 524288
words[index] = (words[index - 16] + words[index - 7] + bxor((x - x7) / 128 + x7 * 33554432, (x - x18) / 262144 + x18 * 16384, (x - x3) / 8) + bxor((y - y17) / 131072 + y17 * 32768, (y - y19) / 524288 + y19 * 8192, (y - y10) / 1024)) % 4294967296
end
end
local Hash = __TS__Class()
function Hash.prototype.____constructor(self)
self.h0 = 1779033703
self.h1 = 3144134277
self.h2 = 1013904242
self.h3 = 2773480762
self.h4 = 1359893119
self.h5 = 2600822924
self.h6 = 528734635
self.h7 = 1541459225
end
function Hash.prototype.add(self, bytes, at)
schedule(bytes, at)
local words = WORDS
local constants = ROUND_CONSTANTS
local a = self.h0
local b = self.h1
local c = self.h2
local d = self.h3
local e = self.h4
local f = self.h5
local g = self.h6
local h = self.h7
for round = 1, 64 do
local e6 = e % 64
local e11 = e % 2048
local e25 = e % 33554432
local sum = h + bxor((e - e6) / 64 + e6 * 67108864, (e - e11) / 2048 + e11 * 2097152, (e - e25) / 33554432 + e25 * 128) + band(e, f) - band(e, g) + g + constants[round] + words[round]
local a2 = a % 4
local a13 = a % 8192
local a22 = a % 4194304
local odd = bxor(a, b, c)
if odd < 0 then
odd = odd + 4294967296
end
local other = bxor((a - a2) / 4 + a2 * 1073741824, (a - a13) / 8192 + a13 * 524288, (a - a22) / 4194304 + a22 * 1024) + (a + b + c - odd) / 2
h = g
g = f
f = e
e = (d + sum) % 4294967296
d = c
c = b
b = a
a = (sum + other) % 4294967296
end
self.h0 = (self.h0 + a) % 4294967296
self.h1 = (self.h1 + b) % 4294967296
self.h2 = (self.h2 + c) % 4294967296
self.h3 = (self.h3 + d) % 4294967296
self.h4 = (self.h4 + e) % 4294967296
self.h5 = (self.h5 + f) % 4294967296
self.h6 = (self.h6 + g) % 4294967296
self.h7 = (self.h7 + h) % 4294967296
end
function Hash.prototype.digest(self)
local h0 = self.h0
local h1 = self.h1
local h2 = self.h2
local h3 = self.h3
local h4 = self.h4
local h5 = self.h5
local h6 = self.h6
local h7 = self.h7
return table.concat(__TS__ArrayMap(
{
h0,
h1,
h2,
h3,
h4,
h5,
h6,
h7
},
function(____, word) return packU32(word) end
))
end
local function padding(count)
local zeros = (BLOCK_BYTES - 1 - LENGTH_BYTES - count) % BLOCK_BYTES
local high = floor(count * 8 / 4294967296)
return ((char(128) .. rep("\0", zeros)) .. packU32(high)) .. packU32(count * 8 % 4294967296)
end
function ____exports.sha256(pieces, pause)
local hash = __TS__New(Hash)
local count = 0
local blocks = 0
local rest = ""
local function addBlock(bytes, at)
hash:add(bytes, at)
blocks = blocks + 1
if blocks % STEP == 0 then
pause()
end
end
local function addPiece(piece)
local next = 1
if rest ~= "" then
next = BLOCK_BYTES - #rest + 1
rest = rest .. sub(piece, 1, next - 1)
if #rest < BLOCK_BYTES then
return
end
addBlock(rest, 1)
end
for at = next, #piece - BLOCK_BYTES + 1, BLOCK_BYTES do
addBlock(piece, at)
end
rest = sub(piece, #piece - (#piece - next + 1) % BLOCK_BYTES + 1)
end
for ____, piece in ipairs(pieces) do
count = count + #piece
addPiece(piece)
end
addPiece(padding(count))
return hash:digest()
end
return ____exports
end,
["replay.sorted-keys"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____compare = require("codec.compare")
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
["replay.canonical-state"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local writeSorted
local ____cbor = require("codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local ____sorted_2Dkeys = require("replay.sorted-keys")
local SortedKeys = ____sorted_2Dkeys.SortedKeys
local ____state_2Dwriter = require("replay.state-writer")
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
["seal.sealed-state"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__New = ____lualib.__TS__New
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local inOrder, digestOf, sub, NATIVE_BYTES
local ____deflate = require("codec.deflate")
local deflate = ____deflate.deflate
local ____inflate = require("codec.inflate")
local inflate = ____inflate.inflate
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local readU32 = ____integers.readU32
local ____sha256 = require("codec.sha256")
local sha256 = ____sha256.sha256
local ____key = require("event.key")
local KEY_BYTES = ____key.KEY_BYTES
local ____seal = require("event.seal")
local DIGEST_BYTES = ____seal.DIGEST_BYTES
local ____sealed_2Dtexts = require("log.sealed-texts")
local SEALED_STATE_BYTES = ____sealed_2Dtexts.SEALED_STATE_BYTES
local ____canonical_2Dstate = require("replay.canonical-state")
local encodeCanonical = ____canonical_2Dstate.encodeCanonical
local ____sorted_2Dkeys = require("replay.sorted-keys")
local SortedKeys = ____sorted_2Dkeys.SortedKeys
local ____state_2Dcodec = require("replay.state-codec")
local decodeState = ____state_2Dcodec.decodeState
local ____week_2Dsummary = require("sync.week-summary")
local packRows = ____week_2Dsummary.packRows
function inOrder(keys, pause)
local sorted = __TS__New(SortedKeys, pause)
for ____, key in ipairs(keys) do
sorted:add(key)
end
sorted:begin()
return table.concat(__TS__ArrayMap(
keys,
function() return sorted:next() end
))
end
function digestOf(pieces, pause)
return sub(
sha256(pieces, pause),
1,
DIGEST_BYTES
)
end
sub = string.sub
local STREAM_BLOCKS = 4096
local ROW_STEP = 16
local UNDONE_LIMIT = 16384
local COUNT_BYTES = 4
function ____exports.sealState(state, undone, native, pause)
if #undone > UNDONE_LIMIT then
return nil, "more than 16,384 sealed events are undone"
end
local coded, problem = encodeCanonical(state, pause)
if coded == nil then
return nil, problem
end
local pieces = __TS__ArrayConcat(
{packU32(#undone) .. inOrder(undone, pause)},
coded
)
local digest = digestOf(pieces, pause)
local bytes = table.concat(pieces)
local isShort = #bytes <= NATIVE_BYTES
local ____isShort_2
if isShort then
local ____opt_0 = native.deflate
____isShort_2 = ____opt_0 and ____opt_0(bytes)
else
____isShort_2 = nil
end
local stream = ____isShort_2 or deflate(bytes, pause)
return {digest = digest, plainSize = #bytes, stream = stream}
end
NATIVE_BYTES = 65536
function ____exports.openSealedState(stream, digest, pause)
local bytes = inflate(stream, SEALED_STATE_BYTES, pause, STREAM_BLOCKS)
if bytes == nil or digestOf({bytes}, pause) ~= digest then
return nil
end
local undone = readU32(bytes, 1) or 0
local start = COUNT_BYTES + KEY_BYTES * undone
local ____temp_3
if undone > UNDONE_LIMIT then
____temp_3 = nil
else
____temp_3 = decodeState(
sub(bytes, start + 1),
pause
)
end
local state = ____temp_3
return state and ({
state = state,
undone = sub(bytes, COUNT_BYTES + 1, start),
plainSize = #bytes
})
end
function ____exports.digestOfRows(rows, pause)
local pieces = {}
local count = 0
for from = 0, #rows - 1, ROW_STEP do
pieces[count + 1] = packRows(rows, from, from + ROW_STEP)
count = count + 1
pause()
end
return digestOf(pieces, pause)
end
return ____exports
end,
["seal.stall"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local huge = math.huge
____exports.Stall = __TS__Class()
local Stall = ____exports.Stall
function Stall.prototype.____constructor(self, clock, seconds)
self.clock = clock
self.seconds = seconds
self["until"] = huge
self.isNoticed = false
end
function Stall.prototype.isOver(self, condition)
local now = self.clock:uptime()
if condition ~= self.condition then
self.condition = condition
self["until"] = now + self.seconds
end
self.isNoticed = now >= self["until"]
return self.isNoticed
end
function Stall.prototype.isDue(self)
return not self.isNoticed and self.clock:uptime() >= self["until"]
end
Stall.prototype["end"] = function(self)
self.condition = nil
self["until"] = huge
self.isNoticed = false
end
return ____exports
end,
["seal.upgrade"] = function(...) 
local ____exports = {}
____exports.NO_UPGRADE = "it was made by another version of the addon, which cannot upgrade it"
function ____exports.upgrade(____bindingPattern0, state, fromVersion)
local guard
local upgradeState
upgradeState = ____bindingPattern0.upgradeState
guard = ____bindingPattern0.guard
if upgradeState == nil then
return nil, ____exports.NO_UPGRADE
end
local isMade, made = pcall(upgradeState, state, fromVersion)
if isMade and type(made) == "table" then
return made
end
local problem = isMade and "upgradeState() gave no table" or "upgradeState() raised: " .. tostring(made)
guard:report("LibEventLedger: " .. problem)
return nil, problem
end
return ____exports
end,
["seal.verifier"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____side_2Dreplay = require("replay.side-replay")
local KEPT_CHANGING = ____side_2Dreplay.KEPT_CHANGING
local ____sealed_2Dstate = require("seal.sealed-state")
local sealState = ____sealed_2Dstate.sealState
function ____exports.problemOf(context, seal)
local ____isOfVersion_result_0
if ____exports.isOfVersion(context, seal) then
____isOfVersion_result_0 = nil
else
____isOfVersion_result_0 = "it was made by another version of the addon"
end
return ____isOfVersion_result_0
end
function ____exports.isOfVersion(____bindingPattern0, seal)
local schema
local stateVersion
stateVersion = ____bindingPattern0.stateVersion
schema = ____bindingPattern0.schema
return seal.stateVersion == stateVersion and seal.types == schema:signatureOf(seal.typeIds)
end
____exports.Verifier = __TS__Class()
local Verifier = ____exports.Verifier
function Verifier.prototype.____constructor(self, context)
self.context = context
end
function Verifier.prototype.verify(self, seal, isWhole, pause, rest)
local obstacle = ____exports.problemOf(self.context, seal)
if obstacle ~= nil then
return {verdict = "other", problem = obstacle}
end
local state, problem = self:stateBefore(seal, isWhole, pause, rest)
if state == nil then
return {verdict = problem == KEPT_CHANGING and "later" or "other", problem = problem}
end
return state.digest == seal.digest and ({verdict = "right", state = state}) or ({verdict = "wrong"})
end
function Verifier.prototype.stateBefore(self, ____bindingPattern0, isWhole, pause, rest)
local boundaries
local late
local revocations
local week
week = ____bindingPattern0.week
revocations = ____bindingPattern0.revocations
late = ____bindingPattern0.late
boundaries = ____bindingPattern0.boundaries
local context = self.context
local skips = context.revocations:skipsFor({week = week, listed = revocations, late = late, boundaries = boundaries}, isWhole, pause)
local isDone = false
local made
local problem
context.replay:stateBefore(
week,
skips,
isWhole,
function(state, failure)
isDone = true
made = state
problem = failure
end
)
while not isDone do
rest()
end
if made == nil then
return nil, problem
end
local sealed, obstacle = sealState(
made,
skips:undone(pause),
context.native,
pause
)
return sealed, obstacle
end
return ____exports
end,
["seal.state-store"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____integers = require("codec.integers")
local readU32 = ____integers.readU32
local ____sealed_2Dstate = require("seal.sealed-state")
local openSealedState = ____sealed_2Dstate.openSealedState
local ____upgrade = require("seal.upgrade")
local upgrade = ____upgrade.upgrade
local ____verifier = require("seal.verifier")
local isOfVersion = ____verifier.isOfVersion
____exports.StateStore = __TS__Class()
local StateStore = ____exports.StateStore
function StateStore.prototype.____constructor(self, context, held, found)
self.context = context
self.held = held
self.found = found
self.waiting = {}
end
function StateStore.prototype.open(self, digest, pause)
local ____temp_0 = self.context.part:state(pause) or ({})
local stream = ____temp_0.stream
local ____temp_1
if stream == nil or digest == nil then
____temp_1 = nil
else
____temp_1 = openSealedState(stream, digest, pause)
end
return ____temp_1
end
function StateStore.prototype.save(self, ____bindingPattern0, state, pause)
local stateVersion
local week
week = ____bindingPattern0.week
stateVersion = ____bindingPattern0.stateVersion
self.context.part:setState(
__TS__ObjectAssign({}, state, {week = week, stateVersion = stateVersion}),
pause
)
self.kept = state
end
function StateStore.prototype.stream(self, ____then)
local waiting = self.waiting
local ____self_context_2 = self.context
local background = ____self_context_2.background
local part = ____self_context_2.part
local ____opt_3 = part:stateHead()
local digest = ____opt_3 and ____opt_3.digest
local ____temp_7 = digest == nil
if not ____temp_7 then
local ____opt_5 = self.kept
____temp_7 = (____opt_5 and ____opt_5.digest) == digest
end
if ____temp_7 then
local ____then_11 = ____then
local ____temp_10
if digest == nil then
____temp_10 = nil
else
local ____opt_8 = self.kept
____temp_10 = ____opt_8 and ____opt_8.stream
end
____then_11(____temp_10)
return
end
waiting[#waiting + 1] = ____then
if #waiting == 1 then
background:run(function(pause)
self.kept = part:state(pause)
while #waiting > 0 do
local ____table_remove_result_14 = table.remove(waiting, 1)
local ____opt_12 = self.kept
____table_remove_result_14(____opt_12 and ____opt_12.stream)
end
end)
end
end
function StateStore.prototype.head(self)
local head = self.context.part:stateHead()
local seal = self.held()
if head == nil or seal == nil then
return nil
end
local ____temp_15
if head.digest == seal.digest then
____temp_15 = head.week == seal.week
else
____temp_15 = head.week < seal.week
end
local isOf = ____temp_15
return isOf and head or nil
end
function StateStore.prototype.base(self)
local head = self:head()
if head == nil then
return nil
end
local week = head.week
local digest = head.digest
local from = head.stateVersion
return {
week = week,
mark = readU32(digest, 1),
open = function(pause)
local opened = self:open(digest, pause)
if opened == nil or self:isCurrent(digest, from) then
return opened and opened.state
end
local upgraded, problem = upgrade(self.context, opened.state, from)
self.found(problem)
local ____upgraded_20 = upgraded
if ____upgraded_20 == nil then
local ____opt_18 = self:open(digest, pause)
____upgraded_20 = ____opt_18 and ____opt_18.state
end
return ____upgraded_20
end
}
end
function StateStore.prototype.canStart(self, pause)
local ____self_held_result_21 = self.held()
local digest = ____self_held_result_21.digest
local stateVersion = ____self_held_result_21.stateVersion
local opened = self:open(digest, pause)
if opened == nil or self:isCurrent(digest, stateVersion) then
return opened ~= nil
end
local upgraded, problem = upgrade(self.context, opened.state, stateVersion)
if problem ~= nil then
self.found(problem)
end
return upgraded ~= nil
end
function StateStore.prototype.isCurrent(self, digest, stateVersion)
local seal = self.held()
local ____temp_24
if (seal and seal.digest) == digest then
____temp_24 = isOfVersion(self.context, seal)
else
____temp_24 = stateVersion == self.context.stateVersion
end
return ____temp_24
end
return ____exports
end,
["seal.held"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local termsOf, keysOf, sub
local ____place = require("event.place")
local nextPlace = ____place.nextPlace
local ____key = require("event.key")
local KEY_BYTES = ____key.KEY_BYTES
local packKey = ____key.packKey
local unpackKey = ____key.unpackKey
local ____known_2Dseals = require("seal.known-seals")
local readSeal = ____known_2Dseals.readSeal
local ____orphans = require("seal.orphans")
local Orphans = ____orphans.Orphans
local ____rows = require("seal.rows")
local allKeys = ____rows.allKeys
local compareRows = ____rows.compareRows
local isSealedWithout = ____rows.isSealedWithout
local ____sealed_2Dstate = require("seal.sealed-state")
local digestOfRows = ____sealed_2Dstate.digestOfRows
local ____stall = require("seal.stall")
local Stall = ____stall.Stall
local ____state_2Dstore = require("seal.state-store")
local StateStore = ____state_2Dstore.StateStore
local ____verifier = require("seal.verifier")
local problemOf = ____verifier.problemOf
local Verifier = ____verifier.Verifier
function termsOf(____bindingPattern0, undone)
local boundaries
local late
local revocations
local week
week = ____bindingPattern0.week
revocations = ____bindingPattern0.revocations
late = ____bindingPattern0.late
boundaries = ____bindingPattern0.boundaries
return {
week = week,
listed = revocations,
late = late,
boundaries = boundaries,
undone = undone
}
end
function keysOf(packed)
local keys = {}
local count = 0
for position = 1, #packed, KEY_BYTES do
keys[count + 1] = sub(packed, position, position + KEY_BYTES - 1)
count = count + 1
end
return keys
end
local format = string.format
local huge = math.huge
sub = string.sub
local SET_ASIDE = 128
____exports.OPEN_STALL_SECONDS = 600
local FROM_LOG = {}
____exports.Held = __TS__Class()
local Held = ____exports.Held
function Held.prototype.____constructor(self, context)
self.context = context
self.isChecked = false
self.isAdopted = false
self.isConfirmed = false
self.disputedBy = {}
self.open = {}
self.isToCheck = false
self.orphans = __TS__New(Orphans, context)
self.stall = __TS__New(Stall, context.clock, ____exports.OPEN_STALL_SECONDS)
self.verifier = __TS__New(Verifier, context)
self.store = __TS__New(
StateStore,
context,
function() return self.seal end,
function(problem)
self.problem = problem
end
)
end
function Held.prototype.load(self, pause)
local ____self_context_0 = self.context
local part = ____self_context_0.part
local log = ____self_context_0.log
local revocations = ____self_context_0.revocations
local saved = part:seal()
local time, id = unpackKey(saved and saved.key or "", 1)
local ____temp_3
if saved == nil or time == nil then
____temp_3 = nil
else
____temp_3 = readSeal(time, id, saved.body)
end
local seal = ____temp_3
if saved == nil or seal == nil then
log:forgetAbsent()
return nil
end
self.isChecked = saved.flags % 2 >= 1
self.isAdopted = saved.flags % 4 >= 2
self.isConfirmed = saved.flags % 8 >= 4
self.seal = seal
log:closeBefore(seal.week)
if log:absentCount() == 0 and (self.isChecked or not self.isAdopted) then
revocations:seal(
termsOf(seal, FROM_LOG),
pause
)
return nil
end
local ____self_6 = self.store
local ____self_6_open_7 = ____self_6.open
local ____opt_4 = self.store:head()
local opened = ____self_6_open_7(____self_6, ____opt_4 and ____opt_4.digest, pause)
if opened == nil then
self.seal = nil
part:setSeal(nil)
log:closeBefore(0)
log:forgetAbsent()
return nil
end
revocations:seal(
termsOf(
seal,
keysOf(opened.undone)
),
pause
)
return self.store:base()
end
function Held.prototype.openWeeks(self, open)
self.open = open
local except = {}
for ____, ____value in ipairs(open) do
local weekNumber = ____value.weekNumber
except[weekNumber] = true
end
local ____self_10 = self.context.log
local ____self_10_closeBefore_11 = ____self_10.closeBefore
local ____opt_8 = self.seal
____self_10_closeBefore_11(____self_10, ____opt_8 and ____opt_8.week or 0, except)
end
function Held.prototype.noteDamage(self, weekNumber)
if self.seal ~= nil and weekNumber < self.seal.week then
self.context.log:openWeek(weekNumber)
end
end
function Held.prototype.tidy(self, rows, pause, rest)
local seal = self.seal
local ____self_context_12 = self.context
local log = ____self_context_12.log
local part = ____self_context_12.part
local ____compareRows_result_13 = compareRows(log, rows, seal.week, pause)
local open = ____compareRows_result_13.open
self:openWeeks(__TS__ArrayFilter(
open,
function(____, row) return row.count > 0 or not self:clear(row.weekNumber, pause) end
))
self:passOver()
self:goOnChecked(seal)
local isDone = self.verdict ~= nil and (self.verdict ~= "right" or self:hasState())
local isHere = log:absentCount() == 0 or not self.isAdopted and part:stateHead() ~= nil
if isDone or not isHere or #self.open > 0 then
return nil
end
local ____temp_14 = self.verifier:verify(seal, self.isAdopted, pause, rest)
local verdict = ____temp_14.verdict
local state = ____temp_14.state
local problem = ____temp_14.problem
if verdict == "later" or seal ~= self.seal then
return nil
end
self.verdict = verdict
self.isToCheck = false
self.problem = problem
self.isChecked = verdict == "right"
if state ~= nil then
self.store:save(seal, state, pause)
end
if self.isAdopted then
self:useLog(seal, pause)
elseif state ~= nil then
self:moveBase()
end
self:save()
return verdict
end
function Held.prototype.passOver(self)
local ____self_context_15 = self.context
local log = ____self_context_15.log
if not self.isAdopted or #self.open == 0 then
local ____self_16 = self.stall
____self_16["end"](____self_16)
return
end
local here = __TS__ArrayMap(
self.open,
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return format(
"%.0f %.0f",
weekNumber,
log:countIn(weekNumber)
)
end
)
if self.stall:isOver(table.concat(here, " ")) then
for ____, row in ipairs(self.open) do
log:makeAbsent(row.weekNumber, row)
end
self:openWeeks({})
self:save()
end
end
function Held.prototype.leadsTo(self, seal, rows, known, pause)
local ____self_context_17 = self.context
local log = ____self_context_17.log
local part = ____self_context_17.part
local revocations = ____self_context_17.revocations
local ____log_18 = log
local floorWeek = ____log_18.floorWeek
local ____opt_19 = part:stateHead()
local digest = ____opt_19 and ____opt_19.digest
if log:absentCount() == 0 or floorWeek == 0 or digest == seal.digest then
return true
end
if not __TS__ArrayIncludes(seal.boundaries, floorWeek) then
return false
end
local first = digestOfRows(
__TS__ArrayFilter(
rows,
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return weekNumber < floorWeek
end
),
pause
)
return __TS__ArraySome(
known,
function(____, base) return base.week == floorWeek and base.digest == digest and base.rows == first and revocations:isSettledAlike(
termsOf(base, FROM_LOG),
termsOf(seal, FROM_LOG),
pause
) end
)
end
function Held.prototype.goOnChecked(self, seal)
local context = self.context
local obstacle = problemOf(context, seal)
local isOver = self.verdict ~= nil or not self.isChecked or not self:hasState()
if not isOver and (not self.isToCheck or obstacle ~= nil) then
self.verdict = "right"
if not context.replay:hasBase() then
self.problem = obstacle
end
end
end
function Held.prototype.useLog(self, seal, pause)
local ____self_context_21 = self.context
local revocations = ____self_context_21.revocations
local replay = ____self_context_21.replay
self.isConfirmed = false
self.isAdopted = false
revocations:seal(
termsOf(seal, FROM_LOG),
pause
)
replay:rebase(nil)
end
function Held.prototype.hold(self, seal, leftOut, rivalsOf, pause)
local context = self.context
local hasRemoved = self:setAside(leftOut, rivalsOf, pause)
self:begin(
seal,
context.replay:hasBase() and context.revocations:undoneElsewhere() or FROM_LOG,
pause
)
context.log:closeBefore(seal.week)
self:save()
if context.log:absentCount() == 0 and context.log.floorWeek > 0 then
context.replay:rebase(nil)
elseif hasRemoved then
context.replay:restart()
end
context.sealed(seal)
end
function Held.prototype.holdOwn(self, seal, state, pause)
self:hold(
seal,
{},
function() return nil end,
pause
)
self.isChecked = true
self.store:save(seal, state, pause)
self:moveBase()
self:save()
end
function Held.prototype.adopt(self, seal, rows, state, undone, pause)
local context = self.context
local ____context_22 = context
local log = ____context_22.log
self:begin(
seal,
keysOf(undone),
pause
)
self.isAdopted = true
self.store:save(seal, state, pause)
for ____, row in ipairs(rows) do
if log:countIn(row.weekNumber) == 0 or log:isAbsent(row.weekNumber) then
log:makeAbsent(row.weekNumber, row)
end
end
self:save()
self:openWeeks(compareRows(log, rows, seal.week, pause).open)
self:useBase()
context.sealed(seal)
end
function Held.prototype.useBase(self)
self.context.replay:rebase(self.store:base())
end
function Held.prototype.clear(self, weekNumber, pause)
local ____self_context_23 = self.context
local log = ____self_context_23.log
log:forgetAbsentWeek(weekNumber)
self:setAsideOf(
weekNumber,
allKeys(
log:open(weekNumber, pause),
pause
),
nil,
pause
)
return log:countIn(weekNumber) == 0
end
function Held.prototype.takeOut(self, weekNumber, keys, pause)
local ____self_context_24 = self.context
local log = ____self_context_24.log
local row = log:absentRow(weekNumber) or __TS__ArrayFind(
self.open,
function(____, one) return one.weekNumber == weekNumber end
)
if row ~= nil and isSealedWithout(
log,
__TS__ObjectAssign({}, row, {weekNumber = weekNumber}),
keys,
pause
) then
self:setAsideOf(weekNumber, keys, nil, pause)
end
end
function Held.prototype.hasState(self)
local isRight = self.isChecked or self.isAdopted
local ____temp_27 = isRight and self.seal ~= nil
if ____temp_27 then
local ____opt_25 = self.context.part:stateHead()
____temp_27 = (____opt_25 and ____opt_25.digest) == self.seal.digest
end
return ____temp_27
end
function Held.prototype.answered(self, peer, isRight)
if isRight and not self.isConfirmed then
self.isConfirmed = true
self:save()
elseif not isRight and not __TS__ArrayIncludes(self.disputedBy, peer) then
self.disputedBy[#self.disputedBy + 1] = peer
end
end
function Held.prototype.checkAnew(self)
self.verdict = nil
self.isToCheck = true
end
function Held.prototype.isMismatched(self)
return self.verdict == "wrong"
end
function Held.prototype.save(self)
local seal = self.seal
local isChecked = self.isChecked
local isAdopted = self.isAdopted
local isConfirmed = self.isConfirmed
if seal ~= nil then
local flags = (isChecked and 1 or 0) + (isAdopted and 2 or 0) + (isConfirmed and 4 or 0)
self.context.part:setSeal({key = seal.key, body = seal.body, flags = flags})
end
end
function Held.prototype.begin(self, seal, undone, pause)
local ____self_context_28 = self.context
local revocations = ____self_context_28.revocations
local isOwn = ____self_context_28.isOwn
self.seal = seal
self.isConfirmed = false
self.isAdopted = false
self.isChecked = false
self.verdict = nil
self.isToCheck = false
self.problem = nil
while #self.disputedBy > 0 do
table.remove(self.disputedBy)
end
revocations:seal(
termsOf(seal, undone),
pause
)
for ____, ____value in ipairs(revocations:lateRevocations(
function(one) return isOwn(one.id) end,
pause
)) do
local time = ____value.time
local id = ____value.id
local body = ____value.body
self.orphans:add({time = time, id = id, body = body, server = 0})
pause()
end
end
function Held.prototype.setAside(self, leftOut, rivalsOf, pause)
local weeks = {}
for weekNumber in pairs(leftOut) do
weeks[#weeks + 1] = weekNumber
end
table.sort(weeks)
local hasRemoved = false
for ____, weekNumber in ipairs(weeks) do
local keys = leftOut[weekNumber]
hasRemoved = self:setAsideOf(
weekNumber,
keys,
rivalsOf(weekNumber),
pause
) or hasRemoved
end
return hasRemoved
end
function Held.prototype.setAsideOf(self, weekNumber, keys, rivals, pause)
local most = (rivals == nil or (next(rivals)) == nil) and SET_ASIDE or huge
local count = self:setSomeAside(
weekNumber,
keys,
rivals,
most,
pause
)
local hasRemoved = count > 0
while count == most do
count = self:setSomeAside(
weekNumber,
keys,
rivals,
most,
pause
)
end
return hasRemoved
end
function Held.prototype.setSomeAside(self, weekNumber, keys, rivals, most, pause)
local ____self_context_29 = self.context
local log = ____self_context_29.log
local revocations = ____self_context_29.revocations
local removed = log:removeEvents(weekNumber, keys, pause, most)
local copies = {}
for ____, ____value in ipairs(removed) do
local time = ____value.time
local id = ____value.id
revocations:remove(time, id)
local body = rivals and rivals[packKey(time, id)]
if body ~= nil then
local copyTime, copyId = nextPlace(time, id, body)
copies[packKey(copyTime, copyId) .. body] = true
log:insert(time, id, body)
end
end
for ____, event in ipairs(removed) do
if not (copies[packKey(event.time, event.id) .. event.body] ~= nil) then
self.orphans:add(event)
end
end
return #removed
end
function Held.prototype.moveBase(self)
if self.context.log.floorWeek > 0 then
self:useBase()
end
end
return ____exports
end,
["sync.roots"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____integers = require("codec.integers")
local packU32 = ____integers.packU32
local readU32 = ____integers.readU32
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local mix32 = ____murmur3.mix32
local ____week_2Dsummary = require("sync.week-summary")
local packRows = ____week_2Dsummary.packRows
local rowsAt = ____week_2Dsummary.rowsAt
local floor = math.floor
local huge = math.huge
local min = math.min
local sub = string.sub
local STEP = 16
local MIXED_BYTES = 8
local BASE_LIMIT = 16
local NO_ROWS = string.rep("\0", 8)
local REST = 9
local function follow(prefix, rows)
local bytes = sub(prefix, REST) .. rows
local whole = #bytes - #bytes % MIXED_BYTES
local hash = mix32(
sub(bytes, 1, whole),
readU32(prefix, 1)
)
return (packU32(hash) .. packU32(readU32(prefix, 5) + whole)) .. sub(bytes, whole + 1)
end
local function rootAt(prefix)
return prefix == NO_ROWS and 0 or hash32(
sub(prefix, REST),
readU32(prefix, 1),
readU32(prefix, 5)
)
end
function ____exports.rootOf(rows, pause)
local prefix = NO_ROWS
for from = 0, #rows - 1, STEP do
prefix = follow(
prefix,
packRows(rows, from, from + STEP)
)
pause()
end
return rootAt(prefix)
end
local Roots = __TS__Class()
function Roots.prototype.____constructor(self, log)
self.log = log
self.prefixes = {NO_ROWS}
self.size = 1
self.known = {}
self.knownCount = 0
self.revision = -1
end
function Roots.prototype.isReady(self)
self:forgetChanged()
return self.size > floor(#self.log.weekNumbers / STEP)
end
function Roots.prototype.advance(self)
local last = self.size - 1
local rows = rowsAt(self.log, last * STEP, (last + 1) * STEP)
self.prefixes[self.size + 1] = follow(
self.prefixes[last + 1],
packRows(rows)
)
self.size = self.size + 1
end
function Roots.prototype.before(self, base)
self:forgetChanged()
local known = self.known[base]
if known ~= nil then
return known
end
local ____end = self.log:indexFrom(base)
local place = floor(____end / STEP)
while self.size <= place do
self:advance()
end
local rest = packRows(rowsAt(self.log, place * STEP, ____end))
local root = rootAt(follow(self.prefixes[place + 1], rest))
self:remember(base, root)
return root
end
function Roots.prototype.remember(self, base, root)
if self.knownCount >= BASE_LIMIT then
self.known = {}
self.knownCount = 0
end
self.known[base] = root
self.knownCount = self.knownCount + 1
end
function Roots.prototype.forgetChanged(self)
local log = self.log
if log.revision ~= self.revision then
self.revision = log.revision
self.known = {}
self.knownCount = 0
self.size = min(
self.size,
floor(log:indexFrom(log.changedFrom) / STEP) + 1
)
log.changedFrom = huge
end
end
local rootsOfLogs = setmetatable({}, {__mode = "k"})
local function rootsOf(log)
local roots = rootsOfLogs[log]
if roots == nil then
roots = __TS__New(Roots, log)
rootsOfLogs[log] = roots
end
return roots
end
function ____exports.rootBefore(log, base)
return rootsOf(log):before(base)
end
function ____exports.areRootsReady(log)
return log:isHashed() and rootsOf(log):isReady()
end
function ____exports.readyRoots(log, pause)
local roots = rootsOf(log)
while not ____exports.areRootsReady(log) do
log:hash(pause)
if not roots:isReady() then
roots:advance()
pause()
end
end
end
return ____exports
end,
["seal.adoption"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____known_2Dseals = require("seal.known-seals")
local isNamed = ____known_2Dseals.isNamed
local ____sealed_2Dstate = require("seal.sealed-state")
local openSealedState = ____sealed_2Dstate.openSealedState
local ____upgrade = require("seal.upgrade")
local NO_UPGRADE = ____upgrade.NO_UPGRADE
local upgrade = ____upgrade.upgrade
local ____verifier = require("seal.verifier")
local isOfVersion = ____verifier.isOfVersion
____exports.ADOPT_EVENTS = 500
____exports.HOLD_BACK_SECONDS = 90
____exports.ADOPT_WITNESSES = 2
local UNWITNESSED = "too few have checked its state to take it in the place of the own one"
____exports.Adoption = __TS__Class()
local Adoption = ____exports.Adoption
function Adoption.prototype.____constructor(self, context, held, changed)
self.context = context
self.held = held
self.changed = changed
self.passedOver = {}
end
function Adoption.prototype.consider(self, seal, rows, ____bindingPattern0)
local isAccepted
local isForced
local lacking
lacking = ____bindingPattern0.lacking
isForced = ____bindingPattern0.isForced
isAccepted = ____bindingPattern0.isAccepted
local wanted = self.wanted
if (wanted and wanted.seal.key) == seal.key then
wanted.isAccepted = isAccepted
self:goOn(wanted)
return
end
if self.passedOver[seal.key] ~= nil or lacking <= ____exports.ADOPT_EVENTS and not isForced then
return
end
if self.context.upgradeState == nil and not isOfVersion(self.context, seal) then
self.problem = NO_UPGRADE
else
self.problem = nil
self.wanted = {
seal = seal,
rows = rows,
since = self.context.clock:uptime(),
witnesses = {},
isAccepted = isAccepted
}
end
end
function Adoption.prototype.goOn(self, wanted)
local ____wanted_2 = wanted
local stream = ____wanted_2.stream
if stream ~= nil and self:isSure(wanted) then
wanted.stream = nil
self.context.background:run(function(pause)
self:take(wanted, stream, pause)
self.changed()
end)
end
end
Adoption.prototype["end"] = function(self)
self.wanted = nil
self.problem = nil
end
function Adoption.prototype.dispute(self, digest)
local wanted = self.wanted
if wanted ~= nil and isNamed(wanted.seal, digest) then
self.passedOver[wanted.seal.key] = true
self["end"](self)
end
end
function Adoption.prototype.witnessed(self, peer)
local wanted = self.wanted
if wanted ~= nil and not __TS__ArrayIncludes(wanted.witnesses, peer) then
wanted.witnesses[#wanted.witnesses + 1] = peer
self:goOn(wanted)
end
end
function Adoption.prototype.sought(self)
local ____opt_3 = self.wanted
return ____opt_3 and ____opt_3.seal
end
function Adoption.prototype.unwitnessed(self)
local ____temp_7
local ____opt_5 = self.wanted
if (____opt_5 and ____opt_5.stream) == nil then
____temp_7 = nil
else
____temp_7 = self.wanted.seal
end
return ____temp_7
end
function Adoption.prototype.holdsBack(self, weekNumber)
local wanted = self.wanted
return wanted ~= nil and wanted.stream == nil and weekNumber < wanted.seal.week and self.context.clock:uptime() - wanted.since < ____exports.HOLD_BACK_SECONDS
end
function Adoption.prototype.received(self, digest, stream, done)
local wanted = self.wanted
if wanted == nil or not isNamed(wanted.seal, digest) then
done(true)
return
end
self.context.background:run(function(pause)
local isRight = self:take(wanted, stream, pause)
done(isRight)
self.changed()
end)
end
function Adoption.prototype.take(self, wanted, stream, pause)
local ____wanted_8 = wanted
local seal = ____wanted_8.seal
local rows = ____wanted_8.rows
local opened = openSealedState(stream, seal.digest, pause)
if opened == nil then
return false
end
if self.wanted == wanted and not self:isSure(wanted) then
wanted.stream = stream
self.problem = UNWITNESSED
elseif self.wanted == wanted then
self["end"](self)
if not self:isUsable(seal, opened.state) then
return true
end
local plainSize = opened.plainSize
self.held:adopt(
seal,
rows,
{digest = seal.digest, plainSize = plainSize, stream = stream},
opened.undone,
pause
)
end
return true
end
function Adoption.prototype.isSure(self, ____bindingPattern0)
local isAccepted
local witnesses
local seal
seal = ____bindingPattern0.seal
witnesses = ____bindingPattern0.witnesses
isAccepted = ____bindingPattern0.isAccepted
local first = unpack(self.context.log.weekNumbers, 1, 1)
local hasOwn = first ~= nil and first < seal.week
return not hasOwn or isAccepted or #witnesses >= ____exports.ADOPT_WITNESSES
end
function Adoption.prototype.isUsable(self, seal, state)
local context = self.context
if isOfVersion(context, seal) then
return true
end
local upgraded, problem = upgrade(context, state, seal.stateVersion)
if upgraded == nil then
self.passedOver[seal.key] = true
self.problem = problem
end
return upgraded ~= nil
end
return ____exports
end,
["seal.told-surplus"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local TOLD_LIMIT = 4
____exports.ToldSurplus = __TS__Class()
local ToldSurplus = ____exports.ToldSurplus
function ToldSurplus.prototype.____constructor(self)
self.weeks = {}
end
function ToldSurplus.prototype.add(self, weekNumber, keys)
self.weeks[weekNumber] = __TS__ArraySlice(
__TS__ArrayConcat(
{keys},
self:of(weekNumber)
),
0,
TOLD_LIMIT
)
end
function ToldSurplus.prototype.of(self, weekNumber)
return self.weeks[weekNumber] or ({})
end
return ____exports
end,
["seal.keeper"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__SparseArrayNew = ____lualib.__TS__SparseArrayNew
local __TS__SparseArrayPush = ____lualib.__TS__SparseArrayPush
local __TS__SparseArraySpread = ____lualib.__TS__SparseArraySpread
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
local areRowsOf, sizeOf
local ____key = require("event.key")
local packKey = ____key.packKey
local toId = ____key.toId
local weekOf = ____key.weekOf
local ____roots = require("sync.roots")
local readyRoots = ____roots.readyRoots
local rootBefore = ____roots.rootBefore
local rootOf = ____roots.rootOf
local ____week_2Dsummary = require("sync.week-summary")
local rowsBetween = ____week_2Dsummary.rowsBetween
local ____adoption = require("seal.adoption")
local Adoption = ____adoption.Adoption
local ____heard = require("seal.heard")
local Heard = ____heard.Heard
local ____held = require("seal.held")
local Held = ____held.Held
local ____known_2Dseals = require("seal.known-seals")
local KnownSeals = ____known_2Dseals.KnownSeals
local ____rows = require("seal.rows")
local allKeys = ____rows.allKeys
local compareRows = ____rows.compareRows
local isSealedWithout = ____rows.isSealedWithout
local ____sealed_2Dstate = require("seal.sealed-state")
local digestOfRows = ____sealed_2Dstate.digestOfRows
local ____stall = require("seal.stall")
local Stall = ____stall.Stall
local ____told_2Dsurplus = require("seal.told-surplus")
local ToldSurplus = ____told_2Dsurplus.ToldSurplus
function areRowsOf(seal, rows, pause)
local count = 0
for ____, row in ipairs(rows) do
count = count + row.count
end
return count == seal.count and rootOf(rows, pause) == seal.root and digestOfRows(rows, pause) == seal.rows
end
function sizeOf(keys)
local size = 0
for _ in pairs(keys) do
size = size + 1
end
return size
end
local format = string.format
local max = math.max
____exports.SURPLUS_LIMIT = 256
____exports.JOIN_STALL_SECONDS = 600
____exports.SealKeeper = __TS__Class()
local SealKeeper = ____exports.SealKeeper
function SealKeeper.prototype.____constructor(self, context)
self.context = context
self.known = __TS__New(
KnownSeals,
function(seal)
local ____seal_key_2 = seal.key
local ____opt_0 = self.held.seal
return ____seal_key_2 == (____opt_0 and ____opt_0.key)
end
)
self.accepted = {}
self.told = __TS__New(ToldSurplus)
self.isLooking = false
self.isToLook = false
self.revision = -1
self.stall = __TS__New(Stall, context.clock, ____exports.JOIN_STALL_SECONDS)
self.held = __TS__New(Held, context)
self.adoption = __TS__New(
Adoption,
context,
self.held,
function() return self:look() end
)
self.lastCondition = self:condition()
end
function SealKeeper.prototype.added(self, time, id, body)
if self.known:add(time, id, body) ~= nil then
self:save()
self:look()
end
end
function SealKeeper.prototype.removed(self, time, id)
local ____opt_3 = self.held.seal
if ____opt_3 ~= nil then
local ____opt_4 = self.held.seal
____opt_3 = __TS__ArrayIncludes(
____opt_4 and ____opt_4.revocations,
packKey(time, id)
)
end
if ____opt_3 == true then
self:checkAnew()
end
if self.known:remove(time, id) then
self:save()
end
end
function SealKeeper.prototype.save(self)
self.context.part:setSeals(self.known.list)
end
function SealKeeper.prototype.lookSoon(self)
local ____opt_7 = self.joining
local hasHeard = (____opt_7 and ____opt_7.heard:takeNews()) == true
local isStalled = self.stall:isDue() or self.held.stall:isDue()
if #self.known.list > 0 and (hasHeard or isStalled or self.revision ~= self.context.log.revision) then
self:look()
end
end
function SealKeeper.prototype.received(self, time, id, body)
local joining = self.joining
local context = self.context
if joining ~= nil and weekOf(time) < joining.seal.week and not context.log:isClosed(weekOf(time)) then
joining.heard:note(context.log, time, id, body)
end
end
function SealKeeper.prototype.look(self)
self.isToLook = true
if not self.isLooking then
self.isLooking = true
self.context.background:run(function(pause, rest)
while self.isToLook do
self.isToLook = false
self.revision = self.context.log.revision
self:decide(pause, rest)
self:tell()
end
self.isLooking = false
end)
end
end
function SealKeeper.prototype.tell(self)
local now = self:condition()
if now ~= self.lastCondition then
self.lastCondition = now
self.context.changed()
end
end
function SealKeeper.prototype.condition(self)
local held = self.held
local joining = self.joining
local adoption = self.adoption
local ____self_context_9 = self.context
local log = ____self_context_9.log
local ____array_22 = __TS__SparseArrayNew("%.0f %s %s %s %s %s %s %s %.0f %.0f %.0f %.0f %.0f", self.known.revision)
local ____opt_10 = held.seal
__TS__SparseArrayPush(____array_22, ____opt_10 and ____opt_10.key or "", joining and joining.seal.key or "")
local ____opt_14 = adoption:sought()
__TS__SparseArrayPush(____array_22, ____opt_14 and ____opt_14.key or "")
local ____opt_16 = adoption:unwitnessed()
__TS__SparseArrayPush(
____array_22,
____opt_16 and ____opt_16.key or "",
tostring(joining and joining.isStalled),
tostring(held.isChecked),
tostring(held.isConfirmed),
log.closedBefore,
log.absentRevision,
#held.open,
joining and joining.surplusCount or 0,
#held.disputedBy
)
return format(__TS__SparseArraySpread(____array_22))
end
function SealKeeper.prototype.rowsTold(self, rows, before)
for ____, seal in ipairs(self.known.list) do
if seal.week <= before and seal.told == nil then
self.context.background:run(function(pause)
local sealed = __TS__ArrayFilter(
rows,
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return weekNumber < seal.week
end
)
if areRowsOf(seal, sealed, pause) then
seal.told = sealed
self:look()
end
end)
end
end
end
function SealKeeper.prototype.surplusTold(self, weekNumber, keys)
local joining = self.joining
local held = self.held
local context = self.context
self.told:add(weekNumber, keys)
if joining ~= nil and weekNumber < joining.seal.week then
self:look()
else
context.background:run(function(pause) return held:takeOut(weekNumber, keys, pause) end)
end
end
function SealKeeper.prototype.accept(self, key)
local ____opt_23 = self.joining
local isJoined = (____opt_23 and ____opt_23.seal.key) == key
if isJoined then
self.accepted[key] = true
self:look()
end
return isJoined
end
function SealKeeper.prototype.joined(self)
return self.joining
end
function SealKeeper.prototype.decide(self, pause, rest)
local ____self_context_25 = self.context
local log = ____self_context_25.log
readyRoots(log, pause)
for ____, seal in ipairs(self.known.list) do
local ____seal_key_28 = seal.key
local ____opt_26 = self.held.seal
local isHeld = ____seal_key_28 == (____opt_26 and ____opt_26.key)
local rows = self:rowsOf(seal, isHeld, pause)
if rows ~= nil and isHeld then
self:stopJoining()
self:tidy(rows, pause, rest)
elseif rows ~= nil then
self:join(seal, rows, pause)
end
if rows ~= nil or isHeld then
return
end
end
self:stopJoining()
end
function SealKeeper.prototype.rowsOf(self, seal, isHeld, pause)
local ____self_context_29 = self.context
local log = ____self_context_29.log
if rootBefore(log, seal.week) == seal.root then
local rows = rowsBetween(log, 0, seal.week)
if isHeld or areRowsOf(seal, rows, pause) then
return rows
end
end
return seal.told
end
function SealKeeper.prototype.stopJoining(self)
if self.joining ~= nil then
self.joining = nil
local ____self_30 = self.stall
____self_30["end"](____self_30)
local ____self_31 = self.adoption
____self_31["end"](____self_31)
end
end
function SealKeeper.prototype.tidy(self, rows, pause, rest)
local held = self.held
local context = self.context
local told = self.told
for ____, ____value in ipairs(held.isAdopted and held.open or ({})) do
local weekNumber = ____value.weekNumber
for ____, keys in ipairs(told:of(weekNumber)) do
held:takeOut(weekNumber, keys, pause)
end
end
if held:tidy(rows, pause, rest) == "wrong" then
local ____held_seal_32 = held.seal
local time = ____held_seal_32.time
local id = ____held_seal_32.id
local body = ____held_seal_32.body
self.mismatch = {
event = context.toEvent(time, id, body),
reason = "state",
surplus = 0
}
context.mismatched(self.mismatch)
end
end
function SealKeeper.prototype.join(self, seal, rows, pause)
local joining = self:joiningOf(seal)
local ____self_context_33 = self.context
local log = ____self_context_33.log
local lacking = {}
local leftOut = {}
local isPruned = false
joining.lacking = 0
joining.surplusCount = 0
for ____, row in ipairs(compareRows(log, rows, seal.week, pause).open) do
local own = log:countIn(row.weekNumber)
local keys = self:surplusOf(joining, row, pause)
if keys == nil then
lacking[#lacking + 1] = row
joining.lacking = joining.lacking + max(0, row.count - own)
if not isPruned then
isPruned = log:isAbsent(row.weekNumber)
end
joining.surplusCount = joining.surplusCount + max(0, own - row.count)
else
leftOut[row.weekNumber] = keys
joining.surplusCount = joining.surplusCount + sizeOf(keys)
end
end
self.held:openWeeks(lacking)
local isAllHere = #lacking == 0 and self:hasListed(joining)
joining.isWithoutBase = isAllHere and not self.held:leadsTo(seal, rows, self.known.list, pause)
if joining.surplusCount > ____exports.SURPLUS_LIMIT and not (self.accepted[seal.key] ~= nil) then
self:warn(joining)
elseif isAllHere and not joining.isWithoutBase then
self:stopJoining()
self.held:hold(
seal,
leftOut,
function(weekNumber) return joining.heard:rivalsOf(weekNumber) end,
pause
)
self:look()
else
joining.isStalled = self.stall:isOver(format(
"%s %.0f %.0f %.0f",
seal.key,
#lacking,
joining.lacking,
joining.surplusCount
))
local isForced = isPruned or joining.isWithoutBase or joining.isStalled
local isAccepted = self.accepted[seal.key] ~= nil
self.adoption:consider(seal, rows, {lacking = joining.lacking, isForced = isForced, isAccepted = isAccepted})
end
end
function SealKeeper.prototype.hasListed(self, joining)
local ____joining_seal_34 = joining.seal
local week = ____joining_seal_34.week
local revocations = ____joining_seal_34.revocations
local hasListed = self.context.revocations:hasListed({week = week, listed = revocations})
joining.lacking = joining.lacking + (hasListed and 0 or 1)
return hasListed
end
function SealKeeper.prototype.joiningOf(self, seal)
local ____opt_35 = self.joining
if (____opt_35 and ____opt_35.seal.key) ~= seal.key then
local ____self_37 = self.adoption
____self_37["end"](____self_37)
self.joining = {
seal = seal,
surplus = {},
heard = __TS__New(Heard),
lacking = 0,
surplusCount = 0,
isWithoutBase = false,
isStalled = false
}
end
return self.joining
end
function SealKeeper.prototype.surplusOf(self, ____bindingPattern0, row, pause)
local heard
local surplus
surplus = ____bindingPattern0.surplus
heard = ____bindingPattern0.heard
local ____self_context_38 = self.context
local log = ____self_context_38.log
local ____row_39 = row
local weekNumber = ____row_39.weekNumber
if row.count == 0 then
return allKeys(
log:open(weekNumber, pause),
pause
)
end
local rivals = heard:rivalsOf(weekNumber)
local function isSurplus(keys)
return keys ~= nil and isSealedWithout(
log,
row,
keys,
pause,
rivals
)
end
local known = surplus[weekNumber]
local ____isSurplus_result_40
if isSurplus(known) then
____isSurplus_result_40 = known
else
____isSurplus_result_40 = __TS__ArrayFind(
self.told:of(weekNumber),
function(____, keys) return isSurplus(keys) end
)
end
local found = ____isSurplus_result_40
if found == nil then
local came = heard:keysOf(weekNumber, row.count)
found = came and allKeys(
log:open(weekNumber, pause),
pause,
function(key) return came[key] ~= nil and (rivals and rivals[key] ~= nil) ~= true end
)
if not isSurplus(found) then
surplus[weekNumber] = nil
return nil
end
end
surplus[weekNumber] = found
return found
end
function SealKeeper.prototype.warn(self, ____bindingPattern0)
local surplusCount
local seal
seal = ____bindingPattern0.seal
surplusCount = ____bindingPattern0.surplusCount
local context = self.context
local mismatch = self.mismatch
local event = context.toEvent(seal.time, seal.id, seal.body)
local isTold = (mismatch and mismatch.reason) == "surplus" and mismatch.event.time == event.time
self.mismatch = {event = event, reason = "surplus", surplus = surplusCount}
if not isTold then
context.mismatched(self.mismatch)
end
end
function SealKeeper.prototype.checkAnew(self)
self.held:checkAnew()
self:look()
end
function SealKeeper.prototype.isLate(self, ____bindingPattern0)
local target
local counter
local creator
local time
time = ____bindingPattern0.time
creator = ____bindingPattern0.creator
counter = ____bindingPattern0.counter
target = ____bindingPattern0.target
local named = target
local ____opt_45 = self.held.seal
if ____opt_45 ~= nil then
local ____opt_46 = self.held.seal
____opt_45 = __TS__ArrayIncludes(
____opt_46 and ____opt_46.revocations,
packKey(
time,
toId(creator, counter)
)
)
end
local isListed = ____opt_45 == true
return named ~= nil and self:isSealed(named.time) and not isListed
end
function SealKeeper.prototype.isSealed(self, time)
local ____weekOf_result_51 = weekOf(time)
local ____opt_49 = self.held.seal
return ____weekOf_result_51 < (____opt_49 and ____opt_49.week or 0)
end
return ____exports
end,
["seal.maker"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local listedFor, lateBefore, keysOf
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____body = require("event.body")
local typeOf = ____body.typeOf
local ____key = require("event.key")
local weekOf = ____key.weekOf
local ____schema = require("event.schema")
local MAX_TYPE = ____schema.MAX_TYPE
local ____seal = require("event.seal")
local BOUNDARY_LIMIT = ____seal.BOUNDARY_LIMIT
local encodeSeal = ____seal.encodeSeal
local LISTED_LIMIT = ____seal.LISTED_LIMIT
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
local ____roots = require("sync.roots")
local readyRoots = ____roots.readyRoots
local rootBefore = ____roots.rootBefore
local ____week_2Dsummary = require("sync.week-summary")
local rowsBetween = ____week_2Dsummary.rowsBetween
local ____side_2Dreplay = require("replay.side-replay")
local KEPT_CHANGING = ____side_2Dreplay.KEPT_CHANGING
local ____sealed_2Dstate = require("seal.sealed-state")
local digestOfRows = ____sealed_2Dstate.digestOfRows
local ____verifier = require("seal.verifier")
local Verifier = ____verifier.Verifier
function listedFor(revocations, seal, week, pause)
local keys = keysOf(revocations:unsealedNaming(week, pause))
for ____, key in ipairs(seal and seal.revocations or ({})) do
if revocations:isById(key) and not __TS__ArrayIncludes(keys, key) then
keys[#keys + 1] = key
end
end
return keys
end
function lateBefore(revocations, week, pause)
return keysOf(revocations:lateRevocations(
function(____bindingPattern0)
local key
local time
time = ____bindingPattern0.time
key = ____bindingPattern0.key
return weekOf(time) < week and not revocations:isById(key)
end,
pause
))
end
function keysOf(events)
return __TS__ArrayMap(
__TS__ArraySlice(events, 0, LISTED_LIMIT + 1),
function(____, ____bindingPattern0)
local key
key = ____bindingPattern0.key
return key
end
)
end
local TRIES = 3
local STEP = 16
____exports.SealMaker = __TS__Class()
local SealMaker = ____exports.SealMaker
function SealMaker.prototype.____constructor(self, context, keeper)
self.context = context
self.keeper = keeper
self.verifier = __TS__New(Verifier, context)
end
function SealMaker.prototype.make(self, week, isForced, pause, rest)
for _ = 1, TRIES do
local made = self:tryToMake(week, isForced, pause, rest)
if made ~= nil then
return made
end
end
return {reason = "changing"}
end
function SealMaker.prototype.tryToMake(self, week, isForced, pause, rest)
local ____self_context_0 = self.context
local log = ____self_context_0.log
local revocations = ____self_context_0.revocations
local schema = ____self_context_0.schema
local stateVersion = ____self_context_0.stateVersion
readyRoots(log, pause)
local root = rootBefore(log, week)
local rows = rowsBetween(log, 0, week)
local count = 0
for ____, row in ipairs(rows) do
count = count + row.count
end
local ____self_keeper_held_1 = self.keeper.held
local seal = ____self_keeper_held_1.seal
if count == 0 or seal ~= nil and seal.week >= week then
return {reason = "nothing"}
end
local joined = self.keeper:joined()
if joined ~= nil and (not isForced or joined.seal.week >= week) then
return {reason = "joining"}
end
local listed = listedFor(revocations, seal, week, pause)
local late = lateBefore(revocations, week, pause)
local boundaries = seal == nil and ({}) or __TS__ArraySlice(
__TS__ArrayConcat(seal.boundaries, seal.week),
-BOUNDARY_LIMIT
)
if #listed > LISTED_LIMIT or #late > LISTED_LIMIT then
return {reason = "revocations"}
end
table.sort(listed, bytesLess)
table.sort(late, bytesLess)
local state, problem = self.verifier:stateBefore({week = week, revocations = listed, late = late, boundaries = boundaries}, false, pause, rest)
local typeIds = self:typesBefore(week, pause)
readyRoots(log, pause)
if rootBefore(log, week) ~= root or problem == KEPT_CHANGING then
return nil
end
if state == nil then
return {reason = "state", problem = problem}
end
local ____state_2 = state
local digest = ____state_2.digest
local types = schema:signatureOf(typeIds)
local rowsDigest = digestOfRows(rows, pause)
local content = {
week = week,
count = count,
root = root,
rows = rowsDigest,
digest = digest,
stateVersion = stateVersion,
typeIds = typeIds,
types = types
}
local body = encodeSeal(__TS__ObjectAssign({}, content, {revocations = listed, late = late, boundaries = boundaries}))
return body == nil and ({reason = "revocations"}) or ({body = body, state = state})
end
function SealMaker.prototype.typesBefore(self, week, pause)
local isThere = {}
local ____opt_3 = self.keeper.held.seal
for ____, id in ipairs(____opt_3 and ____opt_3.typeIds or ({})) do
isThere[id + 1] = true
end
local cursor = __TS__New(LogCursor, self.context.log)
local steps = 0
while cursor:next(pause) and weekOf(cursor.time) < week do
isThere[typeOf(cursor:typeByte()) + 1] = true
steps = steps + 1
if steps % STEP == 0 then
pause()
end
end
local ids = {}
for id = 1, MAX_TYPE do
if isThere[id + 1] then
ids[#ids + 1] = id
end
end
return ids
end
return ____exports
end,
["seal.pruner"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____key = require("event.key")
local weekOf = ____key.weekOf
local ____week_2Dsummary = require("sync.week-summary")
local isSealedHere = ____week_2Dsummary.isSealedHere
____exports.Pruner = __TS__Class()
local Pruner = ____exports.Pruner
function Pruner.prototype.____constructor(self, context, held)
self.context = context
self.held = held
self.isPruning = false
end
function Pruner.prototype.firstKept(self, weeks)
local held = self.held
local context = self.context
return held:hasState() and math.min(
held.seal.week,
weekOf(context.clock:serverTime()) - weeks + 1
) or nil
end
function Pruner.prototype.isDue(self, weeks)
local ____self_context_0 = self.context
local log = ____self_context_0.log
local ____table_isPruning_1
if self.isPruning then
____table_isPruning_1 = nil
else
____table_isPruning_1 = self:firstKept(weeks)
end
local before = ____table_isPruning_1
if before == nil then
return false
end
for index = 0, log:indexFrom(before) - 1 do
if self:isDroppable(log.weekNumbers[index + 1]) then
return true
end
end
return false
end
function Pruner.prototype.isDroppable(self, weekNumber)
local ____self_context_2 = self.context
local log = ____self_context_2.log
return log:countIn(weekNumber) > 0 and isSealedHere(log, weekNumber)
end
function Pruner.prototype.prune(self, before, pause)
local ____self_context_3 = self.context
local log = ____self_context_3.log
local archive = ____self_context_3.archive
local replay = ____self_context_3.replay
self.isPruning = true
log:hash(pause)
local weekNumbers = {}
for index = 0, log:indexFrom(before) - 1 do
local weekNumber = log.weekNumbers[index + 1]
if self:isDroppable(weekNumber) then
weekNumbers[#weekNumbers + 1] = weekNumber
end
end
if #weekNumbers > 0 and not self.held.store:canStart(pause) then
self.isPruning = false
return {weeks = 0, events = 0, reason = "noState"}
end
if #weekNumbers > 0 and not replay:hasBase() then
self.held:useBase()
end
local eventsBefore = log:count()
local weeks = archive:dropWeeks(weekNumbers, pause)
self.held:save()
self.isPruning = false
return {
weeks = weeks,
events = eventsBefore - log:count()
}
end
return ____exports
end,
["seal.seals"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local standingOf
local ____key = require("event.key")
local packKey = ____key.packKey
local toId = ____key.toId
local ____week_2Dsummary = require("sync.week-summary")
local WEEK_END = ____week_2Dsummary.WEEK_END
local ____keeper = require("seal.keeper")
local SealKeeper = ____keeper.SealKeeper
local ____known_2Dseals = require("seal.known-seals")
local isNamed = ____known_2Dseals.isNamed
local ____maker = require("seal.maker")
local SealMaker = ____maker.SealMaker
local ____pruner = require("seal.pruner")
local Pruner = ____pruner.Pruner
function standingOf(____bindingPattern0)
local isAdopted
local isChecked
isChecked = ____bindingPattern0.isChecked
isAdopted = ____bindingPattern0.isAdopted
if isAdopted and not isChecked then
return "adopted"
end
return isChecked and "checked" or "rows"
end
____exports.Seals = __TS__Class()
local Seals = ____exports.Seals
function Seals.prototype.____constructor(self, context)
self.context = context
self.rowsTold = function(____, rows, base) return self.keeper:rowsTold(rows, base) end
self.keeper = __TS__New(SealKeeper, context)
self.maker = __TS__New(SealMaker, context, self.keeper)
self.pruner = __TS__New(Pruner, context, self.keeper.held)
end
function Seals.prototype.load(self, pause)
local ____self_context_0 = self.context
local part = ____self_context_0.part
local base = self.keeper.held:load(pause)
for ____, ____value in ipairs(part:seals()) do
local time = ____value.time
local id = ____value.id
local body = ____value.body
self.keeper.known:add(time, id, body)
end
return base
end
function Seals.prototype.seal(self, week, isForced, write, done)
local context = self.context
local keeper = self.keeper
context.background:run(function(pause, rest)
local draft = self.maker:make(week, isForced, pause, rest)
if draft.reason ~= nil then
context.guard:call(done, draft)
return
end
local event, reason = write(draft.body)
if event == nil then
local isUnknown = reason == "held" or reason == "sealed"
context.guard:call(done, {reason = isUnknown and "refused" or reason})
return
end
self:holdOwn(draft, event, pause)
keeper:look()
context.guard:call(done, {event = event})
end)
end
function Seals.prototype.holdOwn(self, ____bindingPattern0, event, pause)
local state
state = ____bindingPattern0.state
local keeper = self.keeper
local strongest = unpack(keeper.known.list, 1, 1)
if (strongest and strongest.time) == event.time and strongest.id == toId(event.creator, event.counter) then
keeper.held:holdOwn(strongest, state, pause)
end
end
function Seals.prototype.prune(self, weeks, done)
local context = self.context
local pruner = self.pruner
context.background:run(function(pause)
local before = pruner:firstKept(weeks)
local result = before == nil and ({weeks = 0, events = 0, reason = "noSeal"}) or pruner:prune(before, pause)
self.keeper:look()
context.guard:call(done, result)
end)
end
function Seals.prototype.hasToPrune(self, weeks)
return not self:isDeciding() and self.pruner:isDue(weeks)
end
function Seals.prototype.status(self, differing)
local context = self.context
local keeper = self.keeper
local ____keeper_3 = keeper
local held = ____keeper_3.held
local adoption = ____keeper_3.adoption
local function eventOf(____bindingPattern0)
local body
local id
local time
time = ____bindingPattern0.time
id = ____bindingPattern0.id
body = ____bindingPattern0.body
return context.toEvent(time, id, body)
end
local joined = keeper:joined()
local absentEvents = 0
local absent = context.log:absentRows()
for ____, ____value in ipairs(absent) do
local count = ____value.count
absentEvents = absentEvents + count
end
local ____temp_5 = held.seal and eventOf(held.seal)
local ____temp_6 = held.seal and standingOf(held)
local ____held_isAdopted_4
if held.isAdopted then
____held_isAdopted_4 = held.isConfirmed or held.isChecked
else
____held_isAdopted_4 = nil
end
return {
event = ____temp_5,
standing = ____temp_6,
isConfirmed = ____held_isAdopted_4,
disputedBy = __TS__ArraySlice(held.disputedBy),
differing = differing,
joining = joined and ({
event = eventOf(joined.seal),
lacking = joined.lacking,
surplus = joined.surplusCount,
isFetching = adoption:sought() ~= adoption:unwitnessed(),
isStalled = joined.isStalled
}),
mismatch = keeper.mismatch,
problem = adoption.problem or held.problem,
absentWeeks = #absent,
absentEvents = absentEvents,
orphans = held.orphans:count(),
lostOrphans = held.orphans.lost
}
end
function Seals.prototype.standing(self)
return self.keeper.held.seal or self.keeper.adoption:sought()
end
function Seals.prototype.flags(self, digest)
local ____self_keeper_7 = self.keeper
local held = ____self_keeper_7.held
if isNamed(held.seal, digest) then
local checked = held.isChecked and 1 or 0
return checked + (held:isMismatched() and 2 or 0) + (held:hasState() and 4 or 0)
end
return 0
end
function Seals.prototype.stream(self, digest, ____then)
local ____self_keeper_8 = self.keeper
local held = ____self_keeper_8.held
if isNamed(held.seal, digest) and held:hasState() then
held.store:stream(____then)
else
____then(nil)
end
end
function Seals.prototype.wanted(self)
return self.keeper.adoption:sought()
end
function Seals.prototype.unconfirmed(self)
local ____self_keeper_9 = self.keeper
local held = ____self_keeper_9.held
local adoption = ____self_keeper_9.adoption
local isUnconfirmed = held.isAdopted and not held.isChecked and not held.isConfirmed
local ____temp_11 = adoption:unwitnessed()
if ____temp_11 == nil then
local ____isUnconfirmed_10
if isUnconfirmed then
____isUnconfirmed_10 = held.seal
else
____isUnconfirmed_10 = nil
end
____temp_11 = ____isUnconfirmed_10
end
return ____temp_11
end
function Seals.prototype.streamReceived(self, digest, stream, _peer, done)
self.keeper.adoption:received(digest, stream, done)
end
function Seals.prototype.answered(self, peer, digest, flags, maySpeak)
local ____self_keeper_12 = self.keeper
local held = ____self_keeper_12.held
local adoption = ____self_keeper_12.adoption
local seal = isNamed(held.seal, digest) and held.seal or adoption:sought()
local isWrong = flags % 4 >= 2
local isRight = not isWrong and flags % 2 == 1
if not maySpeak or not isNamed(seal, digest) or not isWrong and not isRight then
return
end
if seal ~= held.seal and isRight then
adoption:witnessed(peer)
elseif self.context.isCreator(seal.id, peer) then
return
elseif seal ~= held.seal then
adoption:dispute(digest)
elseif held.isAdopted then
held:answered(peer, isRight)
end
self.keeper:look()
end
function Seals.prototype.surplusTold(self, weekNumber, ids)
local keys = {}
for ____, ____value in ipairs(ids) do
local time = ____value.time
local id = ____value.id
keys[packKey(time, id)] = true
end
self.keeper:surplusTold(weekNumber, keys)
end
function Seals.prototype.keptFrom(self)
return self.context.log:absentUntil()
end
function Seals.prototype.holdsBack(self, weekNumber)
return self.keeper.adoption:holdsBack(weekNumber)
end
function Seals.prototype.historyFilter(self)
local ____self_context_13 = self.context
local log = ____self_context_13.log
local first = self:historyFrom()
return function(weekNumber) return weekNumber >= first or log:countIn(weekNumber) > 0 end
end
function Seals.prototype.isUnwanted(self, weekNumber)
return self.context.log:isAbsent(weekNumber) and not self:historyFilter()(weekNumber)
end
function Seals.prototype.wantsHistory(self)
local isWanted = self:historyFilter()
return __TS__ArraySome(
self.context.log:absentRows(),
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return isWanted(weekNumber)
end
)
end
function Seals.prototype.historyFrom(self)
local ____self_context_14 = self.context
local history = ____self_context_14.history
local keepWeeks = ____self_context_14.keepWeeks
if self:isDeciding() then
return 0
end
if history ~= "full" or not self.keeper.held.isAdopted then
return WEEK_END
end
return keepWeeks == nil and 0 or (self.pruner:firstKept(keepWeeks) or 0)
end
function Seals.prototype.needsHistory(self)
return self:isDeciding() and self:wantsHistory()
end
function Seals.prototype.isDeciding(self)
local ____self_keeper_15 = self.keeper
local held = ____self_keeper_15.held
return held.isAdopted and #held.disputedBy > 0 or self:isWithoutBase()
end
function Seals.prototype.isWithoutBase(self)
local ____opt_16 = self.keeper:joined()
return (____opt_16 and ____opt_16.isWithoutBase) == true
end
return ____exports
end,
["ledger.conflicts"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____body = require("event.body")
local digestOf = ____body.digestOf
local ____key = require("event.key")
local packKey = ____key.packKey
local weekOf = ____key.weekOf
local format = string.format
local min = math.min
local YIELD_SECONDS = 60
local YIELD_DOUBLINGS = 6
local MEMORY_LIMIT = 1000
____exports.Conflicts = __TS__Class()
local Conflicts = ____exports.Conflicts
function Conflicts.prototype.____constructor(self, clock, mayPassOn, hasAsked)
self.clock = clock
self.mayPassOn = mayPassOn
self.hasAsked = hasAsked
self.count = 0
self.told = {}
self.yielded = {}
self.yieldedCount = 0
end
function Conflicts.prototype.yields(self, time, id, present)
if not self.hasAsked(weekOf(time)) or self.mayPassOn(time, id, present) ~= false then
return false
end
local key = packKey(time, id)
local known = self.yielded[key]
local now = self.clock:uptime()
if known == nil and self.yieldedCount >= MEMORY_LIMIT then
self:forgetPast(now)
end
local ____temp_0
if known == nil then
____temp_0 = self.yieldedCount >= MEMORY_LIMIT
else
____temp_0 = now < known["until"]
end
if ____temp_0 then
return false
end
local times = (known and known.times or 0) + 1
self.yieldedCount = self.yieldedCount + (known == nil and 1 or 0)
self.yielded[key] = {
times = times,
["until"] = now + YIELD_SECONDS * 2 ^ min(times - 1, YIELD_DOUBLINGS)
}
return true
end
function Conflicts.prototype.forgetPast(self, now)
for key, ____temp_3 in pairs(self.yielded) do
local ____until
____until = ____temp_3["until"]
if ____until <= now then
self.yielded[key] = nil
self.yieldedCount = self.yieldedCount - 1
end
end
end
function Conflicts.prototype.note(self, time, id, lost)
local key = format(
"%s%.0f",
packKey(time, id),
digestOf(time, id, lost)
)
if self.told[key] ~= nil or self.count >= MEMORY_LIMIT then
return false
end
self.told[key] = true
self.count = self.count + 1
return true
end
return ____exports
end,
["ledger.creators"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local serverOf
local ____guid = require("event.guid")
local parseGuid = ____guid.parseGuid
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local ____token_2Dbucket = require("link.token-bucket")
local TokenBucket = ____token_2Dbucket.TokenBucket
local ____each_2Dweek = require("log.each-week")
local eachWeek = ____each_2Dweek.eachWeek
function serverOf(guid)
local server = parseGuid(guid or "")
return server
end
local floor = math.floor
local format = string.format
local CHANGE_LIMIT = 20
local CHANGE_REFILL_SECONDS = 60
local STEP = 16
____exports.Creators = __TS__Class()
local Creators = ____exports.Creators
function Creators.prototype.____constructor(self, log, identity, clock, yields, onChange)
self.log = log
self.identity = identity
self.yields = yields
self.onChange = onChange
self.changes = __TS__New(TokenBucket, clock, CHANGE_LIMIT, 1 / CHANGE_REFILL_SECONDS)
end
function Creators.prototype.told(self, candidate)
local ____candidate_0 = candidate
local id = ____candidate_0.id
local server = ____candidate_0.server
local sender = ____candidate_0.sender
local isCreator = candidate.isCreator == true
local ____self_log_1 = self.log
local directory = ____self_log_1.directory
local creator = creatorOf(id)
if not directory:isNews(creator, server, isCreator) then
return
end
local ____isCreator_2
if isCreator then
____isCreator_2 = serverOf(self.identity:guidOf(sender))
else
____isCreator_2 = self:vouchedOf(creator)
end
local vouched = ____isCreator_2
local known = directory:server(creator)
if vouched ~= nil or known == 0 then
self:changed(directory:note(creator, vouched or server, vouched ~= nil))
elseif (server < known or self.yields(candidate)) and self.changes:take(1) == 1 then
self:changed(directory:replace(creator, server))
end
end
function Creators.prototype.rebuild(self, pause)
local log = self.log
local before
eachWeek(
log,
function(_, ____bindingPattern0)
local packed
packed = ____bindingPattern0.packed
if packed ~= nil then
local reader = packed:read(log.native, pause, before)
self:learn(reader, pause)
before = reader
end
end,
pause
)
self.onChange()
end
function Creators.prototype.learn(self, reader, pause)
local count = 0
while (reader and reader:next()) == true do
local creator = creatorOf(reader.id)
local vouched = self:vouchedOf(creator)
self.log.directory:note(creator, vouched or reader.server, vouched ~= nil)
count = count + 1
if count % STEP == 0 then
pause()
end
end
pause()
end
function Creators.prototype.changed(self, isSeen)
if isSeen then
self.onChange()
end
end
function Creators.prototype.vouchedOf(self, creator)
return serverOf(self.identity:guidEnding(format(
"%04X%04X",
floor(creator / 65536),
creator % 65536
)))
end
return ____exports
end,
["inbox.offers"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____reader = require("block.reader")
local BlockReader = ____reader.BlockReader
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local ____integers = require("codec.integers")
local readU32 = ____integers.readU32
local ____guid = require("event.guid")
local formatGuid = ____guid.formatGuid
local ID_BYTES = ____guid.ID_BYTES
local MAX_SERVER = ____guid.MAX_SERVER
local byte = string.byte
local sub = string.sub
____exports.OFFER_ID_BYTES = 16
local SPEAKERS = 8
local NAME_BYTES = 96
local BLOCK_BYTES = 65536
local BLOCK_EVENTS = 500
local BODY_BYTES = 131072
____exports.OfferReader = __TS__Class()
local OfferReader = ____exports.OfferReader
function OfferReader.prototype.____constructor(self, bytes, weekNumber)
self.bytes = bytes
self.weekNumber = weekNumber
self.isFaulty = false
self.position = 1
end
function OfferReader.prototype.next(self, pause)
if self.isFaulty or self.position > #self.bytes then
return nil
end
local id = sub(self.bytes, self.position, self.position + ____exports.OFFER_ID_BYTES - 1)
self.position = self.position + ____exports.OFFER_ID_BYTES
local speakers = self:readSpeakers()
local offer = speakers and self:readEvents(id, speakers, pause)
self.isFaulty = offer == nil
return offer
end
function OfferReader.prototype.readSpeakers(self)
local count = byte(self.bytes, self.position)
self.position = self.position + 1
if count == nil or count == 0 or count > SPEAKERS then
return nil
end
local speakers = {}
for index = 0, count - 1 do
local speaker = self:readSpeaker()
if speaker == nil then
return nil
end
speakers[index + 1] = speaker
end
return speakers
end
function OfferReader.prototype.readSpeaker(self)
local bytes = self.bytes
local server, afterServer = decodeVarint(bytes, self.position)
if server == nil or server > MAX_SERVER then
return nil
end
local id = readU32(bytes, afterServer)
local length = byte(bytes, afterServer + ID_BYTES)
local start = afterServer + ID_BYTES + 1
if id == nil or length == nil or length == 0 or length > NAME_BYTES then
return nil
end
self.position = start + length
local name = sub(bytes, start, start + length - 1)
local ____temp_0
if #name < length then
____temp_0 = nil
else
____temp_0 = {
server = server,
id = id,
guid = formatGuid(server, id),
name = name
}
end
return ____temp_0
end
function OfferReader.prototype.readEvents(self, id, speakers, pause)
local length, start = decodeVarint(self.bytes, self.position)
if length == nil or length > BLOCK_BYTES or start + length - 1 > #self.bytes then
return nil
end
self.position = start + length
local reader = __TS__New(
BlockReader,
sub(self.bytes, start, start + length - 1),
1
)
if reader.weekNumber ~= self.weekNumber then
return nil
end
local times, ids, servers, bodies = {}, {}, {}, {}
local stride = __TS__New(Stride, pause)
local count = 0
local size = 0
while reader:next() do
local body = reader:body()
size = size + #body
if count == BLOCK_EVENTS or size > BODY_BYTES then
return nil
end
times[count + 1] = reader.time
ids[count + 1] = reader.id
servers[count + 1] = reader.server
bodies[count + 1] = body
count = count + 1
stride:passed(#body)
end
return reader.fault == nil and ({
id = id,
speakers = speakers,
times = times,
ids = ids,
servers = servers,
bodies = bodies,
count = count
}) or nil
end
return ____exports
end,
["inbox.outcomes"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____checked_2Dtext = require("block.checked-text")
local encodeChecked = ____checked_2Dtext.encodeChecked
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local char = string.char
local floor = math.floor
local STEP = 16
local REASONS = {
unauthorized = 1,
future = 2,
unparsable = 3,
heldTooLong = 4,
authorizeError = 5,
sealed = 6
}
____exports.RefusedBits = __TS__Class()
local RefusedBits = ____exports.RefusedBits
function RefusedBits.prototype.____constructor(self, count)
self.bytes = {}
for index = 0, math.ceil(count / 8) - 1 do
self.bytes[index + 1] = 0
end
end
function RefusedBits.prototype.note(self, index, reason)
local ____bit = index % 8
local ____self_bytes_0, ____temp_1 = self.bytes, (index - ____bit) / 8 + 1
____self_bytes_0[____temp_1] = ____self_bytes_0[____temp_1] + 2 ^ ____bit
if self.first == nil then
self.first = reason
end
end
function RefusedBits.prototype.pack(self)
if self.first == nil then
return "\0\0"
end
return char(
REASONS[self.first],
#self.bytes,
unpack(self.bytes)
)
end
____exports.Outcomes = __TS__Class()
local Outcomes = ____exports.Outcomes
function Outcomes.prototype.____constructor(self)
self.ids = {}
self.byId = {}
self.count = 0
end
function Outcomes.prototype.has(self, id)
return self.byId[id] ~= nil
end
function Outcomes.prototype.add(self, id, bits)
local low = 0
local high = self.count
while low < high do
local middle = floor((low + high) / 2)
if bytesLess(self.ids[middle + 1], id) then
low = middle + 1
else
high = middle
end
end
table.insert(self.ids, low + 1, id)
self.byId[id] = bits:pack()
self.count = self.count + 1
end
function Outcomes.prototype.text(self, native, pause)
local parts = {}
local count = 0
for ____, id in ipairs(self.ids) do
parts[count + 1] = id .. self.byId[id]
count = count + 1
if count % STEP == 0 then
pause()
end
end
return encodeChecked(
table.concat(parts),
native,
pause
)
end
return ____exports
end,
["inbox.inbox"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local ____exports = {}
local ____checked_2Dtext = require("block.checked-text")
local decodeChecked = ____checked_2Dtext.decodeChecked
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local WEEK_SECONDS = ____key.WEEK_SECONDS
local ____guid = require("event.guid")
local parseGuid = ____guid.parseGuid
local ____admission = require("log.admission")
local HELD_SECONDS = ____admission.HELD_SECONDS
local ____offers = require("inbox.offers")
local OfferReader = ____offers.OfferReader
local ____outcomes = require("inbox.outcomes")
local Outcomes = ____outcomes.Outcomes
local RefusedBits = ____outcomes.RefusedBits
local TEXT_LENGTH = 262144
local WEEKS = 1024
____exports.OFFERS = 4096
local KEYS = 4 * WEEKS
local LAST_WEEK = math.floor((2 ^ 32 - 1) / WEEK_SECONDS)
local RETRY_SECONDS = 5
local function findTexts(found)
local all = found
local numbers = {}
local count = 0
local others = 0
for key in pairs(all) do
local isWeek = type(key) == "number" and key >= 0 and key <= LAST_WEEK and key % 1 == 0
if isWeek then
numbers[count + 1] = key
count = count + 1
else
others = others + 1
end
if count + others == KEYS then
break
end
end
table.sort(numbers)
local texts = {}
for index = 0, math.min(count, WEEKS) - 1 do
texts[index + 1] = {weekNumber = numbers[index + 1], text = all[numbers[index + 1]]}
end
return texts, others + count - #texts
end
____exports.Inbox = __TS__Class()
local Inbox = ____exports.Inbox
function Inbox.prototype.____constructor(self, identity, native, lifetime, host)
self.identity = identity
self.native = native
self.lifetime = lifetime
self.host = host
self.outcomes = __TS__New(Outcomes)
self.texts = {}
self.nextText = 0
self.savedOutcomes = -1
self.isHeld = false
self.entered = 0
self.known = 0
self.staying = 0
self.malformed = 0
self.refused = {}
local server, id = parseGuid(identity.guid)
self.own = {server = server, id = id, name = identity.name}
end
function Inbox.prototype.status(self)
local isReading = self.reader ~= nil or self.progress ~= nil
return {
offers = self.outcomes.count,
entered = self.entered,
known = self.known,
staying = self.staying,
refused = __TS__ObjectAssign({}, self.refused),
malformed = self.malformed,
waiting = #self.texts - self.nextText + (isReading and 1 or 0),
isHeld = self.isHeld
}
end
function Inbox.prototype.open(self, found, isMalformed)
local isTable = type(found) == "table"
self.malformed = self.malformed + ((isMalformed or found ~= nil and not isTable) and 1 or 0)
self.lifetime:run(function(pause)
if isTable then
local texts, others = findTexts(found)
self.texts = texts
self.malformed = self.malformed + others
end
self:work(pause)
end)
end
function Inbox.prototype.work(self, pause)
self.isHeld = false
local before = self.entered
while self.progress ~= nil or self:nextOffer(pause) do
if not self:goOn(self.progress, pause) then
self.isHeld = true
self.lifetime:after(
RETRY_SECONDS,
function() return self.lifetime:run(function(later) return self:work(later) end) end
)
break
end
self.outcomes:add(self.progress.offer.id, self.progress.bits)
self.progress = nil
end
if self.entered > before then
self.host.entered()
end
if self.savedOutcomes ~= self.outcomes.count then
self.savedOutcomes = self.outcomes.count
self.host.save(self.outcomes:text(self.native, pause))
end
end
function Inbox.prototype.nextOffer(self, pause)
while true do
local ____opt_0 = self.reader
local offer = ____opt_0 and ____opt_0:next(pause)
if offer ~= nil and self.outcomes.count < ____exports.OFFERS and not self.outcomes:has(offer.id) then
self.progress = {
offer = offer,
bits = __TS__New(RefusedBits, offer.count),
index = 0,
waited = 0
}
return true
end
local ____self_5, ____malformed_6 = self, "malformed"
local ____temp_4 = offer ~= nil
if not ____temp_4 then
local ____opt_2 = self.reader
____temp_4 = (____opt_2 and ____opt_2.isFaulty) == true
end
____self_5[____malformed_6] = ____self_5[____malformed_6] + (____temp_4 and 1 or 0)
self.reader = nil
if self.nextText == #self.texts then
return false
end
self:openText(self.texts[self.nextText + 1], pause)
end
end
function Inbox.prototype.openText(self, found, pause)
local ____found_7 = found
local weekNumber = ____found_7.weekNumber
local text = ____found_7.text
local isShort = type(text) == "string" and #text <= TEXT_LENGTH
local ____isShort_8
if isShort then
____isShort_8 = decodeChecked(text, self.native, pause)
else
____isShort_8 = nil
end
local bytes = ____isShort_8
found.text = nil
self.nextText = self.nextText + 1
if bytes == nil then
self.malformed = self.malformed + 1
else
self.reader = __TS__New(OfferReader, bytes, weekNumber)
end
end
function Inbox.prototype.goOn(self, progress, pause)
local ____progress_9 = progress
local offer = ____progress_9.offer
local speakers = self:namesOf(offer.speakers)
local weekNumber = math.floor(offer.times[1] / WEEK_SECONDS)
while progress.index < offer.count do
self.host.openWeek(weekNumber, pause)
local verdict = self:take(offer, progress.index, speakers)
if verdict == "held" and progress.waited < HELD_SECONDS then
progress.waited = progress.waited + RETRY_SECONDS
return false
end
self:count(progress, verdict, speakers)
progress.index = progress.index + 1
pause()
end
return true
end
function Inbox.prototype.namesOf(self, speakers)
local identity = self.identity
local named = {}
for ____, ____value in ipairs(speakers) do
local server = ____value.server
local id = ____value.id
local guid = ____value.guid
local said = ____value.name
local name = identity:nameOf(guid) or said
local known = identity:guidOf(name)
if known == nil or known == guid then
named[#named + 1] = {server = server, id = id, name = name}
end
end
return named
end
function Inbox.prototype.take(self, offer, index, speakers)
local isOwn = self:isCreator(self.own, offer, index)
local answer = "unauthorized"
for ____, speaker in ipairs(isOwn and __TS__ArrayConcat({self.own}, speakers) or speakers) do
local verdict = self.host.admit(self:candidate(offer, index, speaker))
if verdict == "held" or verdict == "authorizeError" and answer ~= "held" then
answer = verdict
elseif verdict ~= "unauthorized" and verdict ~= "authorizeError" then
return verdict
end
end
return answer
end
function Inbox.prototype.candidate(self, offer, index, speaker)
return {
time = offer.times[index + 1],
id = offer.ids[index + 1],
body = offer.bodies[index + 1],
server = offer.servers[index + 1],
sender = speaker.name,
isCreator = self:isCreator(speaker, offer, index)
}
end
function Inbox.prototype.isCreator(self, ____bindingPattern0, offer, index)
local id
local server
server = ____bindingPattern0.server
id = ____bindingPattern0.id
local said = offer.servers[index + 1]
return creatorOf(offer.ids[index + 1]) == id and (said == 0 or said == server)
end
function Inbox.prototype.count(self, ____bindingPattern0, verdict, speakers)
local index
local bits
local offer
offer = ____bindingPattern0.offer
bits = ____bindingPattern0.bits
index = ____bindingPattern0.index
if verdict == "known" then
self.known = self.known + 1
elseif verdict == "admitted" then
self.entered = self.entered + 1
local isStaying = self.host.mayPassOn(offer.times[index + 1], offer.ids[index + 1], offer.bodies[index + 1]) == false
self.staying = self.staying + (isStaying and 1 or 0)
else
local reason = verdict == "held" and "heldTooLong" or verdict
bits:note(index, reason)
self.refused[reason] = (self.refused[reason] or 0) + 1
self.host.refused(
self:candidate(offer, index, speakers[1] or offer.speakers[1]),
reason
)
end
end
return ____exports
end,
["log.back-cursor"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIndexOf = ____lualib.__TS__ArrayIndexOf
local __TS__New = ____lualib.__TS__New
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local readTail, max
local ____contents = require("block.contents")
local ContentsBuilder = ____contents.ContentsBuilder
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____body = require("event.body")
local BodyRow = ____body.BodyRow
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local isKeyBefore = ____key.isKeyBefore
local weekOf = ____key.weekOf
function readTail(reader, packed, most, pause)
local times, ids, bodies = {}, {}, {}
local skipped = max(0, packed.count - most)
local contents = skipped == 0 and packed.contents == nil and __TS__New(ContentsBuilder) or nil
local stride = __TS__New(Stride, pause)
local count = 0
while reader:next() do
local index = count - skipped
if index >= 0 then
times[index + 1] = reader.time
ids[index + 1] = reader.id
bodies[index + 1] = reader:body()
end
if contents ~= nil then
contents:add(
creatorOf(reader.id),
reader
)
end
count = count + 1
stride:passed(0)
end
local isSound = count == packed.count and reader.time == packed.lastTime and reader.id == packed.lastId
packed.contents = isSound and contents ~= nil and contents:finish() or packed.contents
return isSound and ({
times = times,
ids = ids,
bodies = bodies,
size = count - skipped,
isWhole = skipped == 0
}) or nil
end
local floor = math.floor
local huge = math.huge
max = math.max
local sub = string.sub
local function readTails(log, packed, most, pause)
local tails = {}
local weeks = packed:siblings()
local last = __TS__ArrayIndexOf(weeks, packed)
local behind = 0
for index = 0, last do
behind = behind + weeks[index + 1].count
end
local reader
for index = 0, last do
local week = weeks[index + 1]
behind = behind - week.count
if behind < most then
reader = week:read(log.native, pause, reader)
local ____temp_0
if reader == nil then
____temp_0 = nil
else
____temp_0 = readTail(reader, week, most - behind, pause)
end
local tail = ____temp_0
if tail ~= nil then
tails[week] = tail
end
pause()
end
end
return tails
end
local function countBefore(____bindingPattern0, time, id)
local size
local ids
local times
times = ____bindingPattern0.times
ids = ____bindingPattern0.ids
size = ____bindingPattern0.size
local low = 0
local high = size
while low < high do
local middle = floor((low + high) / 2)
if isKeyBefore(times[middle + 1], ids[middle + 1], time, id) then
low = middle + 1
else
high = middle
end
end
return low
end
____exports.BackCursor = __TS__Class()
local BackCursor = ____exports.BackCursor
function BackCursor.prototype.____constructor(self, log, most, mayHold)
self.log = log
self.most = most
self.mayHold = mayHold
self.time = huge
self.id = huge
self.body = ""
self.ownRow = __TS__New(BodyRow)
self.tails = {}
end
function BackCursor.prototype.seek(self, time, id)
self.time = time
self.id = id
end
function BackCursor.prototype.next(self, pause)
local weekNumber = self.log:weekUntil(weekOf(self.time))
while weekNumber ~= nil do
do
local __continue17
repeat
local week = self.log:week(weekNumber)
if week ~= nil and self.mayHold(week) then
local packed = week.packed
if self:findOpen(week) or packed ~= nil and self:findPacked(weekNumber, packed, pause) then
return true
end
if week ~= self.log:week(weekNumber) or week.packed ~= packed then
__continue17 = true
break
end
end
weekNumber = self.log:weekUntil(weekNumber - 1)
__continue17 = true
until true
if not __continue17 then
break
end
end
end
return false
end
function BackCursor.prototype.typeByte(self)
return sub(self.body, 1, 1)
end
function BackCursor.prototype.row(self)
self.ownRow:fill(self.body)
return self.ownRow
end
function BackCursor.prototype.findOpen(self, week)
local index = week:find(self.time, self.id) - 1
if index < 0 then
return false
end
self.time = week.times[index + 1]
self.id = week.ids[index + 1]
self.body = week.bodies[index + 1]
return true
end
function BackCursor.prototype.findPacked(self, weekNumber, packed, pause)
local tail, index = self:locate(packed, pause)
if tail == nil then
self.log:open(weekNumber, pause)
return false
end
if index < 0 then
return false
end
self.time = tail.times[index + 1]
self.id = tail.ids[index + 1]
self.body = tail.bodies[index + 1]
return true
end
function BackCursor.prototype.locate(self, packed, pause)
local tail = self.tails[packed] or self:read(packed, self.most, pause)
local index = tail == nil and -1 or countBefore(tail, self.time, self.id) - 1
if tail ~= nil and index < 0 and not tail.isWhole then
tail = self:read(packed, huge, pause)
index = tail == nil and -1 or countBefore(tail, self.time, self.id) - 1
end
return tail, index
end
function BackCursor.prototype.read(self, packed, most, pause)
self.tails = readTails(self.log, packed, most, pause)
return self.tails[packed]
end
return ____exports
end,
["ledger.last-seen"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.LastSeen = __TS__Class()
local LastSeen = ____exports.LastSeen
function LastSeen.prototype.____constructor(self, least)
self.least = least
self.recent = {}
self.older = {}
self.count = 0
self.isFull = false
end
function LastSeen.prototype.get(self, what)
local ____self_recent_what_0 = self.recent[what]
if ____self_recent_what_0 == nil then
____self_recent_what_0 = self.older[what]
end
return ____self_recent_what_0
end
function LastSeen.prototype.note(self, what, value)
if not (self.recent[what] ~= nil) then
self.count = self.count + 1
end
self.recent[what] = value
if self.count == self.least then
self.older = self.recent
self.recent = {}
self.count = 0
self.isFull = true
end
end
return ____exports
end,
["ledger.name-entry"] = function(...) 
local ____exports = {}
local ____cbor = require("codec.cbor")
local decodeCbor = ____cbor.decodeCbor
local encodeByteString = ____cbor.encodeByteString
local encodeCbor = ____cbor.encodeCbor
local readByteString = ____cbor.readByteString
local ____cbor_2Dhead = require("codec.cbor-head")
local encodeHead = ____cbor_2Dhead.encodeHead
local sub = string.sub
local NAME_BYTES = 96
local CLASS_BYTES = 32
local ARRAY = 4
local ENTRY_HEAD = encodeHead(ARRAY, 3)
local function isTextOf(value, least, most)
return type(value) == "string" and #value >= least and #value <= most
end
function ____exports.encodeEntry(packed, name, classToken)
if not isTextOf(name, 1, NAME_BYTES) then
return nil
end
local nameItem = encodeCbor(name)
local classItem = encodeCbor(isTextOf(classToken, 0, CLASS_BYTES) and classToken or "")
return ((ENTRY_HEAD .. encodeByteString(packed)) .. nameItem) .. classItem
end
function ____exports.readEntry(bytes, position)
if sub(bytes, position, position) ~= ENTRY_HEAD then
return nil, nil
end
local packed, afterPacked = readByteString(bytes, position + 1)
local isName, name, afterName = decodeCbor(bytes, afterPacked or #bytes + 1)
local isClass, classToken, next = decodeCbor(bytes, isName and afterName or #bytes + 1)
if not isClass or not isTextOf(name, 1, NAME_BYTES) or not isTextOf(classToken, 0, CLASS_BYTES) then
return nil, nil
end
return packed, next
end
return ____exports
end,
["ledger.names"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____checked_2Dtext = require("block.checked-text")
local decodeChecked = ____checked_2Dtext.decodeChecked
local encodeChecked = ____checked_2Dtext.encodeChecked
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____body = require("event.body")
local splitBody = ____body.splitBody
local typeOf = ____body.typeOf
local ____field_2Dkinds = require("event.field-kinds")
local FIELD_KINDS = ____field_2Dkinds.FIELD_KINDS
local ____guid = require("event.guid")
local packGuid = ____guid.packGuid
local parseGuid = ____guid.parseGuid
local unpackGuid = ____guid.unpackGuid
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local ____back_2Dcursor = require("log.back-cursor")
local BackCursor = ____back_2Dcursor.BackCursor
local ____last_2Dseen = require("ledger.last-seen")
local LastSeen = ____last_2Dseen.LastSeen
local ____name_2Dentry = require("ledger.name-entry")
local encodeEntry = ____name_2Dentry.encodeEntry
local readEntry = ____name_2Dentry.readEntry
local floor = math.floor
local huge = math.huge
local sub = string.sub
____exports.NAMES_LIMIT = 2000
local LOOK_SECONDS = 10
local NEWEST = 500
local MENTIONS = 2000
local STEP = 16
local function hasPlayers(____bindingPattern0)
local fields
fields = ____bindingPattern0.fields
return __TS__ArraySome(
fields,
function(____, ____bindingPattern0)
local kind
kind = ____bindingPattern0.kind
return kind == "guid" or kind == "guid[]"
end
)
end
____exports.Names = __TS__Class()
local Names = ____exports.Names
function Names.prototype.____constructor(self, saved, log, schema, identity, clock, background, native)
self.saved = saved
self.log = log
self.schema = schema
self.identity = identity
self.clock = clock
self.background = background
self.native = native
self.entries = {}
self.guids = {}
self.count = 0
self.members = {}
self.mentions = __TS__New(LastSeen, MENTIONS)
self.rank = 0
self.fields = __TS__New(LastSeen, MENTIONS)
self.queue = {}
self.isQueued = false
self.isStale = true
self.isLooking = false
self.lookedAt = -LOOK_SECONDS
self.isDamaged = false
self.isWritten = false
end
function Names.prototype.begin(self)
self.isLooking = true
self.background:run(function(pause)
local bytes = decodeChecked(self.saved.names, self.native, pause)
self.isWritten = bytes ~= nil and self:read(bytes, pause)
self.isDamaged = not self.isWritten and self.saved.names ~= nil
self:lookBack(self.isWritten and NEWEST or huge, pause)
self:look(pause)
end)
end
function Names.prototype.changed(self)
self.isStale = true
end
function Names.prototype.inserted(self, id, body)
local ____self_log_0 = self.log
local directory = ____self_log_0.directory
self.rank = self.rank + 1
if directory:server(creatorOf(id)) ~= 0 then
self:note(
directory:guid(creatorOf(id)),
self.rank
)
end
local ____type = self.schema:withId(typeOf(body))
if ____type == nil or not hasPlayers(____type) then
return
end
self.queue[#self.queue + 1] = body
if not self.isQueued then
self.isQueued = true
self.background:run(function(pause) return self:workQueue(pause) end)
end
end
function Names.prototype.keepHouse(self)
if self.isStale and not self.isLooking and self.clock:uptime() - self.lookedAt >= LOOK_SECONDS then
self.isLooking = true
self.background:run(function(pause) return self:look(pause) end)
end
end
function Names.prototype.workQueue(self, pause)
while #self.queue > 0 do
local queue = self.queue
self.queue = {}
for ____, body in ipairs(queue) do
self.rank = self.rank + 1
self:noteFields(body, self.rank)
pause()
end
end
self.isQueued = false
end
function Names.prototype.read(self, bytes, pause)
local position = 1
local last = ""
while position <= #bytes do
local packed, next = readEntry(bytes, position)
local ____temp_1
if packed == nil then
____temp_1 = nil
else
____temp_1 = unpackGuid(packed)
end
local guid = ____temp_1
if guid == nil or not bytesLess(last, packed) or self.count == ____exports.NAMES_LIMIT then
return false
end
last = packed
self.entries[guid] = {
packed = last,
bytes = sub(bytes, position, next - 1)
}
self.guids[self.count + 1] = guid
self.count = self.count + 1
position = next
if self.count % STEP == 0 then
pause()
end
end
return true
end
function Names.prototype.lookBack(self, most, pause)
local cursor = __TS__New(
BackCursor,
self.log,
most,
function() return true end
)
local rank = 0
local isOfUse = __TS__ArraySome(
self.schema:defined(),
function(____, ____type) return hasPlayers(____type) end
)
while isOfUse and rank > -most and not self.mentions.isFull and cursor:next(pause) do
rank = rank - 1
self:noteFields(cursor.body, rank)
pause()
end
end
function Names.prototype.noteFields(self, body, rank)
local ____temp_2 = self.schema:withId(typeOf(body)) or ({})
local fields = ____temp_2.fields
local pieces = splitBody(body) or ({})
local index = 0
for ____, ____value in ipairs(fields or ({})) do
local kind = ____value.kind
index = index + 1
local piece = pieces[index + 1]
if piece ~= nil and (kind == "guid" or kind == "guid[]") then
for ____, guid in ipairs(self:playersOf(kind, piece)) do
self:note(guid, rank)
end
end
end
end
function Names.prototype.playersOf(self, kind, piece)
local known = self.fields:get(piece)
if known ~= nil then
return known
end
local players = FIELD_KINDS[kind].decode(piece) or ({})
local list = type(players) == "string" and ({players}) or players
self.fields:note(piece, list)
return list
end
function Names.prototype.note(self, guid, rank)
local known = self.mentions:get(guid)
self.isStale = self.isStale or known == nil and not (self.entries[guid] ~= nil)
if known == nil or known < rank then
self.mentions:note(guid, rank)
end
end
function Names.prototype.look(self, pause)
self.isStale = false
self.lookedAt = self.clock:uptime()
local members = {}
local told = self.identity:told()
local count = 0
for ____, ____value in ipairs(told) do
local guid = ____value.guid
local isMember = ____value.isMember
if isMember then
members[guid] = true
end
end
self.members = members
local isChanged = not self.isWritten
for ____, player in ipairs(told) do
isChanged = self:takeIn(player) or isChanged
count = count + 1
if count % STEP == 0 then
pause()
end
end
if isChanged then
self:write(pause)
end
self.isLooking = false
end
function Names.prototype.takeIn(self, ____bindingPattern0)
local classToken
local name
local guid
guid = ____bindingPattern0.guid
name = ____bindingPattern0.name
classToken = ____bindingPattern0.classToken
local known = self.entries[guid]
if known == nil and not self:isWanted(guid) then
return false
end
local packed = known and known.packed or packGuid(guid)
local ____temp_5
if packed == nil then
____temp_5 = nil
else
____temp_5 = encodeEntry(packed, name, classToken)
end
local bytes = ____temp_5
if packed == nil or bytes == nil or (known and known.bytes) == bytes then
return false
end
self.entries[guid] = {packed = packed, bytes = bytes}
if known == nil then
table.insert(
self.guids,
self:indexOf(packed) + 1,
guid
)
self.count = self.count + 1
self:dropSurplus()
end
return true
end
function Names.prototype.isWanted(self, guid)
local server, creator = parseGuid(guid)
local isCreator = creator ~= nil and self.log.directory:server(creator) == server
return isCreator or self.mentions:get(guid) ~= nil
end
function Names.prototype.indexOf(self, packed)
local low = 0
local high = self.count
while low < high do
local middle = floor((low + high) / 2)
if bytesLess(self.entries[self.guids[middle + 1]].packed, packed) then
low = middle + 1
else
high = middle
end
end
return low
end
function Names.prototype.dropSurplus(self)
if self.count <= ____exports.NAMES_LIMIT then
return
end
local least = huge
local at = 0
for index = 0, self.count - 1 do
local guid = self.guids[index + 1]
local rank = self.members[guid] ~= nil and huge or (self.mentions:get(guid) or -huge)
if rank < least then
least = rank
at = index
end
end
self.entries[table.remove(self.guids, at + 1)] = nil
self.count = self.count - 1
end
function Names.prototype.write(self, pause)
local parts = {}
for index = 0, self.count - 1 do
parts[index + 1] = self.entries[self.guids[index + 1]].bytes
if index % STEP == 0 then
pause()
end
end
self.saved.names = encodeChecked(
table.concat(parts),
self.native,
pause
)
self.isWritten = true
end
return ____exports
end,
["ledger.saved-types"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____checked_2Dtext = require("block.checked-text")
local encodeChecked = ____checked_2Dtext.encodeChecked
local ____cbor = require("codec.cbor")
local encodeCbor = ____cbor.encodeCbor
local ____field = require("event.field")
local describeField = ____field.describeField
local FORM = 1
____exports.TYPES_BYTES = 65536
function ____exports.savedTypes(schema, stateVersion, native, pause)
local list = {FORM, stateVersion}
for ____, ____value in ipairs(schema:defined()) do
local id = ____value.id
local name = ____value.name
local fields = ____value.fields
list[#list + 1] = {
id,
name,
__TS__ArrayMap(
fields,
function(____, field) return describeField(field) end
)
}
pause()
end
local bytes = encodeCbor(list)
local ____temp_0
if #bytes > ____exports.TYPES_BYTES then
____temp_0 = nil
else
____temp_0 = encodeChecked(bytes, native, pause)
end
return ____temp_0
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
["ledger.policy"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayFlatMap = ____lualib.__TS__ArrayFlatMap
local ____exports = {}
local ____misuse = require("misuse")
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local ANYTHING = {
types = {},
covers = function() return true end
}
local function yes()
return true
end
local function no()
return false
end
local REVOKE = "revoke"
local function isOwnMatter(event)
if (event and event.type) ~= REVOKE then
return true
end
local target = event.target
return target ~= nil and target.creator == event.creator and event.targetImportId == nil
end
____exports.NOBODY = __TS__ObjectAssign({write = no, relay = no, speak = no, relaying = 0}, ANYTHING)
____exports.EVERYONE = __TS__ObjectAssign({write = isOwnMatter, relay = no, speak = yes, relaying = 1}, ANYTHING)
function ____exports.rightsOf(isAllowed)
return __TS__ObjectAssign({write = isAllowed, relay = isAllowed, speak = isAllowed, relaying = 2}, ANYTHING)
end
function ____exports.writersOf(isAllowed)
return __TS__ObjectAssign({write = isAllowed, relay = no, speak = isAllowed, relaying = 1}, ANYTHING)
end
local made = {}
function ____exports.toAuthorize(rights)
local ____rights_2 = rights
local write = ____rights_2.write
local relay = ____rights_2.relay
local speak = ____rights_2.speak
local function authorize(event, sender, direction, isCreator, state)
if event == nil then
return speak(
event,
sender,
direction,
isCreator,
state
)
end
return (isCreator and write or relay)(
event,
sender,
direction,
isCreator,
state
)
end
made[authorize] = rights
return authorize
end
local A_POLICY = "a policy (a function, \"everyone\", \"nobody\" or a table of write, relay and speak)"
function ____exports.readPolicy(method, argument, policy)
if type(policy) == "function" then
return made[policy] or ____exports.rightsOf(policy)
end
if policy == "everyone" then
return ____exports.EVERYONE
end
if policy == "nobody" then
return ____exports.NOBODY
end
if type(policy) ~= "table" then
misuse(
method,
argument,
mustBe(A_POLICY, policy)
)
end
if policy.write == nil and policy.relay == nil and policy.speak == nil then
misuse(method, argument, ("must be " .. A_POLICY) .. ", got a table without these")
end
local function read(question)
return ____exports.readPolicy(method, (argument .. ".") .. question, policy[question])
end
local writers, relays, speakers = read("write"), read("relay"), read("speak")
if relays.relaying == 1 then
misuse(method, argument .. ".relay", "lets nobody pass on the events of others: write \"nobody\" if that is meant")
end
local all = {writers, relays, speakers}
return {
write = writers.write,
relay = relays.relay,
speak = speakers.speak,
relaying = relays.relaying,
types = __TS__ArrayFlatMap(
all,
function(____, ____bindingPattern0)
local types
types = ____bindingPattern0.types
return types
end
),
covers = function(____type) return writers.covers(____type) end
}
end
return ____exports
end,
["ledger.options"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local checkFlag, checkHistory, newState, checkInitialState, checkBytes, checkPaths, checkErrorPolicy, checkChannels, METHOD, PATH_BYTES
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local expectList = ____misuse.expectList
local expectNames = ____misuse.expectNames
local expectInteger = ____misuse.expectInteger
local expectNumber = ____misuse.expectNumber
local expectString = ____misuse.expectString
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local show = ____misuse.show
local ____policy = require("ledger.policy")
local readPolicy = ____policy.readPolicy
local toAuthorize = ____policy.toAuthorize
local ____checkpoints = require("replay.checkpoints")
local DEFAULT_CHECKPOINT_BYTES = ____checkpoints.DEFAULT_CHECKPOINT_BYTES
local ____list_2Dpaths = require("replay.list-paths")
local canBeWithin = ____list_2Dpaths.canBeWithin
local parsePath = ____list_2Dpaths.parsePath
function checkFlag(name, flag)
if type(flag) ~= "boolean" then
misuse(
METHOD,
name,
mustBe("true or false", flag)
)
end
return flag
end
function checkHistory(____bindingPattern0)
local upgradeState
local keepWeeks
local history
history = ____bindingPattern0.history
if history == nil then
history = "full"
end
keepWeeks = ____bindingPattern0.keepWeeks
upgradeState = ____bindingPattern0.upgradeState
if history ~= "full" and history ~= "sealed" then
misuse(
METHOD,
"history",
mustBe("\"full\" or \"sealed\"", history)
)
end
if keepWeeks ~= nil then
expectInteger(
METHOD,
"keepWeeks",
keepWeeks,
1,
____exports.WEEKS_KEPT_LIMIT
)
end
if upgradeState ~= nil then
expectFunction(METHOD, "upgradeState", upgradeState)
end
return {history = history, keepWeeks = keepWeeks, upgradeState = upgradeState}
end
function newState(initialState)
local state = initialState()
if type(state) ~= "table" then
misuse(
METHOD,
"initialState",
"must return a table, got " .. show(state)
)
end
return state
end
function checkInitialState(initialState)
local first = newState(initialState)
if first == newState(initialState) then
misuse(METHOD, "initialState", "must return a new table each time, got the same one twice")
end
end
function checkBytes(bytes)
expectNumber(
METHOD,
"checkpointBytes",
bytes,
0,
2 ^ 40
)
return bytes
end
function checkPaths(paths)
expectList(METHOD, "appendOnly", paths)
local checked = {}
for ____, path in ipairs(paths) do
expectString(
METHOD,
"appendOnly",
path,
1,
PATH_BYTES
)
local names = parsePath(path)
if names == nil then
misuse(
METHOD,
"appendOnly",
mustBe("made of paths such as \"history\" and \"lists.*\"", path)
)
end
for index = 0, #checked - 1 do
if canBeWithin(names, checked[index + 1]) or canBeWithin(checked[index + 1], names) then
misuse(METHOD, "appendOnly", ((("must not name a list twice or inside of another, got \"" .. paths[index + 1]) .. "\" and \"") .. path) .. "\"")
end
end
checked[#checked + 1] = names
end
return checked
end
function checkErrorPolicy(policy)
if policy == "halt" or policy == "skip" then
return function() return policy end
end
if type(policy) ~= "function" then
misuse(
METHOD,
"onReducerError",
mustBe("\"halt\", \"skip\" or a function", policy)
)
end
return policy
end
function ____exports.checkLimits(method, given, otherwise)
local batchSize = given.batchSize or otherwise.batchSize
local budget = given.budget or otherwise.budget
local interval = given.interval or otherwise.interval
expectInteger(
method,
"batchSize",
batchSize,
1,
1000000
)
expectNumber(
method,
"budget",
budget,
0,
1000
)
expectNumber(
method,
"interval",
interval,
0,
3600
)
return {batchSize = batchSize, budget = budget, interval = interval}
end
function checkChannels(channels)
expectList(METHOD, "channels", channels)
if #channels == 0 then
misuse(METHOD, "channels", "must be a list of \"GUILD\" and \"RAID\", got an empty one")
end
for ____, channel in ipairs(channels) do
if channel ~= "GUILD" and channel ~= "RAID" then
misuse(
METHOD,
"channels",
"must hold only \"GUILD\" and \"RAID\", got " .. show(channel)
)
end
end
return channels
end
____exports.GUILD_SCOPE = "guild"
local DEFAULT_LIMITS = {batchSize = 1000, budget = 4, interval = 0}
METHOD = "createLedger"
____exports.WEEKS_KEPT_LIMIT = 10000
local LIMITS = {"batchSize", "budget", "interval"}
local OPTIONS = __TS__ArrayConcat({
"name",
"saved",
"initialState",
"authorize",
"stateVersion",
"scope",
"onReducerError",
"checkpointBytes",
"appendOnly",
"channels",
"debug",
"inbox",
"seal",
"history",
"keepWeeks",
"upgradeState"
}, LIMITS)
local OPTIONS_TABLE = "a table (with a colon: LibEventLedger:createLedger({ ... }))"
local SAVED_TABLE = "a table from SavedVariables (they are there from ADDON_LOADED on)"
function ____exports.checkOptions(options, sealers)
if sealers == nil then
sealers = "nobody"
end
if type(options) ~= "table" then
misuse(
METHOD,
"options",
mustBe(OPTIONS_TABLE, options)
)
end
expectNames(METHOD, options, OPTIONS)
expectString(
METHOD,
"name",
options.name,
1,
16
)
if type(options.saved) ~= "table" then
misuse(
METHOD,
"saved",
mustBe(SAVED_TABLE, options.saved)
)
end
expectFunction(METHOD, "initialState", options.initialState)
checkInitialState(options.initialState)
local rights = readPolicy(METHOD, "authorize", options.authorize)
local stateVersion = options.stateVersion or 1
expectInteger(
METHOD,
"stateVersion",
stateVersion,
0,
2 ^ 31
)
local scope = options.scope or ____exports.GUILD_SCOPE
expectString(
METHOD,
"scope",
scope,
1,
64
)
local ____options_name_4 = options.name
local ____options_saved_5 = options.saved
local ____options_initialState_6 = options.initialState
local ____temp_7 = type(options.authorize) == "function" and options.authorize or toAuthorize(rights)
local ____rights_8 = rights
local ____stateVersion_9 = stateVersion
local ____scope_10 = scope
local ____checkChannels_result_11 = checkChannels(options.channels or ({"GUILD"}))
local ____exports_checkLimits_result_12 = ____exports.checkLimits(METHOD, options, DEFAULT_LIMITS)
local ____checkErrorPolicy_result_13 = checkErrorPolicy(options.onReducerError or "halt")
local ____checkBytes_result_14 = checkBytes(options.checkpointBytes or DEFAULT_CHECKPOINT_BYTES)
local ____checkPaths_result_15 = checkPaths(options.appendOnly or ({}))
local ____checkFlag_1 = checkFlag
local ____options_debug_0 = options.debug
if ____options_debug_0 == nil then
____options_debug_0 = false
end
local ____checkFlag_1_result_16 = ____checkFlag_1("debug", ____options_debug_0)
local ____checkFlag_3 = checkFlag
local ____options_inbox_2 = options.inbox
if ____options_inbox_2 == nil then
____options_inbox_2 = false
end
return __TS__ObjectAssign(
{
name = ____options_name_4,
saved = ____options_saved_5,
initialState = ____options_initialState_6,
authorize = ____temp_7,
rights = ____rights_8,
stateVersion = ____stateVersion_9,
scope = ____scope_10,
channels = ____checkChannels_result_11,
limits = ____exports_checkLimits_result_12,
onReducerError = ____checkErrorPolicy_result_13,
checkpointBytes = ____checkBytes_result_14,
appendOnly = ____checkPaths_result_15,
debug = ____checkFlag_1_result_16,
inbox = ____checkFlag_3("inbox", ____options_inbox_2),
sealers = readPolicy(METHOD, "seal", options.seal or sealers)
},
checkHistory(options)
)
end
function ____exports.tryInitialState(initialState)
local isMade, made = pcall(initialState)
if isMade and type(made) == "table" then
return made
end
return nil, isMade and "initialState() gave " .. show(made) or "initialState() raised: " .. tostring(made)
end
PATH_BYTES = 64
function ____exports.checkOnlyLimits(method, limits)
expectTable(method, "limits", limits)
expectNames(method, limits, LIMITS)
end
return ____exports
end,
["sync.constants"] = function(...) 
local ____exports = {}
____exports.ADVERTISE_INTERVAL_SECONDS = 40
____exports.ADVERTISE_JITTER_SHARE = 0.25
____exports.FIRST_ADVERTISE_SECONDS = 1
____exports.HELLO_REPEAT_SECONDS = 5
____exports.HELLO_LIMIT = 3
____exports.REPLY_JITTER_SECONDS = 1
____exports.REPLY_LIMIT = 3
____exports.RECENT_WEEKS = 4
____exports.REQUEST_JITTER_SECONDS = 1.5
____exports.BULK_JITTER_SECONDS = 4
____exports.LESSER_WAIT_SECONDS = 3
____exports.REQUEST_INHIBIT_SECONDS = 10
____exports.ANSWER_WAIT_SECONDS = 10
____exports.REPAIR_WAIT_SECONDS = 5
____exports.ANSWER_QUIET_SECONDS = 4
____exports.REPEAT_SECONDS = 60
____exports.BULK_WAIT_SECONDS = 900
____exports.REQUEST_TRIES = 5
____exports.REQUEST_GATHER_SECONDS = 0.5
____exports.SENT_INHIBIT_SECONDS = 3
____exports.RANK_STEP_SECONDS = 2
____exports.RANK_LIMIT = 10
____exports.PROBE_WEEKS = 6
____exports.PUT_OFF_LIMIT = 2
____exports.STANDSTILL_FIRST_SECONDS = 60
____exports.STANDSTILL_LONGEST_SECONDS = 1920
____exports.WANT_FIRST_SECONDS = 30
____exports.ADVERTISE_DOUBLINGS = 4
____exports.FAILURE_LIMIT = 6
____exports.FAILURE_REFILL_SECONDS = 60
____exports.STRANGE_REFILL_SECONDS = 600
____exports.ROWS_ANSWER_LIMIT = 2
____exports.ROWS_ANSWER_REFILL_SECONDS = 300
____exports.ROWS_INHIBIT_SECONDS = 8
____exports.ROWS_PATIENCE_SECONDS = 3
____exports.ROWS_TRIES = 2
____exports.ROWS_RANK_STEP_SECONDS = 1
____exports.LIE_LIMIT = 2
____exports.ANSWER_SHARE_SECONDS = 30
____exports.HEARTY_BYTES = 400
____exports.CLAIM_EXPIRY_SECONDS = 3600
____exports.SILENCE_SECONDS = 600
____exports.DEAF_SECONDS = 600
____exports.DISTRUST_SECONDS = 300
____exports.ANSWER_JITTER_SECONDS = 1
____exports.ANSWER_PATIENCE_SECONDS = 600
____exports.REQUEST_MEMORY_SECONDS = 900
____exports.SWEEP_INTERVAL_SECONDS = 120
____exports.MUTE_SURPLUS_SECONDS = 20
____exports.MORE_WAIT_SECONDS = 1.5
____exports.UNSENT_SECONDS = 10
____exports.UNCONFIRMED_SECONDS = 100
____exports.COMPARE_INTERVAL_SECONDS = 600
____exports.COMPARE_LIMIT = 2
____exports.COMPARE_REFILL_SECONDS = 300
____exports.COMPARED_EVENTS = 5000
____exports.DOUBT_FIRST_SECONDS = 20
____exports.DOUBT_TRIES = 3
____exports.DOUBT_SECONDS = 1800
____exports.DOUBT_LIMIT = 64
____exports.UNFOLDED_BYTES = 16384
____exports.ROWS_PER_MESSAGE = 18
____exports.SKETCH_SLACK = 8
____exports.SKETCH_LIMIT = 231
____exports.REQUEST_SPARE_WEEKS = 100
____exports.REQUEST_REFILL_SECONDS = 600
____exports.LONE_WINDOW_SECONDS = 300
____exports.ANSWER_SPARE_EVENTS = 1000
____exports.ANSWER_REFILL_SECONDS = 600
____exports.SPOKESMEN = 2
____exports.SPOKESMAN_SECONDS = 30
____exports.PASS_ON_AGE_SECONDS = 60
____exports.PASS_ON_JITTER_SECONDS = 0.5
____exports.PASS_ON_WAIT_SECONDS = 3
____exports.PASS_ON_TRIES = 4
____exports.PASS_ON_LIMIT = 40
____exports.PASS_ON_REFILL_SECONDS = 2
____exports.REPEATED_WAIT_SECONDS = 60
____exports.SUMS_LIMIT = 6
____exports.UNIT_BYTES = 65536
____exports.UNIT_EVENTS = 4096
____exports.UNIT_BODY_BYTES = 131072
____exports.UNIT_BLOCKS = 32
____exports.UNITS_AT_A_TIME = 4
____exports.COMING_SECONDS = 6
____exports.HOLD_FIRST_SECONDS = 16
____exports.HOLD_SECONDS = 36
____exports.HOLD_MEMORY_SECONDS = 600
____exports.UNIT_ASK_EVENTS = 24
____exports.BULK_BYTES = 900
return ____exports
end,
["sync.context"] = function(...) 
local ____exports = {}
local ____roots = require("sync.roots")
local areRootsReady = ____roots.areRootsReady
local readyRoots = ____roots.readyRoots
local SHORT_LIST = 32
local function noPause()
end
function ____exports.whenHashed(context, ____then)
local ____context_0 = context
local log = ____context_0.log
if log:isHashed() then
____then()
return
end
context.background:run(function(pause)
log:hash(pause)
____then()
end)
end
function ____exports.whenRooted(context, ____then)
local ____context_1 = context
local log = ____context_1.log
if areRootsReady(log) then
____then()
return
end
context.background:run(function(pause)
readyRoots(log, pause)
____then()
end)
end
function ____exports.inSlices(____bindingPattern0, length, work)
local background
background = ____bindingPattern0.background
if length <= SHORT_LIST then
work(noPause)
else
background:run(work)
end
end
return ____exports
end,
["sync.messages"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____reader = require("block.reader")
local BlockReader = ____reader.BlockReader
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local packU24 = ____integers.packU24
local packU32 = ____integers.packU32
local readU16 = ____integers.readU16
local readU24 = ____integers.readU24
local readU32 = ____integers.readU32
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local ____fragments = require("link.fragments")
local EVENT_FRAGMENT = ____fragments.EVENT_FRAGMENT
local TYPED_FRAGMENT = ____fragments.TYPED_FRAGMENT
local ____week_2Dsummary = require("sync.week-summary")
local packRows = ____week_2Dsummary.packRows
local readRows = ____week_2Dsummary.readRows
local format = string.format
local sub = string.sub
function ____exports.encodeAdvertisement(____bindingPattern0)
local rows
local root
local base
local claim
claim = ____bindingPattern0.claim
base = ____bindingPattern0.base
root = ____bindingPattern0.root
rows = ____bindingPattern0.rows
return ((packU32(claim) .. packU16(base)) .. packU32(root)) .. packRows(rows)
end
function ____exports.decodeAdvertisement(payload)
local claim = readU32(payload, 1)
local base = readU16(payload, 5)
local root = readU32(payload, 7)
local rows = readRows(payload, 11)
if claim == nil or base == nil or root == nil or rows == nil then
return nil
end
local ____temp_0
if #rows > 0 and rows[1].weekNumber < base then
____temp_0 = nil
else
____temp_0 = {claim = claim, base = base, root = root, rows = rows}
end
return ____temp_0
end
function ____exports.advertisedContent(payload)
return sub(payload, 5)
end
____exports.COMPARED_WEEKS = 8
function ____exports.encodeComparison(____bindingPattern0)
local weeks
local point
local salt
salt = ____bindingPattern0.salt
point = ____bindingPattern0.point
weeks = ____bindingPattern0.weeks
local parts = __TS__ArrayMap(
weeks,
function(____, ____bindingPattern0)
local product
local fingerprint
local count
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
count = ____bindingPattern0.count
fingerprint = ____bindingPattern0.fingerprint
product = ____bindingPattern0.product
return ((packU16(weekNumber) .. encodeVarint(count)) .. packU32(fingerprint)) .. packU24(product)
end
)
return (packU24(salt) .. packU24(point)) .. table.concat(parts)
end
function ____exports.decodeComparison(payload)
local salt = readU24(payload, 1)
local point = readU24(payload, 4)
local weeks = {}
local size = 0
local position = 7
while position <= #payload do
local weekNumber = readU16(payload, position)
local count, next = decodeVarint(payload, position + 2)
local ____temp_1
if next == nil then
____temp_1 = nil
else
____temp_1 = readU32(payload, next)
end
local fingerprint = ____temp_1
local ____temp_2
if next == nil then
____temp_2 = nil
else
____temp_2 = readU24(payload, next + 4)
end
local product = ____temp_2
if weekNumber == nil or count == nil or fingerprint == nil or product == nil then
return nil
end
weeks[size + 1] = {weekNumber = weekNumber, count = count, fingerprint = fingerprint, product = product}
size = size + 1
position = next + 7
end
local isReadable = salt ~= nil and salt > 0 and point ~= nil and size > 0 and size <= ____exports.COMPARED_WEEKS
return isReadable and ({salt = salt, point = point, weeks = weeks}) or nil
end
function ____exports.encodeHello(root)
return packU32(root)
end
function ____exports.decodeHello(payload)
local ____temp_3
if #payload == 4 then
____temp_3 = readU32(payload, 1)
else
____temp_3 = nil
end
return ____temp_3
end
____exports.WEEKS_PER_MESSAGE = 100
function ____exports.encodeAnswering(weeks)
return table.concat(__TS__ArrayMap(
weeks,
function(____, weekNumber) return packU16(weekNumber) end
))
end
function ____exports.decodeAnswering(payload)
if #payload == 0 or #payload % 2 ~= 0 then
return nil
end
local weeks = {}
for index = 0, #payload / 2 - 1 do
weeks[index + 1] = readU16(payload, index * 2 + 1)
end
return weeks
end
function ____exports.encodeRowsRequest(base)
return packU16(base)
end
function ____exports.decodeRowsRequest(payload)
local ____temp_4
if #payload == 2 then
____temp_4 = readU16(payload, 1)
else
____temp_4 = nil
end
return ____temp_4
end
function ____exports.encodeRows(____bindingPattern0)
local rows
local to
local from
from = ____bindingPattern0.from
to = ____bindingPattern0.to
rows = ____bindingPattern0.rows
return (packU16(from) .. packU16(to)) .. packRows(rows)
end
function ____exports.decodeRows(payload)
local from = readU16(payload, 1)
local to = readU16(payload, 3)
local rows = readRows(payload, 5)
if from == nil or to == nil or rows == nil then
return nil
end
local isInside = #rows == 0 or rows[1].weekNumber >= from and rows[#rows].weekNumber < to
return isInside and ({from = from, to = to, rows = rows}) or nil
end
local function describeEvents(block)
local reader = __TS__New(BlockReader, block, 1)
local count = 0
while reader:next() do
count = count + 1
end
return format("%.0f of week %.0f", count, reader.weekNumber)
end
____exports.HELLO = {
type = 1,
name = "hello",
decode = ____exports.decodeHello,
describe = function(root) return format("root %.0f", root) end
}
____exports.ADVERTISE = {
type = 2,
name = "advertise",
speaker = "held",
decode = ____exports.decodeAdvertisement,
describe = function(____bindingPattern0)
local base
local rows
rows = ____bindingPattern0.rows
base = ____bindingPattern0.base
return format("%.0f rows since week %.0f", #rows, base)
end
}
____exports.EVENTS = {
type = 4,
name = "events",
fragmentType = EVENT_FRAGMENT.type,
decode = function(payload) return payload end,
describe = describeEvents
}
____exports.ROWS_REQUEST = {
type = 6,
name = "rowsRequest",
decode = ____exports.decodeRowsRequest,
describe = function(base) return format("before week %.0f", base) end
}
____exports.ROWS = {
type = 7,
name = "rows",
speaker = "held",
decode = ____exports.decodeRows,
describe = function(____bindingPattern0)
local to
local from
local rows
rows = ____bindingPattern0.rows
from = ____bindingPattern0.from
to = ____bindingPattern0.to
return format("%.0f of weeks %.0f to %.0f", #rows, from, to)
end
}
____exports.ANSWERING = {
type = 10,
name = "answering",
speaker = "only",
decode = ____exports.decodeAnswering,
describe = function(weekNumbers) return format("%.0f weeks", #weekNumbers) end
}
____exports.COMPARE = {
type = 11,
name = "compare",
speaker = "held",
decode = ____exports.decodeComparison,
describe = function(____bindingPattern0)
local weeks
weeks = ____bindingPattern0.weeks
return format(
"weeks %s",
table.concat(
__TS__ArrayMap(
weeks,
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return format("%.0f", weekNumber)
end
),
", "
)
)
end
}
____exports.UNIT = {
type = 12,
name = "unit",
fragmentType = TYPED_FRAGMENT.type,
decode = function(payload) return payload end,
describe = function(deflated) return format("%.0f bytes", #deflated) end
}
return ____exports
end,
["sync.inhibitor"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local copyOf
function copyOf(notes)
local copy = {}
for key, at in pairs(notes) do
copy[key] = at
end
return copy
end
local byte = string.byte
local max = math.max
local SHARDS = 64
local SWEEP_SIZE = 16
local function shardOf(key)
if type(key) == "number" then
return key % SHARDS
end
local timeHigh, timeLow = byte(key, 3, 4)
if timeHigh == nil then
timeHigh = 0
end
if timeLow == nil then
timeLow = 0
end
local creator, counter = byte(key, -2, -1)
if creator == nil then
creator = 0
end
if counter == nil then
counter = 0
end
return (timeHigh * 7 + timeLow + creator * 31 + counter * 13) % SHARDS
end
____exports.Inhibitor = __TS__Class()
local Inhibitor = ____exports.Inhibitor
function Inhibitor.prototype.____constructor(self, clock, seconds, memory)
if memory == nil then
memory = seconds
end
self.clock = clock
self.seconds = seconds
self.memory = memory
self.shards = {}
self.size = 0
end
function Inhibitor.prototype.count(self)
return self.size
end
function Inhibitor.prototype.note(self, key)
local place = shardOf(key)
local shard = self.shards[place]
if shard == nil then
shard = {notedAt = {}, size = 0, sweepAt = SWEEP_SIZE}
self.shards[place] = shard
end
if not (shard.notedAt[key] ~= nil) then
shard.size = shard.size + 1
self.size = self.size + 1
end
shard.notedAt[key] = self.clock:uptime()
if shard.size >= shard.sweepAt then
self:sweepShard(shard)
end
end
function Inhibitor.prototype.forget(self, key)
local shard = self.shards[shardOf(key)]
if (shard and shard.notedAt[key] ~= nil) == true then
shard.notedAt[key] = nil
shard.size = shard.size - 1
self.size = self.size - 1
end
end
function Inhibitor.prototype.isInhibited(self, key)
local notedAt = self:notedAt(key)
return notedAt ~= nil and self.clock:uptime() - notedAt < self.seconds
end
function Inhibitor.prototype.wasNotedSince(self, key, since)
local notedAt = self:notedAt(key)
return notedAt ~= nil and notedAt >= since
end
function Inhibitor.prototype.sweep(self, pause)
for place = 0, SHARDS - 1 do
local shard = self.shards[place]
if shard ~= nil then
self:sweepShard(shard)
pause()
end
end
end
function Inhibitor.prototype.notedAt(self, key)
local ____opt_2 = self.shards[shardOf(key)]
return ____opt_2 and ____opt_2.notedAt[key]
end
function Inhibitor.prototype.sweepShard(self, shard)
local ____shard_4 = shard
local notedAt = ____shard_4.notedAt
local now = self.clock:uptime()
local expired = 0
for key, at in pairs(notedAt) do
if now - at >= self.memory then
notedAt[key] = nil
expired = expired + 1
end
end
self.size = self.size - expired
shard.size = shard.size - expired
if expired > shard.size then
shard.notedAt = copyOf(notedAt)
end
shard.sweepAt = max(SWEEP_SIZE, shard.size * 2)
end
return ____exports
end,
["sync.seal-constants"] = function(...) 
local ____exports = {}
____exports.SEAL_NAME_BYTES = 4
____exports.SEAL_JITTER_SECONDS = 2
____exports.SEAL_ANSWERERS = 3
____exports.SEAL_WAIT_SECONDS = 6
____exports.SEAL_TRIES = 3
____exports.SEAL_PAUSE_SECONDS = 60
____exports.SEAL_PAUSE_LIMIT_SECONDS = 1920
____exports.SEAL_ANSWER_LIMIT = 4
____exports.SEAL_ANSWER_REFILL_SECONDS = 30
____exports.SEAL_ALOUD_LIMIT = 3
____exports.PIECE_BYTES = 5870
____exports.PIECES_AT_A_TIME = 4
____exports.PEERS_AT_A_TIME = 3
____exports.STATE_STREAM_BYTES = 2097152
____exports.STATE_BUDGET_BYTES = 65536
____exports.STATE_REFILL_SECONDS = 600
____exports.PIECE_INHIBIT_SECONDS = 10
____exports.STATE_WAIT_SECONDS = 15
____exports.PIECE_WAIT_SECONDS = 90
____exports.DEAF_PEERS = 2
____exports.STATE_TRIES = 2
____exports.OFFER_LIMIT = 16
____exports.FORGED_SECONDS = 1800
____exports.SEAL_HINT_SECONDS = 30
____exports.KEPT_SECONDS = 300
____exports.HISTORY_LOOK_SECONDS = 5
____exports.HISTORY_WEEKS = 8
____exports.HISTORY_EVENTS = 4096
____exports.HISTORY_WAIT_SECONDS = 60
____exports.HISTORY_PAUSE_SECONDS = 60
____exports.HISTORY_PAUSE_LIMIT_SECONDS = 3600
return ____exports
end,
["sync.requests"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local packU24 = ____integers.packU24
local packU32 = ____integers.packU32
local readU16 = ____integers.readU16
local readU24 = ____integers.readU24
local readU32 = ____integers.readU32
local ____varint = require("codec.varint")
local decodeVarint = ____varint.decodeVarint
local encodeVarint = ____varint.encodeVarint
local byte = string.byte
local char = string.char
local format = string.format
local sub = string.sub
local KEYED = 4
local DOUBTED = 8
____exports.REQUEST_HEAD_BYTES = 3
local READS_UNITS = char(255, 255, 0, 0)
____exports.READS_UNITS_BYTES = 4
____exports.ENTRY_LIMIT = 77
____exports.WANT_LIMIT = 80
local function packNumbers(numbers)
local parts = {}
local count = 0
for ____, number in ipairs(numbers) do
parts[count + 1] = packU24(number)
count = count + 1
end
return table.concat(parts)
end
local function readNumbers(bytes, position, count)
if position + count * 3 - 1 > #bytes then
return nil
end
local numbers = {}
for index = 0, count - 1 do
numbers[index + 1] = readU24(bytes, position + index * 3)
end
return numbers
end
function ____exports.encodeEntry(entry)
local ____entry_0 = entry
local weekNumber = ____entry_0.weekNumber
local count = ____entry_0.count
local mode = ____entry_0.mode
local isKeyed = ____entry_0.isKeyed
local isDoubted = ____entry_0.isDoubted
local fingerprint = ____entry_0.fingerprint
local first = ____entry_0.first
local numbers = ____entry_0.numbers
local flags = (isKeyed and KEYED or 0) + (isDoubted and DOUBTED or 0)
local head = (packU16(weekNumber) .. encodeVarint(count)) .. char(mode + flags)
if mode == 0 then
return head
end
local size = mode == 1 and char(#numbers) or char(first, #numbers)
return ((head .. packU32(fingerprint)) .. size) .. packNumbers(numbers)
end
function ____exports.encodeRequest(salt, entries, readsUnits)
if readsUnits == nil then
readsUnits = false
end
return (packU24(salt) .. (readsUnits and READS_UNITS or "")) .. table.concat(entries)
end
local function readEntry(bytes, position)
local weekNumber = readU16(bytes, position)
local count, modeAt = decodeVarint(bytes, position + 2)
local ____temp_1
if modeAt == nil then
____temp_1 = nil
else
____temp_1 = byte(bytes, modeAt)
end
local kind = ____temp_1
if weekNumber == nil or count == nil or kind == nil or kind >= 2 * DOUBTED then
return nil, nil
end
local mode = kind % KEYED
local isKeyed = kind % DOUBTED >= KEYED
local isDoubted = kind >= DOUBTED
if mode > 2 then
return nil, nil
end
local known = {
weekNumber = weekNumber,
count = count,
mode = mode,
isKeyed = isKeyed,
isDoubted = isDoubted
}
if mode == 0 then
return __TS__ObjectAssign({}, known, {fingerprint = 0, first = 1, numbers = {}}), modeAt + 1
end
local fingerprint = readU32(bytes, modeAt + 1)
local firstAt = modeAt + 5
local first = mode == 2 and byte(bytes, firstAt) or 1
local sizeAt = mode == 2 and firstAt + 1 or firstAt
local size = byte(bytes, sizeAt)
if fingerprint == nil or first == nil or first == 0 or size == nil then
return nil, nil
end
local numbers = readNumbers(bytes, sizeAt + 1, size)
if numbers == nil then
return nil, nil
end
return __TS__ObjectAssign({}, known, {fingerprint = fingerprint, first = first, numbers = numbers}), sizeAt + 1 + size * 3
end
function ____exports.decodeRequest(payload)
local salt = readU24(payload, 1)
if salt == nil or salt == 0 then
return nil
end
local entries = {}
local count = 0
local position = ____exports.REQUEST_HEAD_BYTES + 1
local readsUnits = sub(payload, position, position + ____exports.READS_UNITS_BYTES - 1) == READS_UNITS
if readsUnits then
position = position + ____exports.READS_UNITS_BYTES
end
while position <= #payload do
local entry, next = readEntry(payload, position)
if entry == nil then
return nil
end
entries[count + 1] = entry
count = count + 1
position = next
end
local ____temp_2
if count == 0 then
____temp_2 = nil
else
____temp_2 = {salt = salt, entries = entries, readsUnits = readsUnits}
end
return ____temp_2
end
function ____exports.encodeWant(____bindingPattern0)
local coefficients
local weekNumber
local salt
salt = ____bindingPattern0.salt
weekNumber = ____bindingPattern0.weekNumber
coefficients = ____bindingPattern0.coefficients
return (packU24(salt) .. packU16(weekNumber)) .. packNumbers(coefficients)
end
function ____exports.decodeWant(payload)
local salt = readU24(payload, 1)
local weekNumber = readU16(payload, 4)
local count = (#payload - 5) / 3
local isCount = count >= 0 and count <= ____exports.WANT_LIMIT and count % 1 == 0
if salt == nil or weekNumber == nil or salt == 0 or not isCount then
return nil
end
return {
salt = salt,
weekNumber = weekNumber,
coefficients = readNumbers(payload, 6, count)
}
end
function ____exports.encodeMore(____bindingPattern0)
local first
local weekNumber
local salt
salt = ____bindingPattern0.salt
weekNumber = ____bindingPattern0.weekNumber
first = ____bindingPattern0.first
return (packU24(salt) .. packU16(weekNumber)) .. char(first)
end
function ____exports.decodeMore(payload)
local salt = readU24(payload, 1)
local weekNumber = readU16(payload, 4)
local first = byte(payload, 6)
if salt == nil or weekNumber == nil or first == nil or #payload ~= 6 or first == 0 then
return nil
end
return {salt = salt, weekNumber = weekNumber, first = first}
end
local MODES = {"whole", "list", "sketch"}
local function describeEntry(____bindingPattern0)
local numbers
local first
local isDoubted
local isKeyed
local mode
local count
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
count = ____bindingPattern0.count
mode = ____bindingPattern0.mode
isKeyed = ____bindingPattern0.isKeyed
isDoubted = ____bindingPattern0.isDoubted
first = ____bindingPattern0.first
numbers = ____bindingPattern0.numbers
local how = ((isDoubted and "doubted, " or "") .. (isKeyed and "keyed " or "")) .. MODES[mode + 1]
return format(
"week %.0f (have %.0f, %s of %.0f from %.0f)",
weekNumber,
count,
how,
#numbers,
first
)
end
____exports.REQUEST = {
type = 3,
name = "request",
decode = ____exports.decodeRequest,
describe = function(____bindingPattern0)
local readsUnits
local entries
entries = ____bindingPattern0.entries
readsUnits = ____bindingPattern0.readsUnits
return (readsUnits and "in units, " or "") .. table.concat(
__TS__ArrayMap(
entries,
function(____, entry) return describeEntry(entry) end
),
", "
)
end
}
____exports.WANT = {
type = 8,
name = "want",
speaker = "only",
decode = ____exports.decodeWant,
describe = function(____bindingPattern0)
local weekNumber
local coefficients
coefficients = ____bindingPattern0.coefficients
weekNumber = ____bindingPattern0.weekNumber
local what = #coefficients == 0 and "all" or format("%.0f events", #coefficients)
return format("%s of week %.0f", what, weekNumber)
end
}
____exports.MORE = {
type = 9,
name = "more",
speaker = "only",
decode = ____exports.decodeMore,
describe = function(____bindingPattern0)
local first
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
first = ____bindingPattern0.first
return format("sums of week %.0f from %.0f", weekNumber, first)
end
}
return ____exports
end,
["sync.seal-messages"] = function(...) 
local ____exports = {}
local ____integers = require("codec.integers")
local packU16 = ____integers.packU16
local packU32 = ____integers.packU32
local readU16 = ____integers.readU16
local readU32 = ____integers.readU32
local ____fragments = require("link.fragments")
local TYPED_FRAGMENT = ____fragments.TYPED_FRAGMENT
local ____requests = require("sync.requests")
local decodeWant = ____requests.decodeWant
local encodeWant = ____requests.encodeWant
local ____seal_2Dconstants = require("sync.seal-constants")
local PIECE_BYTES = ____seal_2Dconstants.PIECE_BYTES
local SEAL_NAME_BYTES = ____seal_2Dconstants.SEAL_NAME_BYTES
local STATE_STREAM_BYTES = ____seal_2Dconstants.STATE_STREAM_BYTES
local byte = string.byte
local ceil = math.ceil
local char = string.char
local format = string.format
local sub = string.sub
function ____exports.piecesOf(size)
return ceil(size / PIECE_BYTES)
end
local PIECE_HEAD_BYTES = 10
local PIECE_LIMIT = ____exports.piecesOf(STATE_STREAM_BYTES)
local SEAL_REQUEST_BYTES = 7
local SEAL_ANSWER_BYTES = 13
local STATE_REQUEST_BYTES = 14
local KEPT_BYTES = 4
local function describeDigest(digest)
local a, b, c, d = byte(digest, 1, SEAL_NAME_BYTES)
return format(
"%02x%02x%02x%02x",
a,
b,
c,
d
)
end
function ____exports.encodeSealRequest(____bindingPattern0)
local tries
local digest
local week
week = ____bindingPattern0.week
digest = ____bindingPattern0.digest
tries = ____bindingPattern0.tries
return (packU16(week) .. digest) .. char(tries)
end
function ____exports.decodeSealRequest(payload)
if #payload ~= SEAL_REQUEST_BYTES then
return nil
end
return {
week = readU16(payload, 1),
digest = sub(payload, 3, 6),
tries = byte(payload, 7)
}
end
function ____exports.encodeSealAnswer(____bindingPattern0)
local hash
local size
local flags
local digest
digest = ____bindingPattern0.digest
flags = ____bindingPattern0.flags
size = ____bindingPattern0.size
hash = ____bindingPattern0.hash
return ((digest .. char(flags)) .. packU32(size)) .. packU32(hash)
end
function ____exports.decodeSealAnswer(payload)
if #payload ~= SEAL_ANSWER_BYTES then
return nil
end
local digest = sub(payload, 1, SEAL_NAME_BYTES)
return {
digest = digest,
flags = byte(payload, 5),
size = readU32(payload, 6),
hash = readU32(payload, 10)
}
end
function ____exports.encodeStateRequest(____bindingPattern0)
local whom
local index
local hash
local digest
digest = ____bindingPattern0.digest
hash = ____bindingPattern0.hash
index = ____bindingPattern0.index
whom = ____bindingPattern0.whom
return ((digest .. packU32(hash)) .. packU16(index)) .. packU32(whom)
end
function ____exports.decodeStateRequest(payload)
local index = readU16(payload, 9)
if #payload ~= STATE_REQUEST_BYTES or index >= PIECE_LIMIT then
return nil
end
local digest = sub(payload, 1, SEAL_NAME_BYTES)
return {
digest = digest,
hash = readU32(payload, 5),
index = index,
whom = readU32(payload, 11)
}
end
function ____exports.encodeStatePiece(____bindingPattern0)
local bytes
local index
local hash
local digest
digest = ____bindingPattern0.digest
hash = ____bindingPattern0.hash
index = ____bindingPattern0.index
bytes = ____bindingPattern0.bytes
return ((digest .. packU32(hash)) .. packU16(index)) .. bytes
end
function ____exports.decodeStatePiece(payload)
local size = #payload - PIECE_HEAD_BYTES
local index = readU16(payload, 9)
if size < 1 or size > PIECE_BYTES or index >= PIECE_LIMIT then
return nil
end
local digest = sub(payload, 1, SEAL_NAME_BYTES)
return {
digest = digest,
hash = readU32(payload, 5),
index = index,
bytes = sub(payload, PIECE_HEAD_BYTES + 1)
}
end
function ____exports.decodeSurplus(payload)
local surplus = decodeWant(payload)
return surplus ~= nil and #surplus.coefficients > 0 and surplus or nil
end
____exports.encodeSurplus = encodeWant
function ____exports.encodeKept(____bindingPattern0)
local sealedBefore
local from
from = ____bindingPattern0.from
sealedBefore = ____bindingPattern0.sealedBefore
return packU16(from) .. packU16(sealedBefore)
end
function ____exports.decodeKept(payload)
return #payload == KEPT_BYTES and ({
from = readU16(payload, 1),
sealedBefore = readU16(payload, 3)
}) or nil
end
____exports.SEAL_REQUEST = {
type = 13,
name = "sealRequest",
decode = ____exports.decodeSealRequest,
describe = function(____bindingPattern0)
local tries
local digest
local week
week = ____bindingPattern0.week
digest = ____bindingPattern0.digest
tries = ____bindingPattern0.tries
return format(
"%s before week %.0f, asked %.0f times before",
describeDigest(digest),
week,
tries
)
end
}
____exports.SEAL_ANSWER = {
type = 14,
name = "sealAnswer",
decode = ____exports.decodeSealAnswer,
describe = function(____bindingPattern0)
local size
local flags
local digest
digest = ____bindingPattern0.digest
flags = ____bindingPattern0.flags
size = ____bindingPattern0.size
return format(
"%s, flags %.0f, %.0f bytes",
describeDigest(digest),
flags,
size
)
end
}
____exports.STATE_REQUEST = {
type = 15,
name = "stateRequest",
decode = ____exports.decodeStateRequest,
describe = function(____bindingPattern0)
local index
local digest
digest = ____bindingPattern0.digest
index = ____bindingPattern0.index
return format(
"%s from piece %.0f",
describeDigest(digest),
index + 1
)
end
}
____exports.STATE_PIECE = {
type = 16,
name = "statePiece",
fragmentType = TYPED_FRAGMENT.type,
decode = ____exports.decodeStatePiece,
describe = function(____bindingPattern0)
local bytes
local index
local digest
digest = ____bindingPattern0.digest
index = ____bindingPattern0.index
bytes = ____bindingPattern0.bytes
return format(
"%s, piece %.0f, %.0f bytes",
describeDigest(digest),
index + 1,
#bytes
)
end
}
____exports.SURPLUS = {
type = 17,
name = "surplus",
decode = ____exports.decodeSurplus,
describe = function(____bindingPattern0)
local coefficients
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
coefficients = ____bindingPattern0.coefficients
return format("%.0f events of week %.0f", #coefficients, weekNumber)
end
}
____exports.KEPT = {
type = 18,
name = "kept",
speaker = "held",
decode = ____exports.decodeKept,
describe = function(____bindingPattern0)
local sealedBefore
local from
from = ____bindingPattern0.from
sealedBefore = ____bindingPattern0.sealedBefore
return format("nothing before week %.0f, sealed before week %.0f", from, sealedBefore)
end
}
return ____exports
end,
["sync.kept"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____constants = require("sync.constants")
local REPLY_JITTER_SECONDS = ____constants.REPLY_JITTER_SECONDS
local ____seal_2Dconstants = require("sync.seal-constants")
local KEPT_SECONDS = ____seal_2Dconstants.KEPT_SECONDS
local ____seal_2Dmessages = require("sync.seal-messages")
local encodeKept = ____seal_2Dmessages.encodeKept
local KEPT = ____seal_2Dmessages.KEPT
____exports.Kept = __TS__Class()
local Kept = ____exports.Kept
function Kept.prototype.____constructor(self, context)
self.context = context
self.said = 0
self.hasAdvertised = false
self.isAwaited = false
end
function Kept.prototype.advertised(self)
self.hasAdvertised = true
if self.isAwaited then
self:say(self.context.clock:uptime())
end
self:update()
end
function Kept.prototype.newcomerHeard(self)
local ____self_context_0 = self.context
local timers = ____self_context_0.timers
local random = ____self_context_0.random
if not self.isAwaited and self:sealedBefore() > 0 then
self.isAwaited = true
timers:after(
REPLY_JITTER_SECONDS * (1 + random:fraction()),
function()
if self.isAwaited and self.context.mayServe() == true then
self:say(self.context.clock:uptime())
end
self.isAwaited = false
end
)
end
end
function Kept.prototype.heard(self, sealedBefore)
self.isAwaited = self.isAwaited and sealedBefore < self:sealedBefore()
end
function Kept.prototype.update(self)
local ____self_context_1 = self.context
local clock = ____self_context_1.clock
local seals = ____self_context_1.seals
local first = seals:keptFrom()
local now = clock:uptime()
local isSoon = self.saidAt ~= nil and now - self.saidAt < KEPT_SECONDS
if not self.hasAdvertised or first == self.said or isSoon and first < self.said then
return
end
self:say(now)
end
function Kept.prototype.say(self, now)
local ____self_context_2 = self.context
local port = ____self_context_2.port
local seals = ____self_context_2.seals
self.said = seals:keptFrom()
self.saidAt = now
self.isAwaited = false
local payload = encodeKept({
from = self.said,
sealedBefore = self:sealedBefore()
})
port:broadcast(
2,
"kept",
MessageSource:once(KEPT, payload)
)
end
function Kept.prototype.sealedBefore(self)
local ____opt_3 = self.context.seals:standing()
return ____opt_3 and ____opt_3.week or 0
end
return ____exports
end,
["sync.advertiser"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____key = require("event.key")
local weekOf = ____key.weekOf
local ____constants = require("sync.constants")
local ADVERTISE_DOUBLINGS = ____constants.ADVERTISE_DOUBLINGS
local ADVERTISE_INTERVAL_SECONDS = ____constants.ADVERTISE_INTERVAL_SECONDS
local ADVERTISE_JITTER_SHARE = ____constants.ADVERTISE_JITTER_SHARE
local ANSWER_PATIENCE_SECONDS = ____constants.ANSWER_PATIENCE_SECONDS
local ANSWER_QUIET_SECONDS = ____constants.ANSWER_QUIET_SECONDS
local ANSWER_SHARE_SECONDS = ____constants.ANSWER_SHARE_SECONDS
local FIRST_ADVERTISE_SECONDS = ____constants.FIRST_ADVERTISE_SECONDS
local HELLO_REPEAT_SECONDS = ____constants.HELLO_REPEAT_SECONDS
local HELLO_LIMIT = ____constants.HELLO_LIMIT
local RECENT_WEEKS = ____constants.RECENT_WEEKS
local REPLY_JITTER_SECONDS = ____constants.REPLY_JITTER_SECONDS
local ROWS_INHIBIT_SECONDS = ____constants.ROWS_INHIBIT_SECONDS
local ROWS_PER_MESSAGE = ____constants.ROWS_PER_MESSAGE
local ____context = require("sync.context")
local whenRooted = ____context.whenRooted
local ____messages = require("sync.messages")
local ADVERTISE = ____messages.ADVERTISE
local advertisedContent = ____messages.advertisedContent
local encodeAdvertisement = ____messages.encodeAdvertisement
local encodeHello = ____messages.encodeHello
local encodeRows = ____messages.encodeRows
local HELLO = ____messages.HELLO
local ROWS = ____messages.ROWS
local ____inhibitor = require("sync.inhibitor")
local Inhibitor = ____inhibitor.Inhibitor
local ____kept = require("sync.kept")
local Kept = ____kept.Kept
local ____roots = require("sync.roots")
local rootBefore = ____roots.rootBefore
local ____week_2Dsummary = require("sync.week-summary")
local rowOf = ____week_2Dsummary.rowOf
local rowsAt = ____week_2Dsummary.rowsAt
local rowsBetween = ____week_2Dsummary.rowsBetween
local WEEK_END = ____week_2Dsummary.WEEK_END
local format = string.format
local max = math.max
local min = math.min
____exports.Advertiser = __TS__Class()
local Advertiser = ____exports.Advertiser
function Advertiser.prototype.____constructor(self, context)
self.context = context
self.hellos = 0
self.helloAt = 0
self.hasClaimed = false
self.lastContent = ""
self.repetitions = 0
self.hasHeardOther = false
self.toldAt = -math.huge
self.told = __TS__New(Inhibitor, context.clock, ROWS_INHIBIT_SECONDS, ANSWER_PATIENCE_SECONDS)
self.kept = __TS__New(Kept, context)
self.nextAt = context.clock:uptime() + FIRST_ADVERTISE_SECONDS * (1 + context.random:fraction())
self:wait()
end
function Advertiser.prototype.due(self)
return self.nextAt
end
function Advertiser.prototype.heard(self, advertisement, isNews, replies)
whenRooted(
self.context,
function()
local own = advertisedContent(self:compose())
if advertisedContent(encodeAdvertisement(advertisement)) == own then
if self.hasClaimed or self.context.mayServe() == false then
self:postpone()
end
return
end
self.hasHeardOther = true
if self:hasMore(advertisement) and (isNews or own ~= self.lastContent) then
self:reply(replies)
end
end
)
end
function Advertiser.prototype.changed(self)
local latest = self.context.clock:uptime() + ADVERTISE_INTERVAL_SECONDS
self.repetitions = 0
if self.nextAt > latest + ADVERTISE_INTERVAL_SECONDS * ADVERTISE_JITTER_SHARE then
self.nextAt = latest
self:wait()
end
end
function Advertiser.prototype.rowsHeard(self, answer)
self.told:note(encodeRows(answer))
self.toldAt = self.context.clock:uptime()
end
function Advertiser.prototype.isBeingTold(self, since)
local now = self.context.clock:uptime()
local isQuiet = self.toldAt < since or now - self.toldAt >= ANSWER_QUIET_SECONDS
return not isQuiet and now - since < ANSWER_SHARE_SECONDS
end
function Advertiser.prototype.sweep(self, pause)
self.told:sweep(pause)
self.kept:update()
end
function Advertiser.prototype.keptHeard(self, sealedBefore)
self.kept:heard(sealedBefore)
end
function Advertiser.prototype.sealsChanged(self)
self.kept:update()
end
function Advertiser.prototype.greeted(self, root, replies, onDifference)
whenRooted(
self.context,
function()
if root ~= rootBefore(self.context.log, WEEK_END) then
onDifference()
if root == 0 then
self.kept:newcomerHeard()
end
self:reply(replies)
end
end
)
end
function Advertiser.prototype.missed(self)
local wasSaid = self.hellos > 0 and self.hellos < HELLO_LIMIT
if wasSaid and self.context.clock:uptime() - self.helloAt >= HELLO_REPEAT_SECONDS then
self:sayHello()
end
end
function Advertiser.prototype.sendRows(self, base, since, pause)
local ____self_context_0 = self.context
local log = ____self_context_0.log
local payloads = {}
local starts = {}
local count = 0
local isNews = false
local from = 0
while from < base do
log:hash(pause)
local rows, next = self:someRows(from, base)
local payload = encodeRows({from = from, to = next, rows = rows})
payloads[count + 1] = payload
starts[count + 1] = from
count = count + 1
isNews = isNews or not (self.told:isInhibited(payload) or self.told:wasNotedSince(payload, since))
from = next
pause()
end
for index = 0, isNews and count - 1 or -1 do
local payload = payloads[index + 1]
self.told:note(payload)
local key = format("rows %.0f", starts[index + 1])
self.context.port:broadcast(
2,
key,
MessageSource:once(ROWS, payload)
)
pause()
end
return isNews
end
function Advertiser.prototype.someRows(self, from, base)
local ____self_context_1 = self.context
local log = ____self_context_1.log
local first = log:indexFrom(from)
local ____end = log:indexFrom(base)
local ____until = min(first + ROWS_PER_MESSAGE, ____end)
return rowsAt(log, first, ____until), ____until < ____end and log.weekNumbers[____until + 1] or base
end
function Advertiser.prototype.hasMore(self, ____bindingPattern0)
local rows
local base
base = ____bindingPattern0.base
rows = ____bindingPattern0.rows
local ____self_context_2 = self.context
local log = ____self_context_2.log
for ____, row in ipairs(rows) do
if rowOf(log, row.weekNumber).count > row.count then
return true
end
end
local first = log:indexFrom(base)
local own = #log.weekNumbers - first
return own > #rows and #rowsAt(log, first, first + #rows + 1) > #rows
end
function Advertiser.prototype.wait(self)
local ____self_context_3 = self.context
local clock = ____self_context_3.clock
local timers = ____self_context_3.timers
local ____opt_4 = self.timer
if ____opt_4 ~= nil then
____opt_4:cancel()
end
self.timer = timers:after(
max(
0,
self.nextAt - clock:uptime()
),
function()
if clock:uptime() >= self.nextAt then
self:postpone()
if self.hellos == 0 then
self:sayHello()
end
self:advertise()
end
self:wait()
end
)
end
function Advertiser.prototype.postpone(self)
local jitter = 1 + ADVERTISE_JITTER_SHARE * self.context.random:fraction()
local interval = ADVERTISE_INTERVAL_SECONDS * 2 ^ min(self.repetitions, ADVERTISE_DOUBLINGS)
self.nextAt = self.context.clock:uptime() + interval * jitter
end
function Advertiser.prototype.reply(self, replies)
local soon = self.context.clock:uptime() + REPLY_JITTER_SECONDS * self.context.random:fraction()
if soon < self.nextAt and replies:take(1) == 1 then
self.nextAt = soon
self:wait()
end
end
function Advertiser.prototype.sayHello(self)
self.hellos = self.hellos + 1
self.helloAt = self.context.clock:uptime()
whenRooted(
self.context,
function()
local payload = encodeHello(rootBefore(self.context.log, WEEK_END))
self.context.port:broadcast(
2,
"hello",
MessageSource:once(HELLO, payload)
)
end
)
end
function Advertiser.prototype.advertise(self)
local mayServe = self.context.mayServe()
if mayServe == nil then
self.nextAt = self.context.clock:uptime() + FIRST_ADVERTISE_SECONDS
end
if mayServe == true then
self.hasClaimed = true
whenRooted(
self.context,
function()
local payload = self:compose()
self:count(advertisedContent(payload))
local source = MessageSource:once(ADVERTISE, payload)
self.context.port:broadcast(2, "advertise", source)
self.kept:advertised()
end
)
end
end
function Advertiser.prototype.count(self, content)
self.repetitions = content == self.lastContent and self.hasHeardOther and self.repetitions + 1 or 0
self.lastContent = content
self.hasHeardOther = false
end
function Advertiser.prototype.compose(self)
local ____self_context_6 = self.context
local log = ____self_context_6.log
local claim = ____self_context_6.claim
local clock = ____self_context_6.clock
local base = weekOf(clock:serverTime()) - RECENT_WEEKS + 1
local rows = rowsBetween(log, base, WEEK_END)
return encodeAdvertisement({
claim = claim,
base = base,
root = rootBefore(log, base),
rows = rows
})
end
return ____exports
end,
["sync.claim"] = function(...) 
local ____exports = {}
local newestDifference
local ____roots = require("sync.roots")
local rootBefore = ____roots.rootBefore
local ____week_2Dsummary = require("sync.week-summary")
local emptyRow = ____week_2Dsummary.emptyRow
local isSameRow = ____week_2Dsummary.isSameRow
local isSettled = ____week_2Dsummary.isSettled
local rowOf = ____week_2Dsummary.rowOf
function newestDifference(rows, log, base)
local ____log_2 = log
local weekNumbers = ____log_2.weekNumbers
for index = #weekNumbers - 1, log:indexFrom(base), -1 do
local own = rowOf(log, weekNumbers[index + 1])
local row = rows[own.weekNumber] or emptyRow(own.weekNumber)
if not isSameRow(row, own) and not isSettled(log, own.weekNumber) then
return row
end
end
return nil
end
function ____exports.holdsSame(____bindingPattern0, log, weekNumber)
local rows
local root
local base
base = ____bindingPattern0.base
root = ____bindingPattern0.root
rows = ____bindingPattern0.rows
if base == nil then
return false
end
if weekNumber < base then
return root == rootBefore(log, base)
end
local row = rows[weekNumber]
return row ~= nil and isSameRow(
row,
rowOf(log, weekNumber)
)
end
function ____exports.differenceOf(____bindingPattern0, log, isSettledRoot)
if isSettledRoot == nil then
isSettledRoot = function() return false end
end
local rows
local root
local base
base = ____bindingPattern0.base
root = ____bindingPattern0.root
rows = ____bindingPattern0.rows
if base == nil then
return nil
end
local newest = newestDifference(rows, log, base)
for weekNumber, row in pairs(rows) do
local isNewer = newest == nil or weekNumber > newest.weekNumber
if isNewer and rowOf(log, weekNumber).count == 0 and not isSettled(log, weekNumber) then
newest = row
end
end
if newest ~= nil then
local ____newest_0 = newest
local weekNumber = ____newest_0.weekNumber
local count = ____newest_0.count
return {
weekNumber = weekNumber,
surplus = count - rowOf(log, weekNumber).count,
isOlder = false
}
end
local ownRoot = rootBefore(log, base)
local isEqual = root == ownRoot or root ~= nil and isSettledRoot(root, ownRoot)
local ____isEqual_1
if isEqual then
____isEqual_1 = nil
else
____isEqual_1 = {weekNumber = base - 1, surplus = 0, isOlder = true}
end
return ____isEqual_1
end
function ____exports.isSealedOtherwise(____bindingPattern0, log, isSettledRoot)
local rows
local root
local base
base = ____bindingPattern0.base
root = ____bindingPattern0.root
rows = ____bindingPattern0.rows
for weekNumber, row in pairs(rows) do
if isSettled(log, weekNumber) and not isSameRow(
row,
rowOf(log, weekNumber)
) then
return true
end
end
return base ~= nil and root ~= nil and isSettledRoot(
root,
rootBefore(log, base)
)
end
return ____exports
end,
["sync.reputation"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local ____exports = {}
local placeOf, isRankedBefore, floor
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____token_2Dbucket = require("link.token-bucket")
local TokenBucket = ____token_2Dbucket.TokenBucket
local ____constants = require("sync.constants")
local ADVERTISE_INTERVAL_SECONDS = ____constants.ADVERTISE_INTERVAL_SECONDS
local ANSWER_REFILL_SECONDS = ____constants.ANSWER_REFILL_SECONDS
local ANSWER_SPARE_EVENTS = ____constants.ANSWER_SPARE_EVENTS
local COMPARE_LIMIT = ____constants.COMPARE_LIMIT
local COMPARE_REFILL_SECONDS = ____constants.COMPARE_REFILL_SECONDS
local CLAIM_EXPIRY_SECONDS = ____constants.CLAIM_EXPIRY_SECONDS
local DISTRUST_SECONDS = ____constants.DISTRUST_SECONDS
local FAILURE_LIMIT = ____constants.FAILURE_LIMIT
local FAILURE_REFILL_SECONDS = ____constants.FAILURE_REFILL_SECONDS
local STRANGE_REFILL_SECONDS = ____constants.STRANGE_REFILL_SECONDS
local LIE_LIMIT = ____constants.LIE_LIMIT
local LONE_WINDOW_SECONDS = ____constants.LONE_WINDOW_SECONDS
local RANK_LIMIT = ____constants.RANK_LIMIT
local PASS_ON_LIMIT = ____constants.PASS_ON_LIMIT
local PASS_ON_REFILL_SECONDS = ____constants.PASS_ON_REFILL_SECONDS
local REPLY_LIMIT = ____constants.REPLY_LIMIT
local REQUEST_REFILL_SECONDS = ____constants.REQUEST_REFILL_SECONDS
local REQUEST_SPARE_WEEKS = ____constants.REQUEST_SPARE_WEEKS
local ROWS_ANSWER_LIMIT = ____constants.ROWS_ANSWER_LIMIT
local ROWS_ANSWER_REFILL_SECONDS = ____constants.ROWS_ANSWER_REFILL_SECONDS
local SILENCE_SECONDS = ____constants.SILENCE_SECONDS
local SPOKESMAN_SECONDS = ____constants.SPOKESMAN_SECONDS
local SPOKESMEN = ____constants.SPOKESMEN
local ____seal_2Dconstants = require("sync.seal-constants")
local SEAL_ANSWER_LIMIT = ____seal_2Dconstants.SEAL_ANSWER_LIMIT
local SEAL_ANSWER_REFILL_SECONDS = ____seal_2Dconstants.SEAL_ANSWER_REFILL_SECONDS
local STATE_BUDGET_BYTES = ____seal_2Dconstants.STATE_BUDGET_BYTES
local STATE_REFILL_SECONDS = ____seal_2Dconstants.STATE_REFILL_SECONDS
local ____messages = require("sync.messages")
local advertisedContent = ____messages.advertisedContent
local encodeAdvertisement = ____messages.encodeAdvertisement
local ____claim = require("sync.claim")
local differenceOf = ____claim.differenceOf
local holdsSame = ____claim.holdsSame
local isSealedOtherwise = ____claim.isSealedOtherwise
function placeOf(serving, claim, name)
local low = 0
local high = #serving
while low < high do
local middle = floor((low + high) / 2)
local peer = serving[middle + 1]
if isRankedBefore(peer.claim, peer.name, claim, name) then
low = middle + 1
else
high = middle
end
end
return low
end
function isRankedBefore(claimA, nameA, claimB, nameB)
return claimA < claimB or claimA == claimB and bytesLess(nameA, nameB)
end
floor = math.floor
local max = math.max
local min = math.min
local PARAMETERS = {
claimSeconds = CLAIM_EXPIRY_SECONDS,
silenceSeconds = SILENCE_SECONDS,
distrustSeconds = DISTRUST_SECONDS,
loneSeconds = LONE_WINDOW_SECONDS,
rankLimit = RANK_LIMIT
}
____exports.Reputation = __TS__Class()
local Reputation = ____exports.Reputation
function Reputation.prototype.____constructor(self, clock, parameters)
if parameters == nil then
parameters = PARAMETERS
end
self.clock = clock
self.parameters = parameters
self.byName = {}
self.list = {}
self.rankedAt = 0
self.lostTurns = 0
local ____parameters_0 = parameters
local claimSeconds = ____parameters_0.claimSeconds
local silenceSeconds = ____parameters_0.silenceSeconds
local distrustSeconds = ____parameters_0.distrustSeconds
local loneSeconds = ____parameters_0.loneSeconds
local rankLimit = ____parameters_0.rankLimit
local least = min(
claimSeconds,
silenceSeconds,
distrustSeconds,
loneSeconds,
rankLimit
)
if not (least > 0 and rankLimit % 1 == 0) then
error("Reputation: every parameter must be greater than 0, and rankLimit whole")
end
end
function Reputation.prototype.of(self, name)
local standing = self.byName[name]
if standing == nil then
local clock = self.clock
standing = {
name = name,
rows = {},
isProven = false,
failures = __TS__New(TokenBucket, clock, FAILURE_LIMIT, 1 / STRANGE_REFILL_SECONDS),
lies = 0,
rowsAnswers = __TS__New(TokenBucket, clock, ROWS_ANSWER_LIMIT, 1 / ROWS_ANSWER_REFILL_SECONDS),
replies = __TS__New(TokenBucket, clock, REPLY_LIMIT, 1 / ADVERTISE_INTERVAL_SECONDS),
passedOn = __TS__New(TokenBucket, clock, PASS_ON_LIMIT, 1 / PASS_ON_REFILL_SECONDS),
comparisons = __TS__New(TokenBucket, clock, COMPARE_LIMIT, 1 / COMPARE_REFILL_SECONDS),
silentUntil = 0,
distrustedUntil = 0,
deafUntil = 0,
readsUnits = false,
requests = __TS__New(TokenBucket, clock, REQUEST_SPARE_WEEKS, REQUEST_SPARE_WEEKS / REQUEST_REFILL_SECONDS),
answers = __TS__New(TokenBucket, clock, ANSWER_SPARE_EVENTS, ANSWER_SPARE_EVENTS / ANSWER_REFILL_SECONDS),
sealAnswers = __TS__New(TokenBucket, clock, SEAL_ANSWER_LIMIT, 1 / SEAL_ANSWER_REFILL_SECONDS),
states = __TS__New(TokenBucket, clock, STATE_BUDGET_BYTES, STATE_BUDGET_BYTES / STATE_REFILL_SECONDS),
keptFrom = 0,
isSealedOtherwise = false
}
self.byName[name] = standing
self.list[#self.list + 1] = standing
end
return standing
end
function Reputation.prototype.get(self, name)
return self.byName[name]
end
function Reputation.prototype.takeRequests(self, peer, wanted, weeksHere)
local capacity = 2 * weeksHere + REQUEST_SPARE_WEEKS
peer.requests:resize(capacity, capacity / REQUEST_REFILL_SECONDS)
return peer.requests:take(wanted)
end
function Reputation.prototype.takeAnswers(self, peer, wanted, eventsHere)
local capacity = eventsHere + ANSWER_SPARE_EVENTS
peer.answers:resize(capacity, capacity / ANSWER_REFILL_SECONDS)
return peer.answers:take(wanted)
end
function Reputation.prototype.lacks(self, peer)
peer.lackingAt = self.clock:uptime()
end
function Reputation.prototype.isLone(self, peer)
local since = self.clock:uptime() - self.parameters.loneSeconds
return not __TS__ArraySome(
self.list,
function(____, other) return other ~= peer and other.lackingAt ~= nil and other.lackingAt >= since end
)
end
function Reputation.prototype.claimed(self, peer, advertisement)
local ____advertisement_1 = advertisement
local claim = ____advertisement_1.claim
local base = ____advertisement_1.base
local root = ____advertisement_1.root
local rows = ____advertisement_1.rows
local content = advertisedContent(encodeAdvertisement(advertisement))
local isNews = content ~= peer.content
self:judgeRoot(peer, root)
self.ranked = nil
peer.claim = claim
peer.claimedAt = self.clock:uptime()
peer.base = base
peer.root = root
peer.content = content
peer.rows = {}
for ____, row in ipairs(rows) do
peer.rows[row.weekNumber] = row
end
return isNews
end
function Reputation.prototype.holders(self, log, weekNumber)
return #__TS__ArrayFilter(
self.list,
function(____, peer) return holdsSame(peer, log, weekNumber) end
)
end
function Reputation.prototype.differing(self, log)
return __TS__ArrayFilter(
self.list,
function(____, peer)
local ____opt_2 = peer.difference
return (____opt_2 and ____opt_2.revision) == log.revision and self:isClaiming(peer) and not self:isDistrusted(peer)
end
)
end
function Reputation.prototype.sealedOtherwise(self)
return __TS__ArrayFilter(
self.list,
function(____, peer) return peer.isSealedOtherwise and self:isClaiming(peer) and not self:isDistrusted(peer) end
)
end
function Reputation.prototype.settled(self, root)
for ____, peer in ipairs(self.list) do
local ____temp_6 = peer.root == root
if ____temp_6 then
local ____opt_4 = peer.difference
____temp_6 = (____opt_4 and ____opt_4.isOlder) == true
end
if ____temp_6 then
peer.difference = nil
peer.isSealedOtherwise = true
end
end
end
function Reputation.prototype.all(self)
return self.list
end
function Reputation.prototype.compare(self, peer, log, isSettledRoot)
if isSettledRoot == nil then
isSettledRoot = function() return false end
end
local difference = differenceOf(peer, log, isSettledRoot)
peer.difference = difference and __TS__ObjectAssign({}, difference, {revision = log.revision})
peer.isSealedOtherwise = isSealedOtherwise(peer, log, isSettledRoot)
end
function Reputation.prototype.isClaiming(self, ____bindingPattern0)
local claimedAt
claimedAt = ____bindingPattern0.claimedAt
return claimedAt ~= nil and self.clock:uptime() - claimedAt < self.parameters.claimSeconds
end
function Reputation.prototype.proved(self, name)
local peer = self:of(name)
peer.isProven = true
peer.failures:resize(FAILURE_LIMIT, 1 / FAILURE_REFILL_SECONDS)
peer.failures:fill()
end
function Reputation.prototype.failed(self, name)
self:of(name).failures:take(1)
end
function Reputation.prototype.mayFail(self, name)
return self:of(name).failures:available() >= 1
end
function Reputation.prototype.toldRows(self, peer, isTrue)
local ____peer_8 = peer
local ____isTrue_7
if isTrue then
____isTrue_7 = nil
else
____isTrue_7 = peer.root
end
____peer_8.unmadeRoot = ____isTrue_7
peer.lies = isTrue and 0 or peer.lies
end
function Reputation.prototype.judgeRoot(self, peer, root)
if peer.unmadeRoot == nil then
return
end
peer.lies = peer.unmadeRoot == root and peer.lies + 1 or 0
peer.unmadeRoot = nil
if peer.lies >= LIE_LIMIT then
peer.lies = 0
self.ranked = nil
peer.distrustedUntil = self.clock:uptime() + self.parameters.distrustSeconds
end
end
function Reputation.prototype.isDistrusted(self, peer)
return self.clock:uptime() < peer.distrustedUntil
end
function Reputation.prototype.wereSilent(self, peers, since)
self.ranked = nil
for ____, peer in ipairs(peers) do
if peer.answeredAt == nil or peer.answeredAt < since then
peer.silentUntil = self.clock:uptime() + self.parameters.silenceSeconds
end
end
end
function Reputation.prototype.answered(self, name)
local peer = self:of(name)
peer.answeredAt = self.clock:uptime()
if peer.silentUntil > 0 then
self.ranked = nil
peer.silentUntil = 0
end
end
function Reputation.prototype.serving(self)
local now = self.clock:uptime()
if self.ranked ~= nil and self.rankedAt == now then
return self.ranked
end
local serving = __TS__ArrayFilter(
self.list,
function(____, peer) return self:isFit(peer, peer.claimedAt) end
)
table.sort(
serving,
function(a, b) return isRankedBefore(a.claim, a.name, b.claim, b.name) end
)
self.ranked = serving
self.rankedAt = now
return serving
end
function Reputation.prototype.isFit(self, ____bindingPattern0, at)
local distrustedUntil
local silentUntil
silentUntil = ____bindingPattern0.silentUntil
distrustedUntil = ____bindingPattern0.distrustedUntil
local now = self.clock:uptime()
return at ~= nil and now - at < self.parameters.claimSeconds and now >= max(silentUntil, distrustedUntil)
end
function Reputation.prototype.spokesmen(self)
local serving = self:serving()
local peers = __TS__ArrayConcat(
serving,
__TS__ArrayFilter(
self.list,
function(____, peer) return not __TS__ArrayIncludes(serving, peer) and self:isFit(peer, peer.busyAt) end
)
)
local count = #peers
local first = floor(self.clock:uptime() / SPOKESMAN_SECONDS) + SPOKESMEN * self.lostTurns
local names = {}
for step = 0, min(SPOKESMEN, count) - 1 do
names[step + 1] = peers[(first + step) % count + 1].name
end
return names
end
function Reputation.prototype.loseTurn(self, turns)
if turns == self.lostTurns then
self.lostTurns = self.lostTurns + 1
end
end
function Reputation.prototype.before(self, claim, name, rotation)
local serving = self:serving()
local own = placeOf(serving, claim, name)
local total = #serving + 1
local distance = min((own - rotation % total + total) % total, self.parameters.rankLimit)
local before = {}
for step = 0, distance - 1 do
local place = (rotation % total + step) % total
before[step + 1] = serving[(place > own and place - 1 or place) + 1]
end
return before
end
return ____exports
end,
["sync.answer-scheduler"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local ____constants = require("sync.constants")
local ANSWER_JITTER_SECONDS = ____constants.ANSWER_JITTER_SECONDS
local ANSWER_PATIENCE_SECONDS = ____constants.ANSWER_PATIENCE_SECONDS
local ANSWER_QUIET_SECONDS = ____constants.ANSWER_QUIET_SECONDS
local RANK_LIMIT = ____constants.RANK_LIMIT
local RANK_STEP_SECONDS = ____constants.RANK_STEP_SECONDS
local max = math.max
____exports.AnswerScheduler = __TS__Class()
local AnswerScheduler = ____exports.AnswerScheduler
function AnswerScheduler.prototype.____constructor(self, context, reputation)
self.context = context
self.reputation = reputation
end
function AnswerScheduler.prototype.schedule(self, turn)
local context = self.context
local reputation = self.reputation
if context.mayServe() ~= true then
return
end
local ____turn_0 = turn
local isCandidate = ____turn_0.isCandidate
local rotation = ____turn_0.rotation
if rotation == nil then
rotation = 0
end
local rankLimit = ____turn_0.rankLimit
if rankLimit == nil then
rankLimit = RANK_LIMIT
end
local step = ____turn_0.step
if step == nil then
step = RANK_STEP_SECONDS
end
local askedAt = ____turn_0.askedAt
local now = context.clock:uptime()
local before = __TS__ArraySlice(
__TS__ArrayFilter(
reputation:before(context.claim, context.self, rotation),
function(____, peer) return isCandidate == nil or isCandidate(peer) end
),
0,
rankLimit
)
local jitter = #before == 0 and 0 or ANSWER_JITTER_SECONDS * context.random:fraction()
local seconds = max(0, #before * step + jitter - (now - (askedAt or now)))
self:wait(turn, before, seconds, now)
end
function AnswerScheduler.prototype.wait(self, turn, before, seconds, since)
local ____self_context_1 = self.context
local clock = ____self_context_1.clock
local timers = ____self_context_1.timers
local start = clock:uptime()
local ____until = since + ANSWER_PATIENCE_SECONDS
timers:after(
seconds,
function()
local progress = turn.progress()
if progress == "taken" then
return
end
if progress == "answering" and clock:uptime() < ____until then
self:wait(turn, {}, ANSWER_QUIET_SECONDS, since)
return
end
local isPatient = turn.askedAt == nil and turn.isBrief ~= true
local isBusy = isPatient and __TS__ArraySome(
before,
function(____, peer) return (peer.busyAt or -1) >= start end
)
if isBusy and clock:uptime() < ____until then
self:wait(turn, before, seconds, since)
return
end
turn.answer(before, since)
end
)
end
return ____exports
end,
["sync.prime-field"] = function(...) 
local ____exports = {}
local floor = math.floor
____exports.PRIME = 16777213
function ____exports.isArithmeticExact()
return (____exports.PRIME - 1) * (____exports.PRIME - 1) % ____exports.PRIME == 1 and (____exports.PRIME - 1) * (____exports.PRIME - 2) % ____exports.PRIME + 0 == 2
end
function ____exports.power(base, exponent)
local result = 1
local square = base % ____exports.PRIME
local rest = exponent
while rest > 0 do
if rest % 2 == 1 then
result = result * square % ____exports.PRIME
end
square = square * square % ____exports.PRIME
rest = floor(rest / 2)
end
return result
end
function ____exports.inverse(value)
return ____exports.power(value, ____exports.PRIME - 2)
end
return ____exports
end,
["sync.keyed-hash"] = function(...) 
local ____exports = {}
local ____prime_2Dfield = require("sync.prime-field")
local PRIME = ____prime_2Dfield.PRIME
local byte = string.byte
local P = PRIME
function ____exports.keyedHash(bytes, key)
local length = #bytes
local hash = length % P
for at = 1, length - 7, 8 do
local b1, b2, b3, b4, b5, b6, b7, b8 = byte(bytes, at, at + 7)
hash = (hash * key + b1 * 256 + b2) % P
hash = (hash * key + b3 * 256 + b4) % P
hash = (hash * key + b5 * 256 + b6) % P
hash = (hash * key + b7 * 256 + b8) % P
end
for at = length - length % 8 + 1, length, 2 do
local high, low = byte(bytes, at, at + 1)
hash = (hash * key + high * 256 + (low or 0)) % P
end
return hash
end
return ____exports
end,
["sync.short-id"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____integers = require("codec.integers")
local packU24 = ____integers.packU24
local ____body = require("event.body")
local digestOf = ____body.digestOf
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local packKey = ____key.packKey
local ____keyed_2Dhash = require("sync.keyed-hash")
local keyedHash = ____keyed_2Dhash.keyedHash
local ____prime_2Dfield = require("sync.prime-field")
local PRIME = ____prime_2Dfield.PRIME
local floor = math.floor
local P = PRIME
function ____exports.drawSalt(random)
return 1 + floor(random:fraction() * (P - 1))
end
function ____exports.shortId(digest, salt)
local high = floor(digest / P)
local low = digest % P
return 1 + (low * salt + (high + 1) * (salt * salt % P)) % (P - 1)
end
function ____exports.keyedDigest(time, id, body, directory, key)
return keyedHash(
(packKey(time, id) .. packU24(directory:server(creatorOf(id)))) .. body,
key
)
end
function ____exports.shortIdsOf(week, salt, directory, pause)
local ids = {}
local ____week_0 = week
local times = ____week_0.times
local eventIds = ____week_0.ids
local bodies = ____week_0.bodies
local stride = __TS__New(Stride, pause)
for index = 0, week.size - 1 do
local time = times[index + 1]
local id = eventIds[index + 1]
local body = bodies[index + 1]
ids[index + 1] = directory == nil and ____exports.shortId(
digestOf(time, id, body),
salt
) or 1 + ____exports.keyedDigest(
time,
id,
body,
directory,
salt
) % (P - 1)
stride:passed(#body)
end
return ids
end
return ____exports
end,
["sync.standstills"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local isOf, U32
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____constants = require("sync.constants")
local CLAIM_EXPIRY_SECONDS = ____constants.CLAIM_EXPIRY_SECONDS
local STANDSTILL_FIRST_SECONDS = ____constants.STANDSTILL_FIRST_SECONDS
local STANDSTILL_LONGEST_SECONDS = ____constants.STANDSTILL_LONGEST_SECONDS
function isOf(known, row, own)
return known.surplus == row.count - own.count and known.fingerprint == (row.fingerprint - own.fingerprint + U32) % U32
end
local format = string.format
local min = math.min
U32 = 4294967296
local function keyOf(peer, weekNumber)
return format("%s %.0f", peer, weekNumber)
end
____exports.Standstills = __TS__Class()
local Standstills = ____exports.Standstills
function Standstills.prototype.____constructor(self, clock, firstSeconds)
if firstSeconds == nil then
firstSeconds = STANDSTILL_FIRST_SECONDS
end
self.clock = clock
self.firstSeconds = firstSeconds
self.byKey = {}
self.size = 0
self.weeks = {}
end
function Standstills.prototype.count(self)
return self.size
end
function Standstills.prototype.list(self)
local list = {}
for ____, standstill in pairs(self.byKey) do
list[#list + 1] = standstill
end
table.sort(
list,
function(a, b)
local ____temp_0
if a.weekNumber == b.weekNumber then
____temp_0 = bytesLess(a.peer, b.peer)
else
____temp_0 = a.weekNumber > b.weekNumber
end
return ____temp_0
end
)
return list
end
function Standstills.prototype.isLeft(self, peer, row, own)
local known = self.byKey[keyOf(peer, row.weekNumber)]
if known == nil or not isOf(known, row, own) then
return false
end
local ____temp_4 = self.clock:uptime() < known["until"]
if not ____temp_4 then
local ____temp_3 = self.clock:uptime()
local ____opt_1 = self:weekOf(own)
____temp_4 = ____temp_3 < (____opt_1 and ____opt_1["until"] or 0)
end
return ____temp_4
end
function Standstills.prototype.hasFailed(self, own)
return self:weekOf(own) ~= nil
end
function Standstills.prototype.note(self, peer, row, own)
local key = keyOf(peer, row.weekNumber)
local known = self.byKey[key]
local failures = known ~= nil and isOf(known, row, own) and known.failures + 1 or 1
local ____opt_5 = self:weekOf(own)
local weekFailures = (____opt_5 and ____opt_5.failures or 0) + 1
self.weeks[own.weekNumber] = {
fingerprint = own.fingerprint,
failures = weekFailures,
["until"] = self:untilAfter(weekFailures)
}
if known == nil then
self.size = self.size + 1
end
self.byKey[key] = {
peer = peer,
weekNumber = row.weekNumber,
surplus = row.count - own.count,
fingerprint = (row.fingerprint - own.fingerprint + U32) % U32,
failures = failures,
["until"] = self:untilAfter(failures)
}
end
function Standstills.prototype.weekOf(self, ____bindingPattern0)
local fingerprint
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
fingerprint = ____bindingPattern0.fingerprint
local week = self.weeks[weekNumber]
return (week and week.fingerprint) == fingerprint and week or nil
end
function Standstills.prototype.untilAfter(self, failures)
return self.clock:uptime() + min(STANDSTILL_LONGEST_SECONDS, self.firstSeconds * 2 ^ (failures - 1))
end
function Standstills.prototype.forgetBefore(self, peer, base)
self:forgetWhere(function(standstill) return standstill.peer == peer and standstill.weekNumber < base end)
end
function Standstills.prototype.sweep(self)
local before = self.clock:uptime() - CLAIM_EXPIRY_SECONDS
self:forgetWhere(function(____bindingPattern0)
local ____until
____until = ____bindingPattern0["until"]
return ____until < before
end)
for weekNumber, ____temp_9 in pairs(self.weeks) do
local ____until
____until = ____temp_9["until"]
if ____until < before then
self.weeks[weekNumber] = nil
end
end
end
function Standstills.prototype.forgetWhere(self, isOver)
for key, standstill in pairs(self.byKey) do
if isOver(standstill) then
self.byKey[key] = nil
self.size = self.size - 1
end
end
end
function Standstills.prototype.forget(self, peer, weekNumber)
local key = keyOf(peer, weekNumber)
if self.byKey[key] ~= nil then
self.byKey[key] = nil
self.size = self.size - 1
end
end
return ____exports
end,
["sync.week-product"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____key = require("event.key")
local WEEK_SECONDS = ____key.WEEK_SECONDS
local weekOf = ____key.weekOf
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
local ____prime_2Dfield = require("sync.prime-field")
local PRIME = ____prime_2Dfield.PRIME
local ____short_2Did = require("sync.short-id")
local keyedDigest = ____short_2Did.keyedDigest
local P = PRIME
function ____exports.weekProduct(log, weekNumber, salt, point, pause)
local ____log_0 = log
local revision = ____log_0.revision
local directory = ____log_0.directory
local cursor = __TS__New(LogCursor, log)
cursor:seek(weekNumber * WEEK_SECONDS, -1)
local product = 1
local stride = __TS__New(Stride, pause)
while cursor:next(pause) and weekOf(cursor.time) == weekNumber do
local body = cursor:body()
local digest = keyedDigest(
cursor.time,
cursor.id,
body,
directory,
salt
)
product = product * ((point - digest + P) % P) % P
stride:passed(#body)
end
return not log:isAbsent(weekNumber) and log.revision == revision and product or nil
end
return ____exports
end,
["sync.comparer"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____constants = require("sync.constants")
local ADVERTISE_JITTER_SHARE = ____constants.ADVERTISE_JITTER_SHARE
local BULK_JITTER_SECONDS = ____constants.BULK_JITTER_SECONDS
local COMPARE_INTERVAL_SECONDS = ____constants.COMPARE_INTERVAL_SECONDS
local COMPARED_EVENTS = ____constants.COMPARED_EVENTS
local DOUBT_FIRST_SECONDS = ____constants.DOUBT_FIRST_SECONDS
local DOUBT_LIMIT = ____constants.DOUBT_LIMIT
local DOUBT_SECONDS = ____constants.DOUBT_SECONDS
local DOUBT_TRIES = ____constants.DOUBT_TRIES
local PUT_OFF_LIMIT = ____constants.PUT_OFF_LIMIT
local REQUEST_INHIBIT_SECONDS = ____constants.REQUEST_INHIBIT_SECONDS
local ____inhibitor = require("sync.inhibitor")
local Inhibitor = ____inhibitor.Inhibitor
local ____messages = require("sync.messages")
local COMPARE = ____messages.COMPARE
local COMPARED_WEEKS = ____messages.COMPARED_WEEKS
local encodeComparison = ____messages.encodeComparison
local ____short_2Did = require("sync.short-id")
local drawSalt = ____short_2Did.drawSalt
local ____week_2Dproduct = require("sync.week-product")
local weekProduct = ____week_2Dproduct.weekProduct
local ____week_2Dsummary = require("sync.week-summary")
local isSettled = ____week_2Dsummary.isSettled
local rowOf = ____week_2Dsummary.rowOf
local floor = math.floor
local format = string.format
local huge = math.huge
local max = math.max
local function keyOf(peer, weekNumber)
return format("%s %.0f", peer, weekNumber)
end
____exports.Comparer = __TS__Class()
local Comparer = ____exports.Comparer
function Comparer.prototype.____constructor(self, context, reputation, ask, onChange)
self.context = context
self.reputation = reputation
self.ask = ask
self.onChange = onChange
self.doubts = {}
self.size = 0
self.putOffs = 0
self.requested = __TS__New(Inhibitor, context.clock, REQUEST_INHIBIT_SECONDS)
self:wait(context.random:fraction())
end
function Comparer.prototype.count(self)
return self.size
end
function Comparer.prototype.sealsChanged(self)
for key, ____temp_0 in pairs(self.doubts) do
local week
week = ____temp_0.week
if isSettled(self.context.log, week.weekNumber) then
self:settle(key)
end
end
end
function Comparer.prototype.differences(self)
local list = {}
for ____, ____temp_1 in pairs(self.doubts) do
local tries
local week
local peer
peer = ____temp_1.peer
week = ____temp_1.week
tries = ____temp_1.tries
list[#list + 1] = {peer = peer, weekNumber = week.weekNumber, surplus = 0, failures = tries}
end
table.sort(
list,
function(a, b)
local ____temp_2
if a.weekNumber == b.weekNumber then
____temp_2 = bytesLess(a.peer, b.peer)
else
____temp_2 = a.weekNumber > b.weekNumber
end
return ____temp_2
end
)
return list
end
function Comparer.prototype.heard(self, comparison, peer)
if peer.comparisons:take(1) < 1 then
self.context.port:ignore("comparisons")
return
end
local ____self_context_3 = self.context
local log = ____self_context_3.log
local background = ____self_context_3.background
background:run(function(pause)
local isNewestEqual = false
local isAnyDifferent = false
for ____, week in ipairs(comparison.weeks) do
log:hash(pause)
local isEqual = self:isEqual(week, comparison, pause)
if not isNewestEqual then
isNewestEqual = isEqual == true and week.weekNumber == log.weekNumbers[#log.weekNumbers]
end
if not isAnyDifferent then
isAnyDifferent = isEqual == false
end
if isEqual == true then
self:settle(keyOf(peer.name, week.weekNumber))
elseif isEqual == false and not isSettled(log, week.weekNumber) then
self:doubt(week, comparison, peer.name)
end
end
if isNewestEqual and not isAnyDifferent then
self:putOff()
end
end)
end
function Comparer.prototype.requestHeard(self, weekNumber)
self.requested:note(weekNumber)
end
function Comparer.prototype.sweep(self)
local before = self.context.clock:uptime() - DOUBT_SECONDS
for key, ____temp_4 in pairs(self.doubts) do
local since
since = ____temp_4.since
if since < before then
self:settle(key)
end
end
end
function Comparer.prototype.isEqual(self, week, ____bindingPattern0, pause)
local point
local salt
salt = ____bindingPattern0.salt
point = ____bindingPattern0.point
local ____self_context_5 = self.context
local log = ____self_context_5.log
local own = rowOf(log, week.weekNumber)
if log:isAbsent(week.weekNumber) then
return nil
end
if own.count ~= week.count or own.fingerprint ~= week.fingerprint then
return nil
end
local product = weekProduct(
log,
week.weekNumber,
salt,
point,
pause
)
local ____temp_6
if product == nil then
____temp_6 = nil
else
____temp_6 = product == week.product
end
return ____temp_6
end
function Comparer.prototype.doubt(self, week, ____bindingPattern0, peer)
local point
local salt
salt = ____bindingPattern0.salt
point = ____bindingPattern0.point
local key = keyOf(peer, week.weekNumber)
local isKnown = self.doubts[key] ~= nil
if not isKnown and self.size >= DOUBT_LIMIT then
self:makeRoom()
end
self.size = self.size + (isKnown and 0 or 1)
local doubt = {
peer = peer,
week = week,
salt = salt,
point = point,
since = self.context.clock:uptime(),
tries = 0
}
self.doubts[key] = doubt
self.onChange()
self:askSoon(key, doubt)
end
function Comparer.prototype.makeRoom(self)
local counts = {}
local most = 0
for ____, ____temp_7 in pairs(self.doubts) do
local peer
peer = ____temp_7.peer
local count = (counts[peer] or 0) + 1
counts[peer] = count
most = max(most, count)
end
local oldest
local oldestSince = huge
for key, ____temp_8 in pairs(self.doubts) do
local since
local peer
peer = ____temp_8.peer
since = ____temp_8.since
local isOlder = since < oldestSince or since == oldestSince and bytesLess(key, oldest)
if counts[peer] == most and isOlder then
oldest = key
oldestSince = since
end
end
self:settle(oldest)
end
function Comparer.prototype.settle(self, key)
if self.doubts[key] ~= nil then
self.doubts[key] = nil
self.size = self.size - 1
self.onChange()
end
end
function Comparer.prototype.askSoon(self, key, doubt)
local ____self_context_9 = self.context
local timers = ____self_context_9.timers
local random = ____self_context_9.random
timers:after(
BULK_JITTER_SECONDS * random:fraction(),
function()
if self.doubts[key] ~= doubt then
return
end
local ____doubt_week_10 = doubt.week
local weekNumber = ____doubt_week_10.weekNumber
if not self.requested:isInhibited(weekNumber) then
self.requested:note(weekNumber)
self.ask(weekNumber)
end
doubt.tries = doubt.tries + 1
timers:after(
DOUBT_FIRST_SECONDS * 2 ^ (doubt.tries - 1),
function() return self:review(key, doubt) end
)
end
)
end
function Comparer.prototype.review(self, key, doubt)
local ____self_context_11 = self.context
local log = ____self_context_11.log
local background = ____self_context_11.background
background:run(function(pause)
local ____doubt_12 = doubt
local week = ____doubt_12.week
local salt = ____doubt_12.salt
local point = ____doubt_12.point
local product = weekProduct(
log,
week.weekNumber,
salt,
point,
pause
)
if self.doubts[key] ~= doubt then
return
end
if product == week.product then
self:settle(key)
elseif doubt.tries < DOUBT_TRIES then
self:askSoon(key, doubt)
end
end)
end
function Comparer.prototype.putOff(self)
if self.putOffs < max(
PUT_OFF_LIMIT,
#self.reputation:serving()
) then
self.putOffs = self.putOffs + 1
self:wait(1)
end
end
function Comparer.prototype.wait(self, share)
local ____self_context_13 = self.context
local timers = ____self_context_13.timers
local random = ____self_context_13.random
local ____opt_14 = self.timer
if ____opt_14 ~= nil then
____opt_14:cancel()
end
local jitter = 1 + ADVERTISE_JITTER_SHARE * random:fraction()
self.timer = timers:after(
COMPARE_INTERVAL_SECONDS * share * jitter,
function()
self.putOffs = 0
self:wait(1)
if self.context.mayServe() == true and self.context.log:count() > 0 then
self.context.background:run(function(pause) return self:compare(pause) end)
end
end
)
end
function Comparer.prototype.compare(self, pause)
local ____self_context_16 = self.context
local log = ____self_context_16.log
local port = ____self_context_16.port
local random = ____self_context_16.random
local salt = drawSalt(random)
local point = drawSalt(random)
local weeks = {}
for ____, weekNumber in ipairs(self:draw()) do
log:hash(pause)
local ____rowOf_result_17 = rowOf(log, weekNumber)
local count = ____rowOf_result_17.count
local fingerprint = ____rowOf_result_17.fingerprint
local product = weekProduct(
log,
weekNumber,
salt,
point,
pause
)
if product ~= nil then
weeks[#weeks + 1] = {weekNumber = weekNumber, count = count, fingerprint = fingerprint, product = product}
end
end
if #weeks > 0 then
local source = MessageSource:once(
COMPARE,
encodeComparison({salt = salt, point = point, weeks = weeks})
)
port:broadcast(2, "compare", source)
end
end
function Comparer.prototype.draw(self)
local ____self_context_18 = self.context
local log = ____self_context_18.log
local random = ____self_context_18.random
local weekNumbers = __TS__ArrayFilter(
log.weekNumbers,
function(____, weekNumber) return not log:isAbsent(weekNumber) end
)
if #weekNumbers == 0 then
return {}
end
local drawn = {weekNumbers[#weekNumbers]}
local events = log:week(drawn[1]):count()
for _ = 2, COMPARED_WEEKS do
local weekNumber = weekNumbers[floor(random:fraction() * #weekNumbers) + 1]
local count = log:week(weekNumber):count()
if not __TS__ArrayIncludes(drawn, weekNumber) and events + count <= COMPARED_EVENTS then
drawn[#drawn + 1] = weekNumber
events = events + count
end
end
return drawn
end
return ____exports
end,
["sync.delivery"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____key = require("event.key")
local packKey = ____key.packKey
local weekOf = ____key.weekOf
local ____constants = require("sync.constants")
local UNCONFIRMED_SECONDS = ____constants.UNCONFIRMED_SECONDS
local UNSENT_SECONDS = ____constants.UNSENT_SECONDS
local WATCH_LIMIT = 500
____exports.Delivery = __TS__Class()
local Delivery = ____exports.Delivery
function Delivery.prototype.____constructor(self, clock)
self.clock = clock
self.watched = {}
self.keys = {}
self.hasEcho = false
self.first = 0
self.last = 0
end
function Delivery.prototype.written(self, time, id)
local key = packKey(time, id)
self.watched[key] = {
weekNumber = weekOf(time),
since = self.clock:uptime(),
hasComeBack = false,
holders = {},
holderCount = 0
}
self.keys[self.last + 1] = key
self.last = self.last + 1
if self.last - self.first > WATCH_LIMIT then
self.watched[self.keys[self.first + 1]] = nil
self.keys[self.first + 1] = ""
self.first = self.first + 1
end
end
function Delivery.prototype.cameBack(self, time, id)
self.hasEcho = true
local watched = self.watched[packKey(time, id)]
if watched ~= nil then
watched.hasComeBack = true
end
end
function Delivery.prototype.held(self, peer, isEqual)
local known = {}
for at = self.first, self.last - 1 do
local watched = self.watched[self.keys[at + 1]]
local weekNumber = watched.weekNumber
local holders = watched.holders
local ____known_weekNumber_0 = known[weekNumber]
if ____known_weekNumber_0 == nil then
____known_weekNumber_0 = isEqual(weekNumber)
end
local isHeld = ____known_weekNumber_0
known[weekNumber] = isHeld
if isHeld and not (holders[peer] ~= nil) then
holders[peer] = true
watched.holderCount = watched.holderCount + 1
end
end
end
function Delivery.prototype.unconfirmed(self)
local now = self.clock:uptime()
local count = 0
for at = self.first, self.last - 1 do
local ____self_watched_self_keys_index_1 = self.watched[self.keys[at + 1]]
local since = ____self_watched_self_keys_index_1.since
local hasComeBack = ____self_watched_self_keys_index_1.hasComeBack
local holderCount = ____self_watched_self_keys_index_1.holderCount
local seconds = (hasComeBack or not self.hasEcho) and UNCONFIRMED_SECONDS or UNSENT_SECONDS
count = count + (holderCount == 0 and now - since > seconds and 1 or 0)
end
return count
end
function Delivery.prototype.of(self, time, id, holders)
local watched = self.watched[packKey(time, id)]
local count = math.max(holders, watched and watched.holderCount or 0)
if count > 0 then
return {state = "held", holders = count}
end
return {state = (watched and watched.hasComeBack) == true and "sent" or "here", holders = 0}
end
return ____exports
end,
["sync.history"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local ____inhibitor = require("sync.inhibitor")
local Inhibitor = ____inhibitor.Inhibitor
local ____seal_2Dconstants = require("sync.seal-constants")
local HISTORY_EVENTS = ____seal_2Dconstants.HISTORY_EVENTS
local HISTORY_LOOK_SECONDS = ____seal_2Dconstants.HISTORY_LOOK_SECONDS
local HISTORY_PAUSE_LIMIT_SECONDS = ____seal_2Dconstants.HISTORY_PAUSE_LIMIT_SECONDS
local HISTORY_PAUSE_SECONDS = ____seal_2Dconstants.HISTORY_PAUSE_SECONDS
local HISTORY_WAIT_SECONDS = ____seal_2Dconstants.HISTORY_WAIT_SECONDS
local HISTORY_WEEKS = ____seal_2Dconstants.HISTORY_WEEKS
local min = math.min
____exports.History = __TS__Class()
local History = ____exports.History
function History.prototype.____constructor(self, context, isIdle, ask)
self.context = context
self.isIdle = isIdle
self.ask = ask
self.asked = {}
self.heardAt = 0
self.failures = 0
self.nextAt = 0
self.passed = {}
self.requested = __TS__New(Inhibitor, context.clock, HISTORY_WAIT_SECONDS)
self:update()
end
function History.prototype.isAsking(self)
return #self.asked > 0
end
function History.prototype.remembered(self)
return self.requested:count() + #self.asked
end
function History.prototype.update(self)
local ____self_context_0 = self.context
local seals = ____self_context_0.seals
local timers = ____self_context_0.timers
if not seals:wantsHistory() then
self.asked = {}
elseif self.timer == nil then
self.timer = timers:after(
HISTORY_LOOK_SECONDS,
function()
self.timer = nil
self:look()
self:update()
end
)
end
end
function History.prototype.requestHeard(self, weekNumbers)
for ____, weekNumber in ipairs(self.context.seals:wantsHistory() and weekNumbers or ({})) do
if self.context.log:isAbsent(weekNumber) then
self.requested:note(weekNumber)
end
end
end
function History.prototype.eventHeard(self, weekNumber)
if __TS__ArrayIncludes(self.asked, weekNumber) then
self.heardAt = self.context.clock:uptime()
self.failures = 0
end
end
function History.prototype.fragmentHeard(self)
if self.failures == 0 then
self.heardAt = self.context.clock:uptime()
end
end
function History.prototype.look(self)
local ____self_context_1 = self.context
local clock = ____self_context_1.clock
local log = ____self_context_1.log
local port = ____self_context_1.port
local seals = ____self_context_1.seals
local now = clock:uptime()
if not seals:wantsHistory() then
return
end
if self:isAsking() then
self.asked = __TS__ArrayFilter(
self.asked,
function(____, weekNumber) return log:isAbsent(weekNumber) end
)
if self:isAsking() then
self:giveUp(now)
return
end
end
if now < self.nextAt or not self.isIdle() then
return
end
local weekNumbers = self:pick(port:mayWhisper() or seals:needsHistory())
if #weekNumbers > 0 then
self.asked = weekNumbers
self.heardAt = now
self.ask(weekNumbers)
end
end
function History.prototype.giveUp(self, now)
if now - self.heardAt < HISTORY_WAIT_SECONDS then
return
end
for ____, weekNumber in ipairs(self.asked) do
self.passed[weekNumber] = true
end
self.asked = {}
self.nextAt = now + min(HISTORY_PAUSE_LIMIT_SECONDS, HISTORY_PAUSE_SECONDS * 2 ^ self.failures)
self.failures = self.failures + 1
end
function History.prototype.pick(self, areWholeWanted)
local ____self_context_2 = self.context
local log = ____self_context_2.log
local seals = ____self_context_2.seals
local ____log_3 = log
local weekNumbers = ____log_3.weekNumbers
local isWanted = seals:historyFilter()
local picked = {}
local events = 0
local isAnyPassed = false
for index = #weekNumbers - 1, 0, -1 do
local weekNumber = weekNumbers[index + 1]
local isIn = (areWholeWanted or log:countIn(weekNumber) > 0) and isWanted(weekNumber)
local ____isIn_4
if isIn then
____isIn_4 = log:absentRow(weekNumber)
else
____isIn_4 = nil
end
local row = ____isIn_4
if row ~= nil and self.passed[weekNumber] ~= nil then
isAnyPassed = true
elseif row ~= nil and not self.requested:isInhibited(weekNumber) then
events = events + row.count
if #picked > 0 and (#picked >= HISTORY_WEEKS or events > HISTORY_EVENTS) then
return picked
end
picked[#picked + 1] = weekNumber
end
end
if #picked == 0 and isAnyPassed then
self.passed = {}
end
return picked
end
return ____exports
end,
["sync.outgoing"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____key = require("event.key")
local packKey = ____key.packKey
local weekOf = ____key.weekOf
____exports.KEY_BYTES = 4
local PICK_STEP = 256
function ____exports.pickEvents(week, indices, count, since, pause)
local ____week_0 = week
local generation = ____week_0.generation
local times = {}
local ids = {}
local bodies = {}
local bytes = 0
for at = 0, count - 1 do
local index = indices[at + 1]
local body = week.bodies[index + 1]
times[at + 1] = week.times[index + 1]
ids[at + 1] = week.ids[index + 1]
bodies[at + 1] = body
bytes = bytes + (#body + ____exports.KEY_BYTES)
if at % PICK_STEP == PICK_STEP - 1 then
pause()
if week.generation ~= generation then
return nil
end
end
end
return {
weekNumber = weekOf(times[1]),
times = times,
ids = ids,
bodies = bodies,
bytes = bytes,
since = since
}
end
____exports.Outgoing = __TS__Class()
local Outgoing = ____exports.Outgoing
function Outgoing.prototype.____constructor(self, context, sent, isPrivate, returnedTo)
if isPrivate == nil then
isPrivate = false
end
self.context = context
self.sent = sent
self.isPrivate = isPrivate
self.returnedTo = returnedTo
self.time = 0
self.id = 0
self.body = ""
self.count = 0
self.next = 0
self.bytes = 0
self.parts = {}
self.at = 0
self.start = 0
self.since = 0
self.left = {}
end
function Outgoing.prototype.remaining(self)
return self.count - self.next
end
function Outgoing.prototype.has(self, weekNumber)
return (self.left[weekNumber] or 0) > 0
end
function Outgoing.prototype.add(self, time, id, body, since)
local bytes = #body + ____exports.KEY_BYTES
self:addAll({
weekNumber = weekOf(time),
times = {time},
ids = {id},
bodies = {body},
bytes = bytes,
since = since
})
end
function Outgoing.prototype.addAll(self, events)
local ____events_1 = events
local weekNumber = ____events_1.weekNumber
local times = ____events_1.times
local bytes = ____events_1.bytes
self.parts[#self.parts + 1] = events
self.left[weekNumber] = (self.left[weekNumber] or 0) + #times
self.bytes = self.bytes + bytes
self.count = self.count + #times
end
function Outgoing.prototype.look(self, index)
local parts = self.parts
while index < self.start do
self.at = self.at - 1
self.start = self.start - #parts[self.at + 1].times
end
local part = parts[self.at + 1]
while index >= self.start + #part.times do
self.start = self.start + #part.times
self.at = self.at + 1
part = parts[self.at + 1]
end
local place = index - self.start
self.time = part.times[place + 1]
self.id = part.ids[place + 1]
self.body = part.bodies[place + 1]
self.since = part.since
end
function Outgoing.prototype.key(self)
local sent = self.sent
local key = packKey(self.time, self.id)
local isSaid = sent:isInhibited(key) or sent:wasNotedSince(key, self.since)
return not isSaid and self:mayLeave() and key or nil
end
function Outgoing.prototype.moveTo(self, index)
for at = self.next, index - 1 do
self:look(at)
local weekNumber = weekOf(self.time)
self.left[weekNumber] = self.left[weekNumber] - 1
self.bytes = self.bytes - (#self.body + ____exports.KEY_BYTES)
end
self.next = index
end
function Outgoing.prototype.note(self, key)
if not self.isPrivate then
self.sent:note(key)
end
end
function Outgoing.prototype.mayLeave(self)
local returnedTo = self.returnedTo
local context = self.context
local time = self.time
local id = self.id
local body = self.body
local isReturn = returnedTo ~= nil and context.isCreator(id, returnedTo)
return isReturn or context.mayLeave(time, id, body)
end
return ____exports
end,
["sync.transfer"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____writer = require("block.writer")
local BlockWriter = ____writer.BlockWriter
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____constants = require("sync.constants")
local UNFOLDED_BYTES = ____constants.UNFOLDED_BYTES
local ____messages = require("sync.messages")
local EVENTS = ____messages.EVENTS
local ____outgoing = require("sync.outgoing")
local Outgoing = ____outgoing.Outgoing
local min = math.min
local LOOKS = 128
function ____exports.nextBlock(____bindingPattern0, events)
local port
local log
log = ____bindingPattern0.log
port = ____bindingPattern0.port
local writer = __TS__New(BlockWriter, port.payloadBytes)
local ____end = min(events.count, events.next + LOOKS)
local unfolded = 0
while events.next < ____end do
local index = events.next
events:look(index)
local key = events:key()
if key ~= nil then
local ____events_0 = events
local time = ____events_0.time
local id = ____events_0.id
local body = ____events_0.body
local server = log.directory:server(creatorOf(id))
unfolded = unfolded + #body
if unfolded > UNFOLDED_BYTES or not writer:add(time, id, server, body) then
if writer.count > 0 then
return EVENTS, writer:finish()
end
writer = __TS__New(BlockWriter)
writer:add(time, id, server, body)
events:note(key)
events:moveTo(index + 1)
return EVENTS, writer:finish()
end
events:note(key)
end
events:moveTo(index + 1)
end
if writer.count > 0 then
return EVENTS, writer:finish()
end
return nil, nil
end
____exports.Transfer = __TS__Class()
local Transfer = ____exports.Transfer
function Transfer.prototype.____constructor(self, context, sent, isPrivate, returnedTo)
if isPrivate == nil then
isPrivate = false
end
self.events = __TS__New(
Outgoing,
context,
sent,
isPrivate,
returnedTo
)
self.since = context.clock:uptime()
self.source = __TS__New(
MessageSource,
function() return ____exports.nextBlock(context, self.events) end,
function() return self:remaining() > 0 end
)
end
function Transfer.prototype.remaining(self)
return self.events:remaining()
end
function Transfer.prototype.add(self, time, id, body)
self.events:add(time, id, body, self.since)
end
function Transfer.prototype.addAll(self, events)
self.events:addAll(__TS__ObjectAssign({}, events, {since = self.since}))
end
return ____exports
end,
["sync.live"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____key = require("event.key")
local packKey = ____key.packKey
local ____constants = require("sync.constants")
local PASS_ON_JITTER_SECONDS = ____constants.PASS_ON_JITTER_SECONDS
local PASS_ON_LIMIT = ____constants.PASS_ON_LIMIT
local PASS_ON_TRIES = ____constants.PASS_ON_TRIES
local PASS_ON_WAIT_SECONDS = ____constants.PASS_ON_WAIT_SECONDS
local ____transfer = require("sync.transfer")
local Transfer = ____transfer.Transfer
local format = string.format
____exports.Live = __TS__Class()
local Live = ____exports.Live
function Live.prototype.____constructor(self, context, sent, reputation)
self.context = context
self.sent = sent
self.reputation = reputation
self.entrusted = {}
self.count = 0
end
function Live.prototype.sendOwn(self, time, id, body)
self:send(time, id, body)
if self.count < PASS_ON_LIMIT and self.context.port:needsSpokesmen() then
local turns = self.reputation.lostTurns
self.entrusted[packKey(time, id)] = {
time = time,
id = id,
body = body,
turns = turns,
tries = 0
}
self.count = self.count + 1
self:waitFor(packKey(time, id))
end
end
function Live.prototype.heard(self, key)
if self.entrusted[key] ~= nil then
self.entrusted[key] = nil
self.count = self.count - 1
end
end
function Live.prototype.passOn(self, time, id, body)
local ____self_context_0 = self.context
local timers = ____self_context_0.timers
local random = ____self_context_0.random
timers:after(
random:fraction() * PASS_ON_JITTER_SECONDS,
function() return self:send(time, id, body) end
)
end
function Live.prototype.send(self, time, id, body)
local waiting = self.transfer
if waiting ~= nil and waiting:remaining() > 0 then
waiting:add(time, id, body)
return
end
local ____self_context_1 = self.context
local port = ____self_context_1.port
local transfer = __TS__New(
Transfer,
self.context,
self.sent,
port:needsSpokesmen()
)
self.transfer = transfer
transfer:add(time, id, body)
port:broadcast(
1,
format("live %.0f %.0f", time, id),
transfer.source
)
end
function Live.prototype.waitFor(self, key)
self.context.timers:after(
PASS_ON_WAIT_SECONDS,
function()
local one = self.entrusted[key]
if one == nil then
return
end
self.reputation:loseTurn(one.turns)
self:send(one.time, one.id, one.body)
one.turns = self.reputation.lostTurns
one.tries = one.tries + 1
if one.tries < PASS_ON_TRIES then
self:waitFor(key)
else
self:heard(key)
end
end
)
end
return ____exports
end,
["sync.progress"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local WINDOW = 20
local REPORT_EVERY = 1
____exports.Progress = __TS__Class()
local Progress = ____exports.Progress
function Progress.prototype.____constructor(self, clock)
self.clock = clock
self.counts = {}
self.seconds = {}
self.reportedAt = -REPORT_EVERY
end
function Progress.prototype.note(self, count)
local now = self.clock:uptime()
local second = math.floor(now)
local slot = second % WINDOW
self.counts[slot + 1] = (self.seconds[slot + 1] == second and self.counts[slot + 1] or 0) + count
self.seconds[slot + 1] = second
if now - self.reportedAt < REPORT_EVERY then
return false
end
self.reportedAt = now
return true
end
function Progress.prototype.rate(self)
local first = self.clock:uptime() - WINDOW
local sum = 0
for slot = 0, WINDOW - 1 do
local second = self.seconds[slot + 1]
if second ~= nil and second > first then
sum = sum + self.counts[slot + 1]
end
end
return sum / WINDOW
end
return ____exports
end,
["sync.recent"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.Recent = __TS__Class()
local Recent = ____exports.Recent
function Recent.prototype.____constructor(self, clock, memory)
self.clock = clock
self.memory = memory
self.values = {}
self.size = 0
end
function Recent.prototype.count(self)
return self.size
end
function Recent.prototype.get(self, key)
return self.values[key]
end
function Recent.prototype.set(self, key, value)
if not (self.values[key] ~= nil) then
self.size = self.size + 1
end
self.values[key] = value
end
function Recent.prototype.sweep(self)
local since = self.clock:uptime() - self.memory
for key, value in pairs(self.values) do
if value.since < since then
self.values[key] = nil
self.size = self.size - 1
end
end
end
return ____exports
end,
["sync.sketch"] = function(...) 
local ____exports = {}
local ____prime_2Dfield = require("sync.prime-field")
local inverse = ____prime_2Dfield.inverse
local power = ____prime_2Dfield.power
local PRIME = ____prime_2Dfield.PRIME
local floor = math.floor
local P = PRIME
local STEP = 2000
function ____exports.powerSums(ids, first, count, pause)
local sums = {}
for index = 0, count - 1 do
sums[index + 1] = 0
end
local work = 0
for ____, id in ipairs(ids) do
local value = first == 1 and id or power(id, first)
for index = 0, count - 1 do
local ____sums_0, ____temp_1 = sums, index + 1
____sums_0[____temp_1] = ____sums_0[____temp_1] + value
value = value * id % P
end
work = work + count
if work >= STEP then
work = 0
pause()
end
end
for index = 0, count - 1 do
local ____sums_2, ____temp_3 = sums, index + 1
____sums_2[____temp_3] = ____sums_2[____temp_3] % P
end
return sums
end
local function toSeries(differences, pause)
local count = #differences
local series = {1}
local inverses = {0, 1}
for k = 1, count do
if k > 1 then
inverses[k + 1] = (P - floor(P / k)) * inverses[P % k + 1] % P
end
local sum = 0
for j = 1, k do
sum = (sum + differences[j] * series[k - j + 1]) % P
end
series[k + 1] = (P - sum) * inverses[k + 1] % P
pause()
end
return series
end
local function degree(polynomial, from)
local at = from
while at >= 0 and polynomial[at + 1] == 0 do
at = at - 1
end
return at
end
local function subtract(polynomial, other, otherDegree, factor, shift)
for index = 0, otherDegree do
local at = index + shift
polynomial[at + 1] = ((polynomial[at + 1] or 0) + (P - factor) * other[index + 1]) % P
end
end
local function padded(polynomial, length)
for index = #polynomial, length - 1 do
polynomial[index + 1] = 0
end
return polynomial
end
local function turned(polynomial, highest, scale)
local coefficients = {}
for index = 1, highest do
coefficients[index] = polynomial[index + 1] * scale % P
end
return coefficients
end
function ____exports.resolve(differences, surplus, pause)
local count = #differences
local limit = floor((count + surplus) / 2)
if limit < 0 or limit > count then
return nil
end
local length = count + 2
local older = padded({}, length)
older[count + 1 + 1] = 1
local newer = padded(
toSeries(differences, pause),
length
)
local olderFactor = padded({}, length)
local newerFactor = padded({1}, length)
local olderDegree = count + 1
local newerDegree = degree(newer, count)
local olderFactorDegree = -1
local newerFactorDegree = 0
while newerDegree > limit do
local leading = inverse(newer[newerDegree + 1])
while olderDegree >= newerDegree do
local factor = older[olderDegree + 1] * leading % P
local shift = olderDegree - newerDegree
subtract(
older,
newer,
newerDegree,
factor,
shift
)
if newerFactorDegree + shift >= length then
return nil
end
subtract(
olderFactor,
newerFactor,
newerFactorDegree,
factor,
shift
)
olderFactorDegree = degree(olderFactor, length - 1)
olderDegree = degree(older, olderDegree)
pause()
end
older, newer = newer, older
olderFactor, newerFactor = newerFactor, olderFactor
olderDegree, newerDegree = newerDegree, olderDegree
olderFactorDegree, newerFactorDegree = newerFactorDegree, olderFactorDegree
end
local isSure = newerDegree + newerFactorDegree < count and newerDegree - newerFactorDegree == surplus and newerFactor[1] ~= 0
if not isSure then
return nil
end
local scale = inverse(newerFactor[1])
if newer[1] * scale % P ~= 1 then
return nil
end
return {
mine = turned(newer, newerDegree, scale),
theirs = turned(newerFactor, newerFactorDegree, scale)
}
end
function ____exports.findRoots(coefficients, ids, pause)
local found = {}
local count = 0
local index = 0
local work = 0
for ____, id in ipairs(ids) do
local value = 1
for ____, coefficient in ipairs(coefficients) do
value = (value * id + coefficient) % P
end
if value == 0 then
found[count + 1] = index
count = count + 1
end
index = index + 1
work = work + #coefficients
if work >= STEP then
work = 0
pause()
end
end
return found
end
function ____exports.fromRoots(roots)
local coefficients = {}
local count = 0
for ____, root in ipairs(roots) do
coefficients[count + 1] = 0
for index = count, 0, -1 do
local higher = index == 0 and 1 or coefficients[index]
coefficients[index + 1] = (coefficients[index + 1] + (P - root) * higher) % P
end
count = count + 1
end
return coefficients
end
return ____exports
end,
["sync.request-plan"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____constants = require("sync.constants")
local SKETCH_LIMIT = ____constants.SKETCH_LIMIT
local SKETCH_SLACK = ____constants.SKETCH_SLACK
local UNIT_ASK_EVENTS = ____constants.UNIT_ASK_EVENTS
local ____prime_2Dfield = require("sync.prime-field")
local isArithmeticExact = ____prime_2Dfield.isArithmeticExact
local ____requests = require("sync.requests")
local encodeEntry = ____requests.encodeEntry
local encodeRequest = ____requests.encodeRequest
local ENTRY_LIMIT = ____requests.ENTRY_LIMIT
local READS_UNITS_BYTES = ____requests.READS_UNITS_BYTES
local REQUEST_HEAD_BYTES = ____requests.REQUEST_HEAD_BYTES
local ____sketch = require("sync.sketch")
local powerSums = ____sketch.powerSums
local abs = math.abs
local ceil = math.ceil
local floor = math.floor
local max = math.max
local min = math.min
local NUMBER_BYTES = 3
local ENTRY_BYTES = 12
function ____exports.sumsFor(own, advertised)
return ceil(abs(own - advertised) * 9 / 8) + SKETCH_SLACK
end
local function modeOf(____bindingPattern0)
local advertised
local ids
ids = ____bindingPattern0.ids
advertised = ____bindingPattern0.advertised
local sums = ____exports.sumsFor(#ids, advertised)
if #ids == 0 then
return 0
end
if #ids <= min(sums, ENTRY_LIMIT) then
return 1
end
return sums <= SKETCH_LIMIT and isArithmeticExact() and 2 or 0
end
local function entryOf(wish, mode, first, numbers)
local fingerprint = mode == 0 and 0 or wish.fingerprint
local ____wish_0 = wish
local weekNumber = ____wish_0.weekNumber
local ids = ____wish_0.ids
local isKeyed = ____wish_0.isKeyed
local isDoubted = ____wish_0.isDoubted
return {
weekNumber = weekNumber,
count = #ids,
mode = mode,
isKeyed = isKeyed,
isDoubted = isDoubted,
fingerprint = fingerprint,
first = first,
numbers = numbers
}
end
local function lackingOf(wishes)
local sum = 0
for ____, ____value in ipairs(wishes) do
local ids = ____value.ids
local advertised = ____value.advertised
sum = sum + max(0, advertised - #ids)
end
return sum
end
local Draft = __TS__Class()
function Draft.prototype.____constructor(self, payloadBytes, readsUnits)
self.readsUnits = readsUnits
self.entries = {}
self.sketches = {}
self.sums = {}
self.room = payloadBytes - REQUEST_HEAD_BYTES - (readsUnits and READS_UNITS_BYTES or 0)
end
function Draft.prototype.isEmpty(self)
return #self.entries == 0 and #self.sketches == 0
end
function Draft.prototype.add(self, entry)
if #entry > self.room then
return false
end
self.entries[#self.entries + 1] = entry
self.room = self.room - #entry
return true
end
function Draft.prototype.addSketch(self, wish, sums)
local bytes = ENTRY_BYTES + sums * NUMBER_BYTES
if bytes > self.room then
return false
end
self.sketches[#self.sketches + 1] = wish
self.sums[#self.sums + 1] = sums
self.room = self.room - bytes
return true
end
function Draft.prototype.finish(self, salt, pause)
local count = #self.sketches
for index = 0, count - 1 do
local wish = self.sketches[index + 1]
local share = floor(self.room / (count - index) / NUMBER_BYTES)
local sums = max(
self.sums[index + 1],
min(ENTRY_LIMIT, self.sums[index + 1] + share)
)
self.room = self.room - (sums - self.sums[index + 1]) * NUMBER_BYTES
local numbers = powerSums(wish.ids, 1, sums, pause)
self.entries[#self.entries + 1] = encodeEntry(entryOf(wish, 2, 1, numbers))
end
return encodeRequest(salt, self.entries, self.readsUnits)
end
function ____exports.encodeSums(salt, wish, first, count, pause)
local numbers = powerSums(wish.ids, first, count, pause)
local readsUnits = lackingOf({wish}) >= UNIT_ASK_EVENTS
return encodeRequest(
salt,
{encodeEntry(entryOf(wish, 2, first, numbers))},
readsUnits
)
end
function ____exports.planRequests(salt, wishes, payloadBytes, pause)
local payloads = {}
local readsUnits = lackingOf(wishes) >= UNIT_ASK_EVENTS
local draft = __TS__New(Draft, payloadBytes, readsUnits)
local function flush()
payloads[#payloads + 1] = draft:finish(salt, pause)
draft = __TS__New(Draft, payloadBytes, readsUnits)
end
for ____, wish in ipairs(wishes) do
local mode = modeOf(wish)
if mode == 2 then
local sums = ____exports.sumsFor(#wish.ids, wish.advertised)
if sums <= ENTRY_LIMIT then
if not draft:addSketch(wish, sums) then
flush()
draft:addSketch(wish, sums)
end
else
for first = 1, sums, ENTRY_LIMIT do
local count = min(ENTRY_LIMIT, SKETCH_LIMIT - first + 1)
payloads[#payloads + 1] = ____exports.encodeSums(
salt,
wish,
first,
count,
pause
)
end
end
else
local entry = encodeEntry(entryOf(wish, mode, 1, mode == 1 and wish.ids or ({})))
if not draft:add(entry) then
flush()
draft:add(entry)
end
end
pause()
end
if not draft:isEmpty() then
flush()
end
return payloads
end
return ____exports
end,
["sync.asker"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____constants = require("sync.constants")
local REQUEST_MEMORY_SECONDS = ____constants.REQUEST_MEMORY_SECONDS
local SKETCH_LIMIT = ____constants.SKETCH_LIMIT
local SUMS_LIMIT = ____constants.SUMS_LIMIT
local ____recent = require("sync.recent")
local Recent = ____recent.Recent
local ____request_2Dplan = require("sync.request-plan")
local encodeSums = ____request_2Dplan.encodeSums
local planRequests = ____request_2Dplan.planRequests
local ____requests = require("sync.requests")
local ENTRY_LIMIT = ____requests.ENTRY_LIMIT
local REQUEST = ____requests.REQUEST
local ____short_2Did = require("sync.short-id")
local drawSalt = ____short_2Did.drawSalt
local shortIdsOf = ____short_2Did.shortIdsOf
local format = string.format
local min = math.min
____exports.Asker = __TS__Class()
local Asker = ____exports.Asker
function Asker.prototype.____constructor(self, context)
self.context = context
self.asked = __TS__New(Recent, context.clock, REQUEST_MEMORY_SECONDS)
end
function Asker.prototype.count(self)
return self.asked:count()
end
function Asker.prototype.sweep(self)
self.asked:sweep()
end
function Asker.prototype.askedWith(self, weekNumber, salt)
local asked = self.asked:get(weekNumber)
return (asked and asked.salt) == salt and asked.wish or nil
end
function Asker.prototype.hasAskedLately(self, weekNumber)
return self.asked:get(weekNumber) ~= nil
end
function Asker.prototype.ask(self, weeks, wanted)
local ____self_context_2 = self.context
local background = ____self_context_2.background
local clock = ____self_context_2.clock
local port = ____self_context_2.port
local random = ____self_context_2.random
local salt = drawSalt(random)
background:run(function(pause)
local wishes = {}
local count = 0
for ____, weekNumber in ipairs(weeks) do
local wish = self:wishFor(weekNumber, wanted, salt, pause)
if wish ~= nil then
wishes[count + 1] = wish
count = count + 1
self.asked:set(
weekNumber,
{
since = clock:uptime(),
salt = salt,
wish = wish,
more = 0
}
)
end
pause()
end
local index = 0
for ____, payload in ipairs(planRequests(salt, wishes, port.payloadBytes, pause)) do
self:send(
format("request %.0f %.0f", salt, index),
payload
)
index = index + 1
end
end)
end
function Asker.prototype.moreAsked(self, ____bindingPattern0)
local first
local weekNumber
local salt
salt = ____bindingPattern0.salt
weekNumber = ____bindingPattern0.weekNumber
first = ____bindingPattern0.first
local asked = self.asked:get(weekNumber)
if (asked and asked.salt) ~= salt or first > SKETCH_LIMIT or asked.more >= SUMS_LIMIT then
return
end
asked.more = asked.more + 1
self.context.background:run(function(pause)
local count = min(ENTRY_LIMIT, SKETCH_LIMIT - first + 1)
self:send(
format("sums %.0f", weekNumber),
encodeSums(
salt,
asked.wish,
first,
count,
pause
)
)
end)
end
function Asker.prototype.wishFor(self, weekNumber, wanted, salt, pause)
local ____self_context_5 = self.context
local log = ____self_context_5.log
local events = log:open(weekNumber, pause)
local ____opt_6 = wanted(weekNumber)
local isKeyed = (____opt_6 and ____opt_6.isKeyed) == true
local ids = events == nil and ({}) or shortIdsOf(events, salt, isKeyed and log.directory or nil, pause)
if events ~= nil then
events:hash(pause)
end
local now = wanted(weekNumber)
if now == nil then
return nil
end
local advertised = now.advertised
local isDoubted = now.isDoubted
local fingerprint = events and events:header().fingerprint or 0
return {
weekNumber = weekNumber,
fingerprint = fingerprint,
ids = ids,
advertised = advertised or #ids,
isKeyed = isKeyed,
isDoubted = isDoubted
}
end
function Asker.prototype.send(self, key, payload)
self.context.port:broadcast(
2,
key,
MessageSource:once(REQUEST, payload)
)
end
return ____exports
end,
["sync.coming"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____constants = require("sync.constants")
local COMING_SECONDS = ____constants.COMING_SECONDS
local HOLD_FIRST_SECONDS = ____constants.HOLD_FIRST_SECONDS
local HOLD_MEMORY_SECONDS = ____constants.HOLD_MEMORY_SECONDS
local HOLD_SECONDS = ____constants.HOLD_SECONDS
____exports.Coming = __TS__Class()
local Coming = ____exports.Coming
function Coming.prototype.____constructor(self, clock)
self.clock = clock
self.arrivals = {}
self.size = 0
end
function Coming.prototype.count(self)
return self.size
end
function Coming.prototype.heard(self, peer)
local now = self.clock:uptime()
local arrival = self.arrivals[peer]
if arrival ~= nil then
arrival.lastAt = now
else
self.arrivals[peer] = {since = now, lastAt = now, patience = HOLD_FIRST_SECONDS}
self.size = self.size + 1
end
end
function Coming.prototype.brought(self, peer)
local arrival = self.arrivals[peer]
if arrival ~= nil then
arrival.since = self.clock:uptime()
arrival.patience = HOLD_SECONDS
end
end
function Coming.prototype.isAny(self)
local now = self.clock:uptime()
for ____, ____temp_0 in pairs(self.arrivals) do
local patience
local lastAt
local since
since = ____temp_0.since
lastAt = ____temp_0.lastAt
patience = ____temp_0.patience
if now - lastAt < COMING_SECONDS and now - since < patience then
return true
end
end
return false
end
function Coming.prototype.clear(self)
self.arrivals = {}
self.size = 0
end
function Coming.prototype.sweep(self)
local now = self.clock:uptime()
for peer, ____temp_1 in pairs(self.arrivals) do
local lastAt
lastAt = ____temp_1.lastAt
if now - lastAt > HOLD_MEMORY_SECONDS then
self.arrivals[peer] = nil
self.size = self.size - 1
end
end
end
return ____exports
end,
["sync.old-rows"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayIndexOf = ____lualib.__TS__ArrayIndexOf
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local keyOf, isComplete, join, format
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____constants = require("sync.constants")
local ANSWER_QUIET_SECONDS = ____constants.ANSWER_QUIET_SECONDS
local BULK_JITTER_SECONDS = ____constants.BULK_JITTER_SECONDS
local CLAIM_EXPIRY_SECONDS = ____constants.CLAIM_EXPIRY_SECONDS
local REPLY_JITTER_SECONDS = ____constants.REPLY_JITTER_SECONDS
local REQUEST_INHIBIT_SECONDS = ____constants.REQUEST_INHIBIT_SECONDS
local REQUEST_MEMORY_SECONDS = ____constants.REQUEST_MEMORY_SECONDS
local ROWS_ANSWER_REFILL_SECONDS = ____constants.ROWS_ANSWER_REFILL_SECONDS
local ROWS_PATIENCE_SECONDS = ____constants.ROWS_PATIENCE_SECONDS
local ROWS_PER_MESSAGE = ____constants.ROWS_PER_MESSAGE
local ROWS_TRIES = ____constants.ROWS_TRIES
local STANDSTILL_FIRST_SECONDS = ____constants.STANDSTILL_FIRST_SECONDS
local STANDSTILL_LONGEST_SECONDS = ____constants.STANDSTILL_LONGEST_SECONDS
local ____inhibitor = require("sync.inhibitor")
local Inhibitor = ____inhibitor.Inhibitor
local ____messages = require("sync.messages")
local encodeRowsRequest = ____messages.encodeRowsRequest
local ROWS_REQUEST = ____messages.ROWS_REQUEST
local ____roots = require("sync.roots")
local rootOf = ____roots.rootOf
function keyOf(root, ownRoot)
return format("%.0f %.0f", root, ownRoot)
end
function isComplete(____bindingPattern0)
local parts
local base
base = ____bindingPattern0.base
parts = ____bindingPattern0.parts
local weekNumber = 0
while weekNumber < base do
local part = parts[weekNumber]
if part == nil or part.to <= weekNumber then
return false
end
weekNumber = part.to
end
return weekNumber == base
end
function join(____bindingPattern0, pause)
local parts
local base
base = ____bindingPattern0.base
parts = ____bindingPattern0.parts
local rows = {}
local count = 0
local weekNumber = 0
while weekNumber < base do
local part = parts[weekNumber]
for ____, row in ipairs(part.rows) do
rows[count + 1] = row
count = count + 1
end
weekNumber = part.to
pause()
end
return rows
end
format = string.format
local min = math.min
local PAIR_LIMIT = 64
____exports.OldRows = __TS__Class()
local OldRows = ____exports.OldRows
function OldRows.prototype.____constructor(self, context)
self.context = context
self.collections = {}
self.pairs = {}
self.wanted = {}
self.requested = __TS__New(Inhibitor, context.clock, REQUEST_INHIBIT_SECONDS)
self.asked = __TS__New(Inhibitor, context.clock, REQUEST_INHIBIT_SECONDS)
end
function OldRows.prototype.remembered(self)
local count = 0
for ____, ____temp_0 in pairs(self.collections) do
local size
size = ____temp_0.size
count = count + size
end
return count
end
function OldRows.prototype.requestHeard(self, base)
self.requested:note(base)
end
function OldRows.prototype.want(self, ____bindingPattern0, peer, ownRoot)
local root
local base
base = ____bindingPattern0.base
root = ____bindingPattern0.root
local now = self.context.clock:uptime()
local pair = self:pairOf(root, ownRoot)
if pair ~= nil and now < pair["until"] then
return
end
local wanted = __TS__ArrayFind(
self.wanted,
function(____, one) return one.peer == peer end
)
if wanted == nil then
wanted = {
peer = peer,
root = root,
base = base,
since = now,
heardAt = now,
isDue = false,
tries = 0,
failures = 0,
["until"] = 0
}
self.wanted[#self.wanted + 1] = wanted
end
wanted.root = root
wanted.base = base
wanted.heardAt = now
self:askLater(wanted, 0)
end
function OldRows.prototype.heard(self, answer, peer)
local newest = self.wanted[#self.wanted]
local base = peer.base or newest and newest.base
if base == nil then
return nil
end
local collection = self:collectionOf(peer.name, peer.root, base)
collection.size = collection.size + (collection.parts[answer.from] ~= nil and 0 or 1)
collection.parts[answer.from] = answer
collection.heardAt = self.context.clock:uptime()
if not isComplete(collection) then
return nil
end
self.collections[peer.name] = nil
return collection
end
function OldRows.prototype.check(self, collection, pause)
local ____collection_3 = collection
local root = ____collection_3.root
local base = ____collection_3.base
local rows = join(collection, pause)
local toldRoot = rootOf(rows, pause)
if toldRoot == root or self:isWanted(toldRoot, base) then
return {root = toldRoot, base = base, rows = rows}
end
local ____temp_4
if root == nil then
____temp_4 = nil
else
____temp_4 = false
end
return ____temp_4
end
function OldRows.prototype.isWanting(self)
local now = self.context.clock:uptime()
return __TS__ArraySome(
self.wanted,
function(____, ____bindingPattern0)
local ____until
____until = ____bindingPattern0["until"]
return now >= ____until
end
)
end
function OldRows.prototype.equalled(self, root, peer)
self.wanted = __TS__ArrayFilter(
self.wanted,
function(____, one) return one.root ~= root and one.peer ~= peer end
)
end
function OldRows.prototype.sweep(self, pause)
local now = self.context.clock:uptime()
self.wanted = __TS__ArrayFilter(
self.wanted,
function(____, ____bindingPattern0)
local heardAt
heardAt = ____bindingPattern0.heardAt
return now - heardAt <= CLAIM_EXPIRY_SECONDS
end
)
self.requested:sweep(pause)
self.asked:sweep(pause)
local before = now - REQUEST_MEMORY_SECONDS
for name, ____temp_5 in pairs(self.collections) do
local heardAt
heardAt = ____temp_5.heardAt
if heardAt < before then
self.collections[name] = nil
end
end
end
function OldRows.prototype.compared(self, root, ownRoot)
self:equalled(root, "")
local known = self:pairOf(root, ownRoot)
local times = (known and known.times or 0) + 1
if known ~= nil then
table.remove(
self.pairs,
__TS__ArrayIndexOf(self.pairs, known) + 1
)
elseif #self.pairs >= PAIR_LIMIT then
table.remove(self.pairs, 1)
end
local seconds = min(STANDSTILL_LONGEST_SECONDS, STANDSTILL_FIRST_SECONDS * 2 ^ (times - 1))
local key = keyOf(root, ownRoot)
self.pairs[#self.pairs + 1] = {
key = key,
times = times,
["until"] = self.context.clock:uptime() + seconds
}
end
function OldRows.prototype.collectionOf(self, name, root, base)
local known = self.collections[name]
local isFull = known ~= nil and known.size > base / ROWS_PER_MESSAGE
if known ~= nil and known.root == root and known.base == base and not isFull then
return known
end
local collection = {
root = root,
base = base,
parts = {},
size = 0,
heardAt = 0
}
self.collections[name] = collection
return collection
end
function OldRows.prototype.isWanted(self, root, base)
return __TS__ArraySome(
self.wanted,
function(____, one) return one.root == root and one.base == base end
)
end
function OldRows.prototype.pairOf(self, root, ownRoot)
local key = keyOf(root, ownRoot)
return __TS__ArrayFind(
self.pairs,
function(____, pair) return pair.key == key end
)
end
function OldRows.prototype.askLater(self, wanted, seconds, jitter)
if jitter == nil then
jitter = BULK_JITTER_SECONDS
end
local ____self_context_8 = self.context
local timers = ____self_context_8.timers
local random = ____self_context_8.random
if not wanted.isDue then
wanted.isDue = true
timers:after(
seconds + jitter * random:fraction(),
function()
wanted.isDue = false
self:ask(wanted)
end
)
end
end
function OldRows.prototype.isBeingTold(self, wanted)
local now = self.context.clock:uptime()
for ____, ____temp_9 in pairs(self.collections) do
local heardAt
local root
root = ____temp_9.root
heardAt = ____temp_9.heardAt
if (root == nil or root == wanted.root) and now - heardAt < ANSWER_QUIET_SECONDS then
return now - wanted.since < ROWS_ANSWER_REFILL_SECONDS
end
end
return false
end
function OldRows.prototype.ask(self, wanted)
local now = self.context.clock:uptime()
local ____wanted_10 = wanted
local base = ____wanted_10.base
if not __TS__ArrayIncludes(self.wanted, wanted) or now < wanted["until"] or self.asked:isInhibited(base) then
return
end
local patience = wanted.since + ROWS_PATIENCE_SECONDS - now
if patience > 0 and self.requested:isInhibited(base) then
self:askLater(wanted, patience, REPLY_JITTER_SECONDS)
return
end
if wanted.tries > 0 and self:isBeingTold(wanted) then
self:askLater(wanted, ANSWER_QUIET_SECONDS)
return
end
if wanted.tries >= ROWS_TRIES then
wanted.tries = 0
wanted["until"] = now + min(STANDSTILL_LONGEST_SECONDS, STANDSTILL_FIRST_SECONDS * 2 ^ wanted.failures)
wanted.failures = wanted.failures + 1
return
end
wanted.tries = wanted.tries + 1
self.asked:note(base)
local payload = encodeRowsRequest(base)
self.context.port:broadcast(
2,
"rowsRequest",
MessageSource:once(ROWS_REQUEST, payload)
)
self:askLater(wanted, REQUEST_INHIBIT_SECONDS)
end
return ____exports
end,
["sync.peer-rows"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFindIndex = ____lualib.__TS__ArrayFindIndex
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local ____exports = {}
local contentOf
local ____messages = require("sync.messages")
local advertisedContent = ____messages.advertisedContent
local encodeAdvertisement = ____messages.encodeAdvertisement
local ____roots = require("sync.roots")
local rootBefore = ____roots.rootBefore
local ____week_2Dsummary = require("sync.week-summary")
local packRows = ____week_2Dsummary.packRows
local rowsAt = ____week_2Dsummary.rowsAt
local rowsBetween = ____week_2Dsummary.rowsBetween
local WEEK_END = ____week_2Dsummary.WEEK_END
function contentOf(advertisement)
return advertisedContent(encodeAdvertisement(advertisement))
end
local min = math.min
local BELIEVED_LIMIT = 4
local STEP = 64
____exports.PeerRows = __TS__Class()
local PeerRows = ____exports.PeerRows
function PeerRows.prototype.____constructor(self, context)
self.context = context
self.believed = {}
self.advertisements = {}
self.told = {}
self.names = {}
end
function PeerRows.prototype.believe(self, rows, peer)
local index = __TS__ArrayFindIndex(
self.believed,
function(____, ____bindingPattern0)
local base
local root
root = ____bindingPattern0.root
base = ____bindingPattern0.base
return root == rows.root and base == rows.base
end
)
if index >= 0 then
table.remove(self.believed, index + 1)
elseif #self.believed >= BELIEVED_LIMIT then
table.remove(self.believed, 1)
end
self.believed[#self.believed + 1] = rows
self.context.seals:rowsTold(rows.rows, rows.base, peer)
self:tellAll(false)
end
function PeerRows.prototype.advertised(self, advertisement, peer)
if not (self.advertisements[peer] ~= nil) then
self.names[#self.names + 1] = peer
end
self.advertisements[peer] = advertisement
self:tellSoon({peer}, false)
end
PeerRows.prototype["repeat"] = function(self)
self:tellAll(true)
end
function PeerRows.prototype.tellAll(self, isAgain)
self:tellSoon(
{unpack(self.names)},
isAgain
)
end
function PeerRows.prototype.tellSoon(self, names, isAgain)
local due = __TS__ArrayFilter(
names,
function(____, peer)
local content = contentOf(self.advertisements[peer])
return isAgain or self.told[peer] ~= content
end
)
if #due > 0 then
self.context.background:run(function(pause)
for ____, peer in ipairs(due) do
self:tell(peer, pause)
pause()
end
end)
end
end
function PeerRows.prototype.tell(self, peer, pause)
local advertisement = self.advertisements[peer]
local rows = self:join(advertisement, pause)
if rows ~= nil then
self.told[peer] = contentOf(advertisement)
self.context.seals:rowsTold(rows, WEEK_END, peer)
end
end
function PeerRows.prototype.join(self, ____bindingPattern0, pause)
local rows
local root
local base
base = ____bindingPattern0.base
root = ____bindingPattern0.root
rows = ____bindingPattern0.rows
local ____self_context_0 = self.context
local log = ____self_context_0.log
local ____temp_3
if root == 0 then
____temp_3 = {}
else
local ____opt_1 = __TS__ArrayFind(
self.believed,
function(____, one) return one.root == root and one.base == base end
)
____temp_3 = ____opt_1 and ____opt_1.rows
end
local known = ____temp_3
local joined = {}
if known ~= nil then
for index = 0, #known - 1 do
joined[index + 1] = known[index + 1]
if index % STEP == 0 then
pause()
end
end
else
log:hash(pause)
local isOwn = packRows(rows) == packRows(rowsBetween(log, base, WEEK_END))
if isOwn or root ~= rootBefore(log, base) then
return nil
end
local ____log_4 = log
local revision = ____log_4.revision
local ____end = log:indexFrom(base)
for first = 0, ____end - 1, STEP do
for ____, row in ipairs(rowsAt(
log,
first,
min(first + STEP, ____end)
)) do
joined[#joined + 1] = row
end
pause()
if log.revision ~= revision then
return nil
end
end
end
for ____, row in ipairs(rows) do
joined[#joined + 1] = row
end
return joined
end
return ____exports
end,
["sync.own-weeks"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____key = require("event.key")
local WEEK_SECONDS = ____key.WEEK_SECONDS
local weekOf = ____key.weekOf
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
local ____constants = require("sync.constants")
local RECENT_WEEKS = ____constants.RECENT_WEEKS
local ____week_2Dsummary = require("sync.week-summary")
local emptyRow = ____week_2Dsummary.emptyRow
local huge = math.huge
____exports.OwnWeeks = __TS__Class()
local OwnWeeks = ____exports.OwnWeeks
function OwnWeeks.prototype.____constructor(self, context)
self.context = context
self.numbers = {}
context.background:run(function(pause) return self:search(pause) end)
end
function OwnWeeks.prototype.has(self, weekNumber)
return self.numbers[weekNumber] ~= nil
end
function OwnWeeks.prototype.add(self, weekNumber)
self.numbers[weekNumber] = true
end
function OwnWeeks.prototype.withEmpty(self, rows, from, to)
local ____self_context_0 = self.context
local mayServe = ____self_context_0.mayServe
local isSending = ____self_context_0.isSending
local log = ____self_context_0.log
if mayServe() ~= false or not isSending() then
return rows
end
local told = {}
local all = {}
local count = 0
for ____, row in ipairs(rows) do
told[row.weekNumber] = true
all[count + 1] = row
count = count + 1
end
for index = log:indexFrom(from), log:indexFrom(to) - 1 do
local weekNumber = log.weekNumbers[index + 1]
if self.numbers[weekNumber] ~= nil and not (told[weekNumber] ~= nil) and log:countIn(weekNumber) > 0 then
all[count + 1] = emptyRow(weekNumber)
count = count + 1
end
end
return all
end
function OwnWeeks.prototype.search(self, pause)
local ____self_context_1 = self.context
local log = ____self_context_1.log
local ____self = ____self_context_1.self
local isCreator = ____self_context_1.isCreator
local mayServe = ____self_context_1.mayServe
local first = unpack(
__TS__ArraySlice(log.weekNumbers, -RECENT_WEEKS),
1,
1
)
if first == nil or mayServe() == true then
return
end
local cursor = __TS__New(LogCursor, log)
cursor:seek(first * WEEK_SECONDS - 1, huge)
while cursor:next(pause) do
if isCreator(cursor.id, ____self) then
local weekNumber = weekOf(cursor.time)
self:add(weekNumber)
cursor:seek((weekNumber + 1) * WEEK_SECONDS - 1, huge)
end
pause()
end
end
return ____exports
end,
["sync.seal-hint"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____seal_2Dconstants = require("sync.seal-constants")
local SEAL_HINT_SECONDS = ____seal_2Dconstants.SEAL_HINT_SECONDS
____exports.SealHint = __TS__Class()
local SealHint = ____exports.SealHint
function SealHint.prototype.____constructor(self, context, ended)
self.context = context
self.ended = ended
self.week = 0
self["until"] = 0
end
function SealHint.prototype.heard(self, week)
local ____self_context_0 = self.context
local clock = ____self_context_0.clock
local log = ____self_context_0.log
local seals = ____self_context_0.seals
local timers = ____self_context_0.timers
if week > 0 and self.week == 0 and log:indexFrom(week) == 0 and seals:standing() == nil then
self.week = week
self["until"] = clock:uptime() + SEAL_HINT_SECONDS
timers:after(
SEAL_HINT_SECONDS,
function() return self.ended() end
)
end
end
function SealHint.prototype.holdsBack(self, weekNumber)
local ____self_context_1 = self.context
local clock = ____self_context_1.clock
local seals = ____self_context_1.seals
return weekNumber < self.week and clock:uptime() < self["until"] and seals:standing() == nil
end
return ____exports
end,
["sync.settled-roots"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local keyOf, format
local ____week_2Dsummary = require("sync.week-summary")
local emptyRow = ____week_2Dsummary.emptyRow
local isSameRow = ____week_2Dsummary.isSameRow
local isSettled = ____week_2Dsummary.isSettled
local rowOf = ____week_2Dsummary.rowOf
function keyOf(root, ownRoot)
return format("%.0f %.0f", root, ownRoot)
end
format = string.format
local PAIR_LIMIT = 64
____exports.SettledRoots = __TS__Class()
local SettledRoots = ____exports.SettledRoots
function SettledRoots.prototype.____constructor(self)
self.pairs = {}
end
function SettledRoots.prototype.has(self, root, ownRoot)
return __TS__ArrayIncludes(
self.pairs,
keyOf(root, ownRoot)
)
end
function SettledRoots.prototype.note(self, root, ownRoot)
local key = keyOf(root, ownRoot)
if __TS__ArrayIncludes(self.pairs, key) then
return
end
if #self.pairs >= PAIR_LIMIT then
table.remove(self.pairs, 1)
end
self.pairs[#self.pairs + 1] = key
end
function SettledRoots.prototype.clear(self)
self.pairs = {}
end
function ____exports.differInSettled(log, rows, base, pause)
local theirs = {}
local hasAny = false
for ____, row in ipairs(rows) do
theirs[row.weekNumber] = row
if not isSameRow(
row,
rowOf(log, row.weekNumber)
) then
if not isSettled(log, row.weekNumber) then
return false
end
hasAny = true
end
pause()
end
local ____log_0 = log
local revision = ____log_0.revision
for index = 0, log:indexFrom(base) - 1 do
local own = rowOf(log, log.weekNumbers[index + 1])
if not isSameRow(
theirs[own.weekNumber] or emptyRow(own.weekNumber),
own
) then
if not isSettled(log, own.weekNumber) then
return false
end
hasAny = true
end
pause()
if log.revision ~= revision then
return false
end
end
return hasAny
end
return ____exports
end,
["sync.targets"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____constants = require("sync.constants")
local ANSWER_WAIT_SECONDS = ____constants.ANSWER_WAIT_SECONDS
local PUT_OFF_LIMIT = ____constants.PUT_OFF_LIMIT
local floor = math.floor
local max = math.max
____exports.Target = __TS__Class()
local Target = ____exports.Target
function Target.prototype.____constructor(self, row, peer, dueAt, since)
self.row = row
self.peer = peer
self.dueAt = dueAt
self.since = since
self.state = "found"
self.tries = 0
self.putOffs = 0
self.isRepair = false
self.newsAt = since
end
function Target.prototype.asked(self)
if self.state == "found" then
self.state = "asked"
end
end
function Target.prototype.putOff(self, now, ____until)
if self.dueAt >= now + ANSWER_WAIT_SECONDS - 1 then
return true
end
if self.putOffs >= PUT_OFF_LIMIT then
return false
end
self.putOffs = self.putOffs + 1
self:asked()
self.dueAt = max(self.dueAt, ____until)
return true
end
____exports.Targets = __TS__Class()
local Targets = ____exports.Targets
function Targets.prototype.____constructor(self)
self.byWeek = {}
self.sorted = {}
self.counts = {}
end
function Targets.prototype.count(self)
return #self.sorted
end
function Targets.prototype.countOf(self, peer)
return self.counts[peer] or 0
end
function Targets.prototype.get(self, weekNumber)
return self.byWeek[weekNumber]
end
function Targets.prototype.add(self, target)
local ____target_row_0 = target.row
local weekNumber = ____target_row_0.weekNumber
self.byWeek[weekNumber] = target
table.insert(
self.sorted,
self:placeOf(weekNumber) + 1,
target
)
self:countPeer(target.peer, 1)
end
function Targets.prototype.advertised(self, target, row, peer)
self:countPeer(target.peer, -1)
self:countPeer(peer, 1)
target.row = row
target.peer = peer
end
function Targets.prototype.drop(self, weekNumber)
local target = self.byWeek[weekNumber]
if target == nil then
return false
end
self.byWeek[weekNumber] = nil
table.remove(
self.sorted,
self:placeOf(weekNumber) + 1
)
self:countPeer(target.peer, -1)
return true
end
function Targets.prototype.list(self)
local sorted = self.sorted
local last = #sorted - 1
local targets = {}
for index = 0, last do
targets[index + 1] = sorted[last - index + 1]
end
return targets
end
function Targets.prototype.behind(self, log)
return __TS__ArrayMap(
self:list(),
function(____, ____bindingPattern0)
local peer
local row
row = ____bindingPattern0.row
peer = ____bindingPattern0.peer
return {
weekNumber = row.weekNumber,
missing = max(
0,
row.count - log:countIn(row.weekNumber)
),
peer = peer
}
end
)
end
function Targets.prototype.placeOf(self, weekNumber)
local sorted = self.sorted
local low = 0
local high = #sorted
while low < high do
local middle = floor((low + high) / 2)
if sorted[middle + 1].row.weekNumber < weekNumber then
low = middle + 1
else
high = middle
end
end
return low
end
function Targets.prototype.countPeer(self, peer, change)
local count = self:countOf(peer) + change
if count == 0 then
self.counts[peer] = nil
else
self.counts[peer] = count
end
end
return ____exports
end,
["sync.requester"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local weekKey, format
local ____key = require("event.key")
local weekOf = ____key.weekOf
local ____asker = require("sync.asker")
local Asker = ____asker.Asker
local ____coming = require("sync.coming")
local Coming = ____coming.Coming
local ____constants = require("sync.constants")
local ANSWER_QUIET_SECONDS = ____constants.ANSWER_QUIET_SECONDS
local ANSWER_WAIT_SECONDS = ____constants.ANSWER_WAIT_SECONDS
local BULK_JITTER_SECONDS = ____constants.BULK_JITTER_SECONDS
local BULK_WAIT_SECONDS = ____constants.BULK_WAIT_SECONDS
local COMING_SECONDS = ____constants.COMING_SECONDS
local LESSER_WAIT_SECONDS = ____constants.LESSER_WAIT_SECONDS
local PROBE_WEEKS = ____constants.PROBE_WEEKS
local REPAIR_WAIT_SECONDS = ____constants.REPAIR_WAIT_SECONDS
local REPEATED_WAIT_SECONDS = ____constants.REPEATED_WAIT_SECONDS
local RECENT_WEEKS = ____constants.RECENT_WEEKS
local REQUEST_GATHER_SECONDS = ____constants.REQUEST_GATHER_SECONDS
local REQUEST_INHIBIT_SECONDS = ____constants.REQUEST_INHIBIT_SECONDS
local REQUEST_JITTER_SECONDS = ____constants.REQUEST_JITTER_SECONDS
local REQUEST_TRIES = ____constants.REQUEST_TRIES
local ____context = require("sync.context")
local inSlices = ____context.inSlices
local whenHashed = ____context.whenHashed
local whenRooted = ____context.whenRooted
local ____inhibitor = require("sync.inhibitor")
local Inhibitor = ____inhibitor.Inhibitor
local ____old_2Drows = require("sync.old-rows")
local OldRows = ____old_2Drows.OldRows
local ____peer_2Drows = require("sync.peer-rows")
local PeerRows = ____peer_2Drows.PeerRows
local ____claim = require("sync.claim")
local holdsSame = ____claim.holdsSame
local ____seal_2Dhint = require("sync.seal-hint")
local SealHint = ____seal_2Dhint.SealHint
local ____standstills = require("sync.standstills")
local Standstills = ____standstills.Standstills
local ____roots = require("sync.roots")
local readyRoots = ____roots.readyRoots
local rootBefore = ____roots.rootBefore
local ____settled_2Droots = require("sync.settled-roots")
local differInSettled = ____settled_2Droots.differInSettled
local SettledRoots = ____settled_2Droots.SettledRoots
local ____week_2Dsummary = require("sync.week-summary")
local isSameRow = ____week_2Dsummary.isSameRow
local isSettled = ____week_2Dsummary.isSettled
local rowOf = ____week_2Dsummary.rowOf
local WEEK_END = ____week_2Dsummary.WEEK_END
local ____targets = require("sync.targets")
local Target = ____targets.Target
local Targets = ____targets.Targets
function weekKey(weekNumber)
return format("%.0f", weekNumber)
end
format = string.format
local max = math.max
local min = math.min
local STEP = 16
____exports.Requester = __TS__Class()
local Requester = ____exports.Requester
function Requester.prototype.____constructor(self, context, reputation, ownWeeks, onProgress)
self.context = context
self.reputation = reputation
self.ownWeeks = ownWeeks
self.onProgress = onProgress
self.targets = __TS__New(Targets)
self.settledRoots = __TS__New(SettledRoots)
self.putOffAt = 0
self.requested = __TS__New(Inhibitor, context.clock, REQUEST_INHIBIT_SECONDS)
self.asker = __TS__New(Asker, context)
self.oldRows = __TS__New(OldRows, context)
self.standstills = __TS__New(Standstills, context.clock)
self.coming = __TS__New(Coming, context.clock)
self.peerRows = __TS__New(PeerRows, context)
self.hint = __TS__New(
SealHint,
context,
function() return self:schedule() end
)
end
function Requester.prototype.weeksBehind(self)
return self.targets:count()
end
function Requester.prototype.isComparingOld(self)
return self.oldRows:isWanting()
end
function Requester.prototype.behind(self)
return self.targets:behind(self.context.log)
end
function Requester.prototype.standingStill(self)
return __TS__ArrayFilter(
self.standstills:list(),
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return not isSettled(self.context.log, weekNumber)
end
)
end
function Requester.prototype.isSettledRoot(self, root, ownRoot)
return self.settledRoots:has(root, ownRoot)
end
function Requester.prototype.sealsChanged(self)
self.settledRoots:clear()
local ____self_0 = self.peerRows
____self_0["repeat"](____self_0)
whenHashed(
self.context,
function()
local ____self_context_1 = self.context
local log = ____self_context_1.log
for ____, ____value in ipairs(self.targets:list()) do
local row = ____value.row
if isSettled(log, row.weekNumber) or isSameRow(
row,
rowOf(log, row.weekNumber)
) then
self:drop(row.weekNumber)
end
end
self:schedule()
end
)
end
function Requester.prototype.sealHinted(self, week)
self.hint:heard(week)
end
function Requester.prototype.askAbsent(self, weekNumbers)
self.asker:ask(
weekNumbers,
function(weekNumber)
local row = self.context.log:absentRow(weekNumber)
return row and ({advertised = row.count, isKeyed = false, isDoubted = false})
end
)
end
function Requester.prototype.remembered(self)
local asked = self.asker:count() + self.requested:count()
return asked + self.oldRows:remembered() + self.standstills:count() + self.coming:count()
end
function Requester.prototype.sweep(self, pause)
self.asker:sweep()
self.requested:sweep(pause)
self.oldRows:sweep(pause)
self.standstills:sweep()
self.coming:sweep()
local ____self_context_2 = self.context
local log = ____self_context_2.log
for ____, ____value in ipairs(self.standstills:list()) do
local peer = ____value.peer
local weekNumber = ____value.weekNumber
pause()
local standing = self.reputation:of(peer)
if not self.reputation:isClaiming(standing) or log:isHashed() and holdsSame(standing, log, weekNumber) then
self.standstills:forget(peer, weekNumber)
end
end
end
function Requester.prototype.askDoubted(self, weekNumber)
self.asker:ask(
{weekNumber},
function() return {isKeyed = true, isDoubted = true} end
)
end
function Requester.prototype.moreAsked(self, more)
self.asker:moreAsked(more)
end
function Requester.prototype.askedWith(self, weekNumber, salt)
return self.asker:askedWith(weekNumber, salt)
end
function Requester.prototype.hasAskedLately(self, weekNumber)
return self.asker:hasAskedLately(weekNumber)
end
function Requester.prototype.advertised(self, advertisement, peer)
local ____advertisement_3 = advertisement
local base = ____advertisement_3.base
local root = ____advertisement_3.root
local rows = ____advertisement_3.rows
whenRooted(
self.context,
function()
local ownRoot = rootBefore(self.context.log, base)
self:compareSoon(
self.ownWeeks:withEmpty(rows, base, WEEK_END),
peer
)
if root == ownRoot then
self.standstills:forgetBefore(peer, base)
self.oldRows:equalled(root, peer)
elseif root == 0 then
self:compareSoon(
self.ownWeeks:withEmpty({}, 0, base),
peer
)
elseif self.settledRoots:has(root, ownRoot) then
self.oldRows:equalled(root, peer)
else
self.oldRows:want(advertisement, peer, ownRoot)
end
self.peerRows:advertised(advertisement, peer)
end
)
end
function Requester.prototype.rowsHeard(self, answer, peer)
local collection = self.oldRows:heard(answer, peer)
if collection ~= nil then
self.context.background:run(function(pause) return self:takeRows(collection, peer, pause) end)
end
end
function Requester.prototype.takeRows(self, collection, peer, pause)
local ____self_context_4 = self.context
local log = ____self_context_4.log
local told = self.oldRows:check(collection, pause)
if told ~= nil and peer.root == collection.root then
self.reputation:toldRows(peer, told ~= false)
end
if told == nil or told == false then
return
end
readyRoots(log, pause)
local base = told.base
local root = told.root
local rows = told.rows
local ownRoot = rootBefore(log, base)
self.oldRows:compared(root, ownRoot)
self.peerRows:believe(told, peer.name)
if differInSettled(log, rows, base, pause) then
self.settledRoots:note(root, ownRoot)
self.reputation:settled(root)
self.onProgress()
end
self:compareAll(
self.ownWeeks:withEmpty(rows, 0, base),
peer.name,
pause
)
end
function Requester.prototype.requestHeard(self, weeks)
local ____until = self:draw(ANSWER_WAIT_SECONDS)
for ____, weekNumber in ipairs(weeks) do
self.requested:note(weekKey(weekNumber))
local target = self.targets:get(weekNumber)
if target ~= nil then
target:putOff(
self.context.clock:uptime(),
____until
)
end
end
end
function Requester.prototype.rowsRequestHeard(self, base)
self.oldRows:requestHeard(base)
end
function Requester.prototype.eventsHeard(self, time, isNew)
local now = self.context.clock:uptime()
local weekNumber = weekOf(time)
local target = self.targets:get(weekNumber)
if target ~= nil and isNew then
target.newsAt = now
end
local isAnswer = target ~= nil and now - target.newsAt < REPEATED_WAIT_SECONDS
if target ~= nil and isAnswer and target.state ~= "found" then
target.state = "answered"
self.requested:forget(weekKey(weekNumber))
target.dueAt = now + ANSWER_QUIET_SECONDS + REQUEST_JITTER_SECONDS * self.context.random:fraction()
if self.lookAt == nil or target.dueAt < self.lookAt then
self:schedule()
end
end
if target ~= nil and isNew then
local wasProven = self.reputation:of(target.peer).isProven
self.reputation:proved(target.peer)
if not wasProven then
self:hasten()
end
end
if isNew then
self:putOffOthers()
end
end
function Requester.prototype.fragmentHeard(self, peer)
if self.targets:count() > 0 then
self.coming:heard(peer)
end
end
function Requester.prototype.unitBrought(self, peer)
self.coming:brought(peer)
end
function Requester.prototype.putOffOthers(self)
local now = self.context.clock:uptime()
if now - self.putOffAt < 1 then
return
end
self.putOffAt = now
for ____, target in ipairs(self.targets:list()) do
local isWaiting = target.state == "asked" and not target.isRepair
if isWaiting and now - target.since < BULK_WAIT_SECONDS then
target.dueAt = max(target.dueAt, now + ANSWER_WAIT_SECONDS)
end
end
end
function Requester.prototype.compareSoon(self, rows, peer)
inSlices(
self.context,
#rows,
function(pause) return self:compareAll(rows, peer, pause) end
)
end
function Requester.prototype.compareAll(self, rows, peer, pause)
local jitter = #rows > RECENT_WEEKS and BULK_JITTER_SECONDS or REQUEST_JITTER_SECONDS
local dueAt = self.context.clock:uptime() + jitter * self.context.random:fraction()
local before = self.targets:count()
local count = 0
for ____, row in ipairs(rows) do
self.context.log:hash(pause)
self:compare(row, peer, dueAt)
count = count + 1
if count % STEP == 0 then
pause()
end
end
if self.targets:count() > before then
self.onProgress()
end
self:schedule()
end
function Requester.prototype.compare(self, row, peer, dueAt)
local own = rowOf(self.context.log, row.weekNumber)
local known = self.targets:get(row.weekNumber)
if isSettled(self.context.log, row.weekNumber) then
self.standstills:forget(peer, row.weekNumber)
self:drop(row.weekNumber)
return
end
if isSameRow(row, own) then
self.standstills:forget(peer, row.weekNumber)
if known ~= nil and (known.peer == peer or isSameRow(known.row, own)) then
self:drop(row.weekNumber)
end
return
end
if self.standstills:isLeft(peer, row, own) then
return
end
if known ~= nil then
self.targets:advertised(known, row, peer)
return
end
local since = self.context.clock:uptime()
local wait = own.count > row.count and LESSER_WAIT_SECONDS or 0
self.targets:add(__TS__New(
Target,
row,
peer,
dueAt + wait,
since
))
end
function Requester.prototype.drop(self, weekNumber)
local target = self.targets:get(weekNumber)
if target ~= nil and self.targets:drop(weekNumber) then
if self.targets:count() == 0 then
self.coming:clear()
end
if self.targets:countOf(target.peer) == 0 then
self.reputation:of(target.peer).isProven = false
end
self.onProgress()
end
end
function Requester.prototype.schedule(self)
local first
for ____, ____value in ipairs(self:candidates()) do
local dueAt = ____value.dueAt
first = min(first or dueAt, dueAt)
end
if first == nil or self.lookAt ~= nil and self.lookAt <= first then
return
end
self.lookAt = first
self.context.timers:after(
max(
0,
first - self.context.clock:uptime()
),
function()
if self.lookAt == first then
self.lookAt = nil
whenHashed(
self.context,
function() return self:lookSoon() end
)
end
end
)
end
function Requester.prototype.lookSoon(self)
inSlices(
self.context,
self.targets:count(),
function(pause) return self:look(pause) end
)
end
function Requester.prototype.look(self, pause)
local now = self.context.clock:uptime()
local later = self:draw(ANSWER_WAIT_SECONDS)
local candidates = self:candidates()
local isAnyDue = __TS__ArraySome(
candidates,
function(____, ____bindingPattern0)
local dueAt
dueAt = ____bindingPattern0.dueAt
return dueAt <= now
end
)
local due = {}
for ____, target in ipairs(isAnyDue and candidates or ({})) do
local isDue = target.dueAt <= now + REQUEST_GATHER_SECONDS and self.targets:get(target.row.weekNumber) == target
if isDue and not self:isHeld(target) then
self.context.log:hash(pause)
if self:isToBeAsked(target, later) then
due[#due + 1] = target.row.weekNumber
end
pause()
end
end
if #due > 0 then
self.asker:ask(
due,
function(weekNumber) return self:wantedOf(weekNumber) end
)
end
self:schedule()
end
function Requester.prototype.wantedOf(self, weekNumber)
local target = self.targets:get(weekNumber)
if target == nil then
return nil
end
return {advertised = target.row.count, isKeyed = target.tries % 2 == 0, isDoubted = false}
end
function Requester.prototype.candidates(self)
local reputation = self.reputation
local ____self_context_7 = self.context
local seals = ____self_context_7.seals
local hint = self.hint
local probed = {}
return __TS__ArrayFilter(
self.targets:list(),
function(____, ____bindingPattern0)
local row
local peer
peer = ____bindingPattern0.peer
row = ____bindingPattern0.row
if seals:holdsBack(row.weekNumber) or hint:holdsBack(row.weekNumber) then
return false
end
local count = probed[peer] or (reputation:of(peer).isProven and -1 or 0)
if count == -1 then
probed[peer] = count
return true
end
probed[peer] = count + 1
return count < PROBE_WEEKS and reputation:mayFail(peer)
end
)
end
function Requester.prototype.draw(self, seconds)
return self.context.clock:uptime() + seconds + BULK_JITTER_SECONDS * self.context.random:fraction()
end
function Requester.prototype.isHeld(self, target)
local now = self.context.clock:uptime()
if target.state == "found" or now - target.since >= BULK_WAIT_SECONDS or not self.coming:isAny() then
return false
end
target.dueAt = now + COMING_SECONDS / 2
return true
end
function Requester.prototype.isToBeAsked(self, target, later)
local ____target_row_8 = target.row
local weekNumber = ____target_row_8.weekNumber
local own = rowOf(self.context.log, weekNumber)
if isSameRow(own, target.row) or isSettled(self.context.log, weekNumber) then
self.standstills:forget(target.peer, weekNumber)
self:drop(weekNumber)
return false
end
local isOffered = target.tries > 0 and own.count > target.row.count
if target.fingerprint ~= own.fingerprint then
target.fingerprint = own.fingerprint
target.tries = 0
end
local tries = self.standstills:hasFailed(own) and 1 or REQUEST_TRIES
if isOffered or target.tries >= tries then
self:leave(target, own)
return false
end
target.tries = target.tries + 1
target:asked()
if self.requested:isInhibited(weekKey(weekNumber)) and target:putOff(
self.context.clock:uptime(),
later
) then
return false
end
target.isRepair = own.count > 0
target.newsAt = self.context.clock:uptime()
target.dueAt = later + (target.isRepair and REPAIR_WAIT_SECONDS or 0)
target.state = "asked"
return true
end
function Requester.prototype.leave(self, target, own)
local ____target_9 = target
local peer = ____target_9.peer
local row = ____target_9.row
self.standstills:note(peer, row, own)
if own.count <= row.count then
self.reputation:failed(peer)
end
self:drop(row.weekNumber)
end
function Requester.prototype.hasten(self)
local soon = self:draw(0)
for ____, target in ipairs(self.targets:list()) do
if target.state == "found" then
target.dueAt = soon
end
end
self:schedule()
end
return ____exports
end,
["sync.shipment"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____deflate = require("codec.deflate")
local deflate = ____deflate.deflate
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local weekOf = ____key.weekOf
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____unit_2Dwriter = require("unit.unit-writer")
local UnitWriter = ____unit_2Dwriter.UnitWriter
local ____constants = require("sync.constants")
local BULK_BYTES = ____constants.BULK_BYTES
local UNIT_BODY_BYTES = ____constants.UNIT_BODY_BYTES
local UNIT_BYTES = ____constants.UNIT_BYTES
local UNIT_EVENTS = ____constants.UNIT_EVENTS
local ____messages = require("sync.messages")
local UNIT = ____messages.UNIT
local ____outgoing = require("sync.outgoing")
local Outgoing = ____outgoing.Outgoing
local ____transfer = require("sync.transfer")
local nextBlock = ____transfer.nextBlock
local floor = math.floor
local min = math.min
local FILLED_SHARE = 0.8
local FIRST_RATIO = 2
local CAUTION = 0.97
local MOVE_STEP = 256
____exports.Shipment = __TS__Class()
local Shipment = ____exports.Shipment
function Shipment.prototype.____constructor(self, context, sent, isPrivate)
self.context = context
self.source = __TS__New(
MessageSource,
function() return self:produce() end,
function() return self.isAtWork or self:remaining() > 0 end
)
self.isAtWork = false
self.flying = {}
self.flyingWeeks = {}
self.ratio = FIRST_RATIO
self.events = __TS__New(Outgoing, context, sent, isPrivate)
end
function Shipment.prototype.remaining(self)
return self.events:remaining() + #self.flying
end
function Shipment.prototype.has(self, weekNumber)
return self.flyingWeeks[weekNumber] ~= nil or self.events:has(weekNumber)
end
function Shipment.prototype.addAll(self, events)
self.events:addAll(events)
end
function Shipment.prototype.produce(self)
local ready = self.ready
local events = self.events
if ready ~= nil then
self.ready = nil
return UNIT, ready
end
if not self.isAtWork and (#self.flying > 0 or events.bytes > BULK_BYTES) then
self.isAtWork = true
self.context.background:run(function(pause)
self:land(pause)
if events.bytes > BULK_BYTES then
self:pack(pause)
end
self.isAtWork = false
end)
end
if self.isAtWork or events:remaining() == 0 then
return nil, nil
end
return nextBlock(self.context, events)
end
function Shipment.prototype.land(self, pause)
self:noteAll(self.flying, pause)
self.flying = {}
self.flyingWeeks = {}
end
function Shipment.prototype.noteAll(self, keys, pause)
local stride = __TS__New(Stride, pause)
for ____, key in ipairs(keys) do
self.events:note(key)
stride:passed(0)
end
end
function Shipment.prototype.pack(self, pause)
local ____self_context_log_0 = self.context.log
local native = ____self_context_log_0.native
local ____self_context_port_1 = self.context.port
local wholeBytes = ____self_context_port_1.wholeBytes
local size = min(wholeBytes * self.ratio, UNIT_BYTES * FILLED_SHARE)
local count = UNIT_EVENTS
while true do
local draft = self:write(size, count, pause)
local ____temp_4
if draft.count == 0 then
____temp_4 = ""
else
local ____opt_2 = native.deflate
____temp_4 = ____opt_2 and ____opt_2(draft.bytes) or deflate(draft.bytes, pause)
end
local deflated = ____temp_4
if #deflated <= wholeBytes or draft.count == 1 then
self:take(draft, deflated, pause)
return
end
self.ratio = draft.size / #deflated * CAUTION
size = wholeBytes * self.ratio
count = min(
draft.count - 1,
floor(draft.count * wholeBytes / #deflated)
)
end
end
function Shipment.prototype.write(self, size, count, pause)
local events = self.events
local ____self_context_log_5 = self.context.log
local directory = ____self_context_log_5.directory
local writer = __TS__New(UnitWriter)
local stride = __TS__New(Stride, pause)
local keys = {}
local bodyBytes = 0
local index = events.next
while index < events.count and writer.size < size and writer.count < count do
events:look(index)
local ____events_6 = events
local time = ____events_6.time
local id = ____events_6.id
local body = ____events_6.body
if bodyBytes + #body > UNIT_BODY_BYTES then
break
end
local key = events:key()
if key ~= nil then
if writer:add(
time,
id,
directory:server(creatorOf(id)),
body
) then
keys[#keys + 1] = key
bodyBytes = bodyBytes + #body
elseif writer.count > 0 then
break
end
end
index = index + 1
stride:passed(#body)
end
return {
bytes = writer:finish(pause),
size = writer.size,
count = writer.count,
["end"] = index,
keys = keys
}
end
function Shipment.prototype.take(self, ____bindingPattern0, deflated, pause)
local ____end
local size
local keys
keys = ____bindingPattern0.keys
size = ____bindingPattern0.size
____end = ____bindingPattern0["end"]
local events = self.events
while events.next < ____end do
local next = min(events.next + MOVE_STEP, ____end)
for index = events.next, next - 1 do
events:look(index)
self.flyingWeeks[weekOf(events.time)] = true
end
events:moveTo(next)
pause()
end
if #keys > 0 then
self.flying = keys
self.ratio = size / #deflated * CAUTION
self:noteAll(keys, pause)
self.ready = deflated
end
end
return ____exports
end,
["sync.answers"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__New = ____lualib.__TS__New
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local ____exports = {}
local withoutGathered, shipmentKey, keyOf, format
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____key = require("event.key")
local packKey = ____key.packKey
local weekOf = ____key.weekOf
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____constants = require("sync.constants")
local BULK_BYTES = ____constants.BULK_BYTES
local REQUEST_MEMORY_SECONDS = ____constants.REQUEST_MEMORY_SECONDS
local UNIT_BODY_BYTES = ____constants.UNIT_BODY_BYTES
local ____messages = require("sync.messages")
local ANSWERING = ____messages.ANSWERING
local encodeAnswering = ____messages.encodeAnswering
local WEEKS_PER_MESSAGE = ____messages.WEEKS_PER_MESSAGE
local ____outgoing = require("sync.outgoing")
local pickEvents = ____outgoing.pickEvents
local ____shipment = require("sync.shipment")
local Shipment = ____shipment.Shipment
local ____transfer = require("sync.transfer")
local Transfer = ____transfer.Transfer
function withoutGathered(parcel, week, indices, pause)
local ____week_10 = week
local generation = ____week_10.generation
local stride = __TS__New(Stride, pause)
local gathered = __TS__ArrayFilter(
parcel and parcel.weeks or ({}),
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return #indices > 0 and weekNumber == weekOf(week.times[indices[1] + 1])
end
)
if #gathered == 0 then
return indices
end
local keys = {}
for ____, ____value in ipairs(gathered) do
local times = ____value.times
local ids = ____value.ids
for at = 0, #times - 1 do
keys[packKey(times[at + 1], ids[at + 1])] = true
stride:passed(0)
end
end
local rest = {}
local count = 0
for ____, index in ipairs(indices) do
if stride:passed(0) and week.generation ~= generation then
return nil
end
if not (keys[packKey(week.times[index + 1], week.ids[index + 1])] ~= nil) then
rest[count + 1] = index
count = count + 1
end
end
return week.generation == generation and rest or nil
end
function shipmentKey(peer)
return peer == nil and "units" or format("units %s", peer.name)
end
function keyOf(weekNumber, peer)
return peer == nil and format("week %.0f", weekNumber) or format("week %.0f %s", weekNumber, peer.name)
end
format = string.format
____exports.Answers = __TS__Class()
local Answers = ____exports.Answers
function Answers.prototype.____constructor(self, context, reputation, sent)
self.context = context
self.reputation = reputation
self.sent = sent
self.parcels = {}
self.transfers = {}
self.shipments = {}
self.size = 0
self.droppedAt = {}
self.unannounced = {}
end
function Answers.prototype.count(self)
return self.size
end
function Answers.prototype.sweep(self)
local since = self.context.clock:uptime() - REQUEST_MEMORY_SECONDS
for key, droppedAt in pairs(self.droppedAt) do
if droppedAt < since then
self:forget(key)
end
end
end
function Answers.prototype.gather(self, week, indices, peer, since, pause)
local news = withoutGathered(self.parcels[peer.name], week, indices, pause)
if news == nil then
return false
end
local granted = self.reputation:takeAnswers(
peer,
#news,
self.context.log:count()
)
if granted == 0 then
return true
end
local events = pickEvents(
week,
news,
granted,
since,
pause
)
if events == nil then
return false
end
local parcel = self.parcels[peer.name] or ({weeks = {}, bytes = 0})
self.parcels[peer.name] = parcel
parcel.bytes = parcel.bytes + events.bytes
parcel.weeks[#parcel.weeks + 1] = events
return true
end
function Answers.prototype.isFull(self, peer)
local ____opt_0 = self.parcels[peer.name]
return (____opt_0 and ____opt_0.bytes or 0) >= UNIT_BODY_BYTES
end
function Answers.prototype.flush(self, peer, isLone)
if isLone == nil then
isLone = false
end
local parcel = self.parcels[peer.name]
if parcel == nil then
return "answered"
end
self.parcels[peer.name] = nil
local isBulk = parcel.bytes > BULK_BYTES
local ____self_context_2 = self.context
local clock = ____self_context_2.clock
local port = ____self_context_2.port
local isWhispered = isLone and isBulk and clock:uptime() >= peer.deafUntil and port:mayWhisper()
local target = isWhispered and peer or nil
table.sort(
parcel.weeks,
function(a, b) return a.weekNumber < b.weekNumber end
)
if isBulk and peer.readsUnits then
self:ship(parcel, target)
else
self:transferAll(parcel, isBulk, target)
end
if isWhispered or isBulk and peer.readsUnits then
self:announce(__TS__ArrayMap(
parcel.weeks,
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return weekNumber
end
))
end
return isWhispered and "whispered" or "answered"
end
function Answers.prototype.ship(self, ____bindingPattern0, target)
local weeks
weeks = ____bindingPattern0.weeks
local key = shipmentKey(target)
local shipment = self:shipmentUnderWay(key) or __TS__New(Shipment, self.context, self.sent, target ~= nil)
for ____, events in ipairs(weeks) do
shipment:addAll(events)
end
self.size = self.size + (self.shipments[key] ~= nil and 0 or 1)
self.shipments[key] = shipment
self:post(key, shipment, 4, target)
end
function Answers.prototype.transferAll(self, ____bindingPattern0, isBulk, target)
local weeks
weeks = ____bindingPattern0.weeks
for ____, events in ipairs(weeks) do
local key = keyOf(events.weekNumber, target)
local transfer = self:underWay(key) or __TS__New(Transfer, self.context, self.sent, target ~= nil)
transfer:addAll(events)
self.size = self.size + (self.transfers[key] ~= nil and 0 or 1)
self.transfers[key] = transfer
self:post(key, transfer, isBulk and 4 or 3, target)
end
end
function Answers.prototype.giveBack(self, week, indices, peer, pause)
local count = self.reputation:takeAnswers(
peer,
#indices,
self.context.log:count()
)
local ____temp_3
if count == 0 then
____temp_3 = nil
else
____temp_3 = pickEvents(
week,
indices,
count,
0,
pause
)
end
local events = ____temp_3
if events == nil then
return
end
local transfer = __TS__New(
Transfer,
self.context,
self.sent,
true,
peer.name
)
transfer:addAll(events)
local key = format("return %.0f %s", events.weekNumber, peer.name)
self.context.port:whisper(3, peer.name, key, transfer.source)
end
function Answers.prototype.isSending(self, weekNumber, peer)
local ____opt_4 = self:shipmentUnderWay(shipmentKey(peer))
local isShipped = (____opt_4 and ____opt_4:has(weekNumber)) == true
return isShipped or self:underWay(keyOf(weekNumber, peer)) ~= nil
end
function Answers.prototype.renew(self, weekNumber, readsUnits, peer)
local ____readsUnits_6
if readsUnits then
____readsUnits_6 = self:shipmentUnderWay(shipmentKey(peer))
else
____readsUnits_6 = nil
end
local shipment = ____readsUnits_6
if (shipment and shipment:has(weekNumber)) == true then
self:post(
shipmentKey(peer),
shipment,
4,
peer
)
return true
end
local key = keyOf(weekNumber, peer)
local transfer = self:underWay(key)
if transfer ~= nil then
self:post(key, transfer, transfer.events.bytes > BULK_BYTES and 4 or 3, peer)
end
return transfer ~= nil
end
function Answers.prototype.underWay(self, key)
local transfer = self.transfers[key]
if transfer ~= nil and transfer:remaining() == 0 then
self:forget(key)
return nil
end
return transfer
end
function Answers.prototype.shipmentUnderWay(self, key)
local shipment = self.shipments[key]
if shipment ~= nil and shipment:remaining() == 0 then
self:forget(key)
return nil
end
return shipment
end
function Answers.prototype.forget(self, key)
self.droppedAt[key] = nil
if self.transfers[key] ~= nil or self.shipments[key] ~= nil then
self.transfers[key] = nil
self.shipments[key] = nil
self.size = self.size - 1
end
end
function Answers.prototype.post(self, key, ____bindingPattern0, priority, target)
local source
source = ____bindingPattern0.source
local ____self_context_9 = self.context
local clock = ____self_context_9.clock
local port = ____self_context_9.port
self.droppedAt[key] = nil
local function onSettled(settlement)
if settlement == "dropped" then
self.droppedAt[key] = clock:uptime()
elseif settlement ~= "replaced" then
self:underWay(key)
self:shipmentUnderWay(key)
end
end
if target ~= nil then
port:whisper(
4,
target.name,
key,
source,
onSettled
)
else
port:broadcast(priority, key, source, onSettled)
end
end
function Answers.prototype.announce(self, weekNumbers)
for ____, weekNumber in ipairs(weekNumbers) do
self.unannounced[#self.unannounced + 1] = weekNumber
end
local source = __TS__New(
MessageSource,
function()
if #self.unannounced == 0 then
return nil, nil
end
local some = __TS__ArraySlice(self.unannounced, 0, WEEKS_PER_MESSAGE)
self.unannounced = __TS__ArraySlice(self.unannounced, WEEKS_PER_MESSAGE)
return ANSWERING, encodeAnswering(some)
end
)
self.context.port:broadcast(2, "answering", source)
end
return ____exports
end,
["sync.pending-request"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____constants = require("sync.constants")
local HEARTY_BYTES = ____constants.HEARTY_BYTES
local REPEAT_SECONDS = ____constants.REPEAT_SECONDS
____exports.PendingRequest = __TS__Class()
local PendingRequest = ____exports.PendingRequest
function PendingRequest.prototype.____constructor(self, peer, salt, ____bindingPattern0, since, askedAt)
local numbers
local fingerprint
local isDoubted
local isKeyed
local mode
local count
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
count = ____bindingPattern0.count
mode = ____bindingPattern0.mode
isKeyed = ____bindingPattern0.isKeyed
isDoubted = ____bindingPattern0.isDoubted
fingerprint = ____bindingPattern0.fingerprint
numbers = ____bindingPattern0.numbers
self.peer = peer
self.salt = salt
self.since = since
self.askedAt = askedAt
self.state = "waiting"
self.heardCount = 0
self.before = {}
self.weekNumber = weekNumber
self.count = count
self.fingerprint = fingerprint
self.mode = mode
self.isKeyed = isKeyed
self.isDoubted = isDoubted
self.numbers = {unpack(numbers)}
end
function PendingRequest.prototype.firstAt(self)
return self.askedAt or self.since
end
function PendingRequest.prototype.isRepeatedBy(self, ____bindingPattern0, bytesPerEvent, now)
local count
count = ____bindingPattern0.count
return now - self.since < REPEAT_SECONDS and (count - self.count) * bytesPerEvent < HEARTY_BYTES
end
function PendingRequest.prototype.extend(self, first, sums)
local numbers = self.numbers
if first ~= #numbers + 1 then
return false
end
for ____, sum in ipairs(sums) do
numbers[#numbers + 1] = sum
end
return true
end
return ____exports
end,
["sync.reconcile"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local compareLists, compareSums, STEP, WHOLE, UNDECIDED
local ____constants = require("sync.constants")
local SKETCH_LIMIT = ____constants.SKETCH_LIMIT
local ____prime_2Dfield = require("sync.prime-field")
local PRIME = ____prime_2Dfield.PRIME
local ____requests = require("sync.requests")
local WANT_LIMIT = ____requests.WANT_LIMIT
local ____sketch = require("sync.sketch")
local findRoots = ____sketch.findRoots
local fromRoots = ____sketch.fromRoots
local powerSums = ____sketch.powerSums
local resolve = ____sketch.resolve
function compareLists(ids, theirs, pause)
local theirSet = {}
for ____, id in ipairs(theirs) do
theirSet[id] = true
end
local both = {}
local lacking = {}
local count = 0
for index = 0, #ids - 1 do
if theirSet[ids[index + 1]] ~= nil then
both[ids[index + 1]] = true
else
lacking[count + 1] = index
count = count + 1
end
if index % STEP == STEP - 1 then
pause()
end
end
local onlyTheirs = __TS__ArrayFilter(
theirs,
function(____, id) return not (both[id] ~= nil) end
)
return {
kind = "difference",
lacking = lacking,
wanted = fromRoots(__TS__ArraySlice(onlyTheirs, 0, WANT_LIMIT))
}
end
function compareSums(ids, ____bindingPattern0, pause)
local count
local numbers
numbers = ____bindingPattern0.numbers
count = ____bindingPattern0.count
local sums = powerSums(ids, 1, #numbers, pause)
local differences = {}
for index = 0, #numbers - 1 do
differences[index + 1] = (sums[index + 1] - numbers[index + 1] + PRIME) % PRIME
end
local difference = resolve(differences, #ids - count, pause)
local lacking = difference == nil and ({}) or findRoots(difference.mine, ids, pause)
if difference ~= nil and #lacking == #difference.mine then
return {kind = "difference", lacking = lacking, wanted = difference.theirs}
end
return #numbers >= SKETCH_LIMIT and WHOLE or UNDECIDED
end
STEP = 256
WHOLE = {kind = "whole"}
UNDECIDED = {kind = "undecided"}
function ____exports.reconcile(ids, entry, pause)
if entry.mode == 0 then
return WHOLE
end
return entry.mode == 1 and compareLists(ids, entry.numbers, pause) or compareSums(ids, entry, pause)
end
return ____exports
end,
["sync.responder"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local keyOf, indicesOf, format
local ____key = require("event.key")
local packKey = ____key.packKey
local weekOf = ____key.weekOf
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____answers = require("sync.answers")
local Answers = ____answers.Answers
local ____constants = require("sync.constants")
local ANSWER_PATIENCE_SECONDS = ____constants.ANSWER_PATIENCE_SECONDS
local ANSWER_QUIET_SECONDS = ____constants.ANSWER_QUIET_SECONDS
local ANSWER_SHARE_SECONDS = ____constants.ANSWER_SHARE_SECONDS
local DEAF_SECONDS = ____constants.DEAF_SECONDS
local HEARTY_BYTES = ____constants.HEARTY_BYTES
local MORE_WAIT_SECONDS = ____constants.MORE_WAIT_SECONDS
local MUTE_SURPLUS_SECONDS = ____constants.MUTE_SURPLUS_SECONDS
local RANK_STEP_SECONDS = ____constants.RANK_STEP_SECONDS
local REQUEST_MEMORY_SECONDS = ____constants.REQUEST_MEMORY_SECONDS
local WANT_FIRST_SECONDS = ____constants.WANT_FIRST_SECONDS
local ____context = require("sync.context")
local whenHashed = ____context.whenHashed
local ____inhibitor = require("sync.inhibitor")
local Inhibitor = ____inhibitor.Inhibitor
local ____pending_2Drequest = require("sync.pending-request")
local PendingRequest = ____pending_2Drequest.PendingRequest
local ____recent = require("sync.recent")
local Recent = ____recent.Recent
local ____reconcile = require("sync.reconcile")
local reconcile = ____reconcile.reconcile
local ____requests = require("sync.requests")
local encodeMore = ____requests.encodeMore
local encodeWant = ____requests.encodeWant
local MORE = ____requests.MORE
local WANT = ____requests.WANT
local WANT_LIMIT = ____requests.WANT_LIMIT
local ____short_2Did = require("sync.short-id")
local shortIdsOf = ____short_2Did.shortIdsOf
local ____standstills = require("sync.standstills")
local Standstills = ____standstills.Standstills
local ____sketch = require("sync.sketch")
local findRoots = ____sketch.findRoots
local ____seal_2Dmessages = require("sync.seal-messages")
local encodeSurplus = ____seal_2Dmessages.encodeSurplus
local SURPLUS = ____seal_2Dmessages.SURPLUS
local ____week_2Dsummary = require("sync.week-summary")
local isSealedHere = ____week_2Dsummary.isSealedHere
local rowOf = ____week_2Dsummary.rowOf
function keyOf(peer, weekNumber)
return format("%s %.0f", peer.name, weekNumber)
end
function indicesOf(week)
local indices = {}
for index = 0, week.size - 1 do
indices[index + 1] = index
end
return indices
end
format = string.format
local STEP = 16
____exports.Responder = __TS__Class()
local Responder = ____exports.Responder
function Responder.prototype.____constructor(self, context, reputation, scheduler, sent, ownWeeks)
self.context = context
self.reputation = reputation
self.scheduler = scheduler
self.sent = sent
self.ownWeeks = ownWeeks
self.heardCounts = {}
self.lookups = {}
self.due = {}
local ____context_0 = context
local clock = ____context_0.clock
self.answers = __TS__New(Answers, context, reputation, sent)
self.requests = __TS__New(Recent, clock, REQUEST_MEMORY_SECONDS)
self.answered = __TS__New(Inhibitor, clock, ANSWER_QUIET_SECONDS, ANSWER_PATIENCE_SECONDS)
self.wants = __TS__New(Standstills, clock, WANT_FIRST_SECONDS)
self.worked = __TS__New(Inhibitor, clock, ANSWER_PATIENCE_SECONDS)
self.wanting = __TS__New(Inhibitor, clock, ANSWER_PATIENCE_SECONDS)
self.told = __TS__New(Inhibitor, clock, 2 * MUTE_SURPLUS_SECONDS)
end
function Responder.prototype.remembered(self)
return self.answers:count() + self.requests:count() + self.answered:count() + self.worked:count() + self.wanting:count() + self.told:count() + self.wants:count()
end
function Responder.prototype.sweep(self, pause)
self.answers:sweep()
self.requests:sweep()
self.answered:sweep(pause)
self.worked:sweep(pause)
self.wanting:sweep(pause)
self.told:sweep(pause)
self.wants:sweep()
for weekNumber in pairs(self.heardCounts) do
if not self.answered:wasNotedSince(weekNumber, 0) then
self.heardCounts[weekNumber] = nil
end
end
end
function Responder.prototype.eventsHeard(self, time, sender)
local weekNumber = weekOf(time)
self.answered:note(weekNumber)
self.heardCounts[weekNumber] = (self.heardCounts[weekNumber] or 0) + 1
self.reputation:answered(sender)
end
function Responder.prototype.workHeard(self, weekNumber, sender)
self.worked:note(weekNumber)
self.reputation:answered(sender)
end
function Responder.prototype.wantHeard(self, weekNumber, sender)
self.wanting:note(weekNumber)
self.reputation:answered(sender)
end
function Responder.prototype.surplusHeard(self, surplus, sender)
self.told:note(encodeSurplus(surplus))
self.reputation:answered(sender)
end
function Responder.prototype.requested(self, request, peer)
local isServing = self.context.mayServe() == true
local entries = __TS__ArrayFilter(
request.entries,
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return isServing or self.ownWeeks:has(weekNumber) or isSealedHere(self.context.log, weekNumber)
end
)
if #entries == 0 then
return
end
local since = self.context.clock:uptime()
peer.readsUnits = request.readsUnits
whenHashed(
self.context,
function()
for ____, entry in ipairs(entries) do
self:consider(request.salt, entry, peer, since)
end
end
)
end
function Responder.prototype.wanted(self, ____bindingPattern0, isKeyed, peer)
local coefficients
local weekNumber
local salt
salt = ____bindingPattern0.salt
weekNumber = ____bindingPattern0.weekNumber
coefficients = ____bindingPattern0.coefficients
local key = keyOf(peer, weekNumber)
if self.lookups[key] ~= nil then
return
end
self.lookups[key] = true
self.context.background:run(function(pause)
local week = self.context.log:open(weekNumber, pause)
if week ~= nil then
local generation = week.generation
local ids = self:idsOf(week, salt, isKeyed, pause)
local indices = #coefficients == 0 and indicesOf(week) or findRoots(coefficients, ids, pause)
local parts = generation == week.generation and self:part(week, indices, peer, pause) or nil
if parts ~= nil and generation == week.generation then
self:answerWant(week, parts, peer, pause)
end
end
self.lookups[key] = nil
end)
end
function Responder.prototype.idsOf(self, week, salt, isKeyed, pause)
return shortIdsOf(week, salt, isKeyed and self.context.log.directory or nil, pause)
end
function Responder.prototype.part(self, week, indices, peer, pause)
local context = self.context
local ____week_1 = week
local generation = ____week_1.generation
local parts = {returned = {}, others = {}}
local isSending = context.isSending()
local work = 0
for ____, index in ipairs(indices) do
local id = week.ids[index + 1]
local isOwn = isSending and context.isCreator(id, peer.name)
local isReturned = isOwn and not context.mayLeave(week.times[index + 1], id, week.bodies[index + 1])
local list = isReturned and parts.returned or parts.others
list[#list + 1] = index
work = work + 1
if work % STEP == 0 then
pause()
if generation ~= week.generation then
break
end
end
end
return parts
end
function Responder.prototype.answerWant(self, week, ____bindingPattern0, peer, pause)
local others
local returned
returned = ____bindingPattern0.returned
others = ____bindingPattern0.others
if #others > 0 then
if not self.answers:gather(
week,
others,
peer,
self.context.clock:uptime(),
pause
) then
return
end
self.answers:flush(peer)
end
if #returned > 0 then
self.answers:giveBack(week, returned, peer, pause)
end
end
function Responder.prototype.consider(self, salt, entry, peer, since)
local ____entry_2 = entry
local weekNumber = ____entry_2.weekNumber
local count = ____entry_2.count
local mode = ____entry_2.mode
local isDoubted = ____entry_2.isDoubted
local fingerprint = ____entry_2.fingerprint
local first = ____entry_2.first
local numbers = ____entry_2.numbers
if self.context.log:isAbsent(weekNumber) then
return
end
local own = rowOf(self.context.log, weekNumber)
local isSame = own.count == count and (own.fingerprint == fingerprint or mode == 0)
if isSame and not isDoubted then
return
end
local key = keyOf(peer, weekNumber)
local known = self.requests:get(key)
if (known and known.salt) == salt and mode == 2 then
self:extend(known, first, numbers)
return
end
local isRepeated = (known and known:isRepeatedBy(
entry,
self:bytesPerEvent(weekNumber),
since
)) == true
local hasGotNothing = (known and known.count) == count and known.state == "whispered"
if hasGotNothing and not self.answers:isSending(weekNumber, peer) then
peer.deafUntil = self.context.clock:uptime() + DEAF_SECONDS
end
local request = __TS__New(
PendingRequest,
peer,
salt,
entry,
since,
isRepeated and known:firstAt() or nil
)
self.requests:set(key, request)
local isOwn = self.ownWeeks:has(weekNumber)
if self.context.mayServe() ~= true then
self:considerMute(request, isOwn)
return
end
self.scheduler:schedule({
progress = function() return self:progressOf(request) end,
answer = function(before)
request.before = before
self:answer(request)
end,
rankLimit = isOwn and 1 or nil,
isCandidate = function(____bindingPattern0)
local keptFrom
local rows
rows = ____bindingPattern0.rows
keptFrom = ____bindingPattern0.keptFrom
if weekNumber < keptFrom then
return false
end
local row = rows[weekNumber]
local isDifferent = isDoubted or mode ~= 0 and (row and row.fingerprint) ~= fingerprint
return row == nil or row.count ~= count or isDifferent
end,
rotation = weekNumber,
askedAt = request.askedAt
})
end
function Responder.prototype.considerMute(self, request, isOwn)
local ____self_context_11 = self.context
local random = ____self_context_11.random
local timers = ____self_context_11.timers
local background = ____self_context_11.background
if isOwn then
timers:after(
RANK_STEP_SECONDS * random:fraction(),
function() return self:answer(request) end
)
return
end
timers:after(
MUTE_SURPLUS_SECONDS * (1 + random:fraction()),
function()
background:run(function(pause)
local week = self:weekOf(request, pause)
local answer = week and self:reconcile(week, request, pause)
if (answer and answer.kind) == "difference" and isSealedHere(self.context.log, request.weekNumber) then
self:tellSurplus(request, answer.wanted)
end
end)
end
)
end
function Responder.prototype.bytesPerEvent(self, weekNumber)
local ____opt_14 = self.context.log:week(weekNumber)
return ____opt_14 and ____opt_14:bytesPerEvent() or 1
end
function Responder.prototype.progressOf(self, request)
local ____request_16 = request
local weekNumber = ____request_16.weekNumber
local since = ____request_16.since
local askedAt = ____request_16.askedAt
if not self:isCurrent(request) or askedAt == nil and self.worked:wasNotedSince(weekNumber, since) then
return "taken"
end
if not self.answered:wasNotedSince(weekNumber, since) or not self.answered:isInhibited(weekNumber) then
return "open"
end
return self:isHearty(request) and "answering" or "open"
end
function Responder.prototype.isHearty(self, request)
local now = self.context.clock:uptime()
local heard = self.heardCounts[request.weekNumber] or 0
local news = heard - request.heardCount
request.heardCount = heard
if request.answeringSince == nil then
request.answeringSince = now
end
local isShared = request.askedAt == nil and now - request.answeringSince < ANSWER_SHARE_SECONDS
return isShared or news * self:bytesPerEvent(request.weekNumber) >= HEARTY_BYTES
end
function Responder.prototype.isCurrent(self, request)
return self.requests:get(keyOf(request.peer, request.weekNumber)) == request
end
function Responder.prototype.extend(self, request, first, sums)
if request:extend(first, sums) and request.state == "undecided" then
request.state = "waiting"
self:answer(request)
end
end
function Responder.prototype.answer(self, request)
local ____request_17 = request
local peer = ____request_17.peer
local waiting = self.due[peer.name]
if waiting ~= nil then
waiting[#waiting + 1] = request
return
end
local requests = {request}
self.due[peer.name] = requests
self.context.background:run(function(pause)
local first = 0
local index = 0
while index < #requests do
self:compute(requests[index + 1], pause)
index = index + 1
if index == #requests or self.answers:isFull(peer) then
self:flush(
__TS__ArraySlice(requests, first, index),
peer
)
first = index
end
end
self.due[peer.name] = nil
end)
end
function Responder.prototype.flush(self, requests, peer)
local sending = self.answers:flush(
peer,
self.reputation:isLone(peer)
)
for ____, request in ipairs(requests) do
if request.state == "gathered" then
request.state = sending
end
end
end
function Responder.prototype.compute(self, request, pause)
if not self:isCurrent(request) then
return
end
local week = self:weekOf(request, pause)
if week == nil then
self:wantAll(request)
return
end
local answer = self:reconcile(week, request, pause)
if answer ~= nil then
self:carryOut(answer, request, week, pause)
end
end
function Responder.prototype.weekOf(self, ____bindingPattern0, pause)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
local week = self.context.log:open(weekNumber, pause)
local ____temp_20
if (week and week.size) == 0 then
____temp_20 = nil
else
____temp_20 = week
end
return ____temp_20
end
function Responder.prototype.reconcile(self, week, request, pause)
local ____week_21 = week
local generation = ____week_21.generation
local ids = request.mode == 0 and ({}) or self:idsOf(week, request.salt, request.isKeyed, pause)
if generation ~= week.generation or not self:isCurrent(request) then
return nil
end
local answer = reconcile(ids, request, pause)
return generation == week.generation and answer or nil
end
function Responder.prototype.carryOut(self, answer, request, week, pause)
if answer.kind == "undecided" then
self:waitForMore(request)
elseif answer.kind == "difference" then
self:want(request, answer.wanted)
self:send(request, week, answer.lacking, pause)
elseif self.answers:renew(request.weekNumber, request.peer.readsUnits) then
request.state = "answered"
else
self:send(
request,
week,
indicesOf(week),
pause
)
end
end
function Responder.prototype.send(self, request, week, indices, pause)
local ____request_22 = request
local peer = ____request_22.peer
local weekNumber = ____request_22.weekNumber
local since = ____request_22.since
local ____week_23 = week
local generation = ____week_23.generation
local unsaid = {}
local count = 0
local work = 0
for ____, index in ipairs(indices) do
if not self.sent:wasNotedSince(
packKey(week.times[index + 1], week.ids[index + 1]),
since
) then
unsaid[count + 1] = index
count = count + 1
end
work = work + 1
if work % STEP == 0 then
pause()
if generation ~= week.generation then
return
end
end
end
if #unsaid > 0 then
self.reputation:wereSilent(request.before, since)
end
if self.answers:renew(weekNumber, peer.readsUnits, peer) then
request.state = "whispered"
elseif #unsaid > 0 then
if self.answers:gather(
week,
unsaid,
peer,
since,
pause
) then
request.state = "gathered"
end
else
request.state = "answered"
end
end
function Responder.prototype.waitForMore(self, request)
request.state = "undecided"
local length = #request.numbers
self.context.timers:after(
MORE_WAIT_SECONDS,
function()
if request.state == "undecided" and #request.numbers == length then
local ____request_24 = request
local salt = ____request_24.salt
local weekNumber = ____request_24.weekNumber
local source = MessageSource:once(
MORE,
encodeMore({salt = salt, weekNumber = weekNumber, first = length + 1})
)
self.context.port:broadcast(
2,
format("more %.0f", weekNumber),
source
)
end
end
)
end
function Responder.prototype.mayWant(self, request)
local ____request_25 = request
local weekNumber = ____request_25.weekNumber
local since = ____request_25.since
local askedAt = ____request_25.askedAt
return (askedAt ~= nil or not self.wanting:wasNotedSince(weekNumber, since)) and not self:isInVain(request)
end
function Responder.prototype.isInVain(self, ____bindingPattern0)
local fingerprint
local count
local weekNumber
local peer
peer = ____bindingPattern0.peer
weekNumber = ____bindingPattern0.weekNumber
count = ____bindingPattern0.count
fingerprint = ____bindingPattern0.fingerprint
local own = rowOf(self.context.log, weekNumber)
local theirs = {weekNumber = weekNumber, count = count, hash = 0, fingerprint = fingerprint}
local isLeft = self.wants:isLeft(peer.name, theirs, own)
if not isLeft then
self.wants:note(peer.name, theirs, own)
end
return isLeft
end
function Responder.prototype.wantAll(self, request)
local ____request_26 = request
local peer = ____request_26.peer
local salt = ____request_26.salt
local weekNumber = ____request_26.weekNumber
local count = ____request_26.count
if self.context.log:isClosed(weekNumber) then
return
end
if count > 0 and peer.claim == nil and self:mayWant(request) then
local source = MessageSource:once(
WANT,
encodeWant({salt = salt, weekNumber = weekNumber, coefficients = {}})
)
self.context.port:broadcast(
2,
format("want %.0f %.0f", weekNumber, salt),
source
)
end
end
function Responder.prototype.want(self, request, coefficients)
local ____request_27 = request
local peer = ____request_27.peer
local salt = ____request_27.salt
local weekNumber = ____request_27.weekNumber
if self.context.log:isClosed(weekNumber) then
self:tellSurplus(request, coefficients)
return
end
local isTooMuch = #coefficients > WANT_LIMIT
if #coefficients > 0 and not (isTooMuch and peer.claim ~= nil) and self:mayWant(request) then
local payload = encodeWant({salt = salt, weekNumber = weekNumber, coefficients = isTooMuch and ({}) or coefficients})
local key = format("want %.0f %.0f", weekNumber, salt)
self.context.port:broadcast(
2,
key,
MessageSource:once(WANT, payload)
)
end
end
function Responder.prototype.tellSurplus(self, request, coefficients)
local ____request_28 = request
local salt = ____request_28.salt
local weekNumber = ____request_28.weekNumber
local since = ____request_28.since
if #coefficients == 0 or #coefficients > WANT_LIMIT then
return
end
local payload = encodeSurplus({salt = salt, weekNumber = weekNumber, coefficients = coefficients})
if not self.told:wasNotedSince(payload, since) and not self:isInVain(request) then
local source = MessageSource:once(SURPLUS, payload)
self.context.port:broadcast(
2,
format("surplus %.0f %.0f", weekNumber, salt),
source
)
end
end
return ____exports
end,
["sync.intake"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local ____reader = require("block.reader")
local BlockReader = ____reader.BlockReader
local ____inflate = require("codec.inflate")
local inflate = ____inflate.inflate
local ____key = require("event.key")
local packKey = ____key.packKey
local weekOf = ____key.weekOf
local ____unit_2Dreader = require("unit.unit-reader")
local UnitReader = ____unit_2Dreader.UnitReader
local ____constants = require("sync.constants")
local ANSWER_SHARE_SECONDS = ____constants.ANSWER_SHARE_SECONDS
local PASS_ON_AGE_SECONDS = ____constants.PASS_ON_AGE_SECONDS
local UNFOLDED_BYTES = ____constants.UNFOLDED_BYTES
local UNIT_BLOCKS = ____constants.UNIT_BLOCKS
local UNIT_BODY_BYTES = ____constants.UNIT_BODY_BYTES
local UNIT_BYTES = ____constants.UNIT_BYTES
local UNIT_EVENTS = ____constants.UNIT_EVENTS
local UNITS_AT_A_TIME = ____constants.UNITS_AT_A_TIME
local BLOCK = {bodyBytes = UNFOLDED_BYTES, fault = "malformedBlock"}
local UNIT = {bodyBytes = UNIT_BODY_BYTES, fault = "malformedUnit"}
____exports.Intake = __TS__Class()
local Intake = ____exports.Intake
function Intake.prototype.____constructor(self, context, listener, parts)
self.context = context
self.listener = listener
self.parts = parts
self.unitsAtWork = {}
end
function Intake.prototype.receiveBlock(self, block, peer, isWhispered)
peer.sentAt = self.context.clock:uptime()
self.context.background:run(function(pause)
local ____opt_0 = self.spareReader
local reader = ____opt_0 and ____opt_0:reopen(block, 1) or __TS__New(BlockReader, block, 1)
self.spareReader = nil
self:read(
self:deliver(reader, peer, isWhispered),
BLOCK,
pause
)
self.spareReader = reader
end)
end
function Intake.prototype.receiveUnit(self, deflated, peer, isWhispered)
local atWork = self.unitsAtWork[peer.name] or 0
peer.sentAt = self.context.clock:uptime()
if atWork >= UNITS_AT_A_TIME then
self.context.port:ignore("surplusUnit")
return
end
self.unitsAtWork[peer.name] = atWork + 1
self.context.background:run(function(pause)
self:readUnit(deflated, peer, isWhispered, pause)
self.unitsAtWork[peer.name] = self.unitsAtWork[peer.name] - 1
end)
end
function Intake.prototype.readUnit(self, deflated, peer, isWhispered, pause)
local bytes = inflate(deflated, UNIT_BYTES, pause, UNIT_BLOCKS)
if bytes == nil then
self.context.port:ignore(UNIT.fault)
return
end
local reader = __TS__New(
UnitReader,
bytes,
pause,
UNIT_EVENTS,
pause
)
local delivered = self:deliver(reader, peer, isWhispered)
if self:read(delivered, UNIT, pause) > 0 and delivered.isHeeded then
self.parts.requester:unitBrought(peer.name)
end
end
function Intake.prototype.deliver(self, reader, peer, isWhispered)
local isHeeded = self.context.port:mayPeerSpeak(peer.name) == true
return {reader = reader, peer = peer, isWhispered = isWhispered, isHeeded = isHeeded}
end
function Intake.prototype.read(self, delivered, ____bindingPattern0, pause)
local fault
local bodyBytes
bodyBytes = ____bindingPattern0.bodyBytes
fault = ____bindingPattern0.fault
local ____delivered_2 = delivered
local reader = ____delivered_2.reader
local isHeeded = ____delivered_2.isHeeded
local ____self_context_3 = self.context
local log = ____self_context_3.log
local port = ____self_context_3.port
local count = 0
local news = 0
local unfolded = 0
local weekNumber = -1
while reader:next() do
local body = reader:body()
unfolded = unfolded + #body
if unfolded > bodyBytes then
port:ignore(fault)
break
end
if isHeeded and weekOf(reader.time) ~= weekNumber then
weekNumber = weekOf(reader.time)
log:open(weekNumber, pause)
end
count = count + 1
news = news + (self:takeIn(delivered, body) and 1 or 0)
pause()
end
if reader.fault ~= nil then
port:ignore(fault)
end
local ____self_parts_4 = self.parts
local progress = ____self_parts_4.progress
local requester = ____self_parts_4.requester
if progress:note(count) and requester:weeksBehind() > 0 then
self.listener:syncChanged()
end
return news
end
function Intake.prototype.takeIn(self, ____bindingPattern0, body)
local isHeeded
local isWhispered
local peer
local reader
reader = ____bindingPattern0.reader
peer = ____bindingPattern0.peer
isWhispered = ____bindingPattern0.isWhispered
isHeeded = ____bindingPattern0.isHeeded
local ____self_parts_5 = self.parts
local live = ____self_parts_5.live
local advertiser = ____self_parts_5.advertiser
local requester = ____self_parts_5.requester
local history = ____self_parts_5.history
local ____reader_6 = reader
local time = ____reader_6.time
local id = ____reader_6.id
local wasHere = self:isInLog(time, id, body)
self.listener:received(
time,
id,
reader.server,
body,
peer.name
)
local isHere = wasHere or self:isInLog(time, id, body)
local isNew = isHere and not wasHere
if isWhispered and isNew and self:isNewsOf(peer, time, id) then
live:passOn(time, id, body)
end
if isNew then
advertiser:changed()
history:eventHeard(weekOf(time))
end
if isHeeded then
requester:eventsHeard(time, isNew)
end
if isHeeded and not isWhispered and isHere then
self:noteSaid(time, id, peer)
end
return isNew
end
function Intake.prototype.noteSaid(self, time, id, peer)
local ____self_parts_7 = self.parts
local sent = ____self_parts_7.sent
local responder = ____self_parts_7.responder
local live = ____self_parts_7.live
local key = packKey(time, id)
local since = self.context.clock:uptime() - ANSWER_SHARE_SECONDS
if not sent:wasNotedSince(key, since) then
peer.busyAt = self.context.clock:uptime()
responder:eventsHeard(time, peer.name)
end
sent:note(key)
live:heard(key)
end
function Intake.prototype.isNewsOf(self, peer, time, id)
local ____self_context_8 = self.context
local clock = ____self_context_8.clock
local isCreator = ____self_context_8.isCreator
local isNew = clock:serverTime() - time <= PASS_ON_AGE_SECONDS
return isNew and isCreator(id, peer.name) and peer.passedOn:take(1) == 1
end
function Intake.prototype.isInLog(self, time, id, body)
local ____opt_9 = self.context.log:week(weekOf(time))
return (____opt_9 and ____opt_9:bodyAt(time, id)) == body
end
return ____exports
end,
["sync.piece-collection"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____seal_2Dconstants = require("sync.seal-constants")
local PIECE_BYTES = ____seal_2Dconstants.PIECE_BYTES
local ____seal_2Dmessages = require("sync.seal-messages")
local piecesOf = ____seal_2Dmessages.piecesOf
local min = math.min
____exports.PieceCollection = __TS__Class()
local PieceCollection = ____exports.PieceCollection
function PieceCollection.prototype.____constructor(self, hash, size, isSole)
self.hash = hash
self.size = size
self.isSole = isSole
self.count = 0
self.parts = {}
self.isHere = {}
self.senders = {}
self.total = piecesOf(size)
for index = 0, self.total - 1 do
self.parts[index + 1] = ""
end
end
function PieceCollection.prototype.add(self, ____bindingPattern0, peer)
local bytes
local index
index = ____bindingPattern0.index
bytes = ____bindingPattern0.bytes
if index >= self.total or #bytes ~= min(PIECE_BYTES, self.size - index * PIECE_BYTES) then
return nil
end
if self.isHere[index] ~= nil then
return false
end
self.isHere[index] = true
self.parts[index + 1] = bytes
self.count = self.count + 1
if not __TS__ArrayIncludes(self.senders, peer) then
self.senders[#self.senders + 1] = peer
end
return true
end
function PieceCollection.prototype.has(self, index)
return self.isHere[index] ~= nil
end
function PieceCollection.prototype.firstMissing(self, from)
if from == nil then
from = 0
end
local index = from
while self.isHere[index] ~= nil do
index = index + 1
end
return min(index, self.total)
end
function PieceCollection.prototype.isComplete(self)
return self.count == self.total
end
function PieceCollection.prototype.soleSender(self)
return #self.senders == 1 and self.senders[1] or nil
end
function PieceCollection.prototype.join(self)
return table.concat(self.parts)
end
return ____exports
end,
["sync.seal-seeker"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____constants = require("sync.constants")
local REQUEST_JITTER_SECONDS = ____constants.REQUEST_JITTER_SECONDS
local ____seal_2Dconstants = require("sync.seal-constants")
local SEAL_NAME_BYTES = ____seal_2Dconstants.SEAL_NAME_BYTES
local SEAL_PAUSE_LIMIT_SECONDS = ____seal_2Dconstants.SEAL_PAUSE_LIMIT_SECONDS
local SEAL_PAUSE_SECONDS = ____seal_2Dconstants.SEAL_PAUSE_SECONDS
local SEAL_TRIES = ____seal_2Dconstants.SEAL_TRIES
local SEAL_WAIT_SECONDS = ____seal_2Dconstants.SEAL_WAIT_SECONDS
local ____seal_2Dmessages = require("sync.seal-messages")
local encodeSealRequest = ____seal_2Dmessages.encodeSealRequest
local SEAL_REQUEST = ____seal_2Dmessages.SEAL_REQUEST
local min = math.min
local sub = string.sub
local TRIES_LIMIT = 255
____exports.SealSeeker = __TS__Class()
local SealSeeker = ____exports.SealSeeker
function SealSeeker.prototype.____constructor(self, context)
self.context = context
self.digest = ""
self.tries = 0
self.askedAt = 0
self.nextAt = 0
self.pauses = 0
end
function SealSeeker.prototype.seek(self, ____bindingPattern0)
local digest
local week
week = ____bindingPattern0.week
digest = ____bindingPattern0.digest
local ____self_context_0 = self.context
local clock = ____self_context_0.clock
local port = ____self_context_0.port
local random = ____self_context_0.random
local now = clock:uptime()
local name = sub(digest, 1, SEAL_NAME_BYTES)
if name ~= self.digest then
self.digest = name
self.tries = 0
self.pauses = 0
self.nextAt = now + REQUEST_JITTER_SECONDS * random:fraction()
end
if now >= self.nextAt then
local payload = encodeSealRequest({
week = week,
digest = name,
tries = min(self.tries, TRIES_LIMIT)
})
port:broadcast(
2,
"sealRequest",
MessageSource:once(SEAL_REQUEST, payload)
)
self.askedAt = now
self.tries = self.tries + 1
self.nextAt = now + (self.tries < SEAL_TRIES and SEAL_WAIT_SECONDS or self:pause())
end
return self.nextAt - now
end
function SealSeeker.prototype.hasAsked(self, digest)
return self.digest == digest and self.tries > 0
end
function SealSeeker.prototype.succeeded(self)
self.pauses = 0
end
function SealSeeker.prototype.hasten(self)
self.nextAt = min(self.nextAt, self.askedAt + SEAL_PAUSE_SECONDS)
end
function SealSeeker.prototype.pause(self)
local seconds = min(SEAL_PAUSE_LIMIT_SECONDS, SEAL_PAUSE_SECONDS * 2 ^ self.pauses)
self.pauses = self.pauses + 1
return seconds
end
return ____exports
end,
["sync.stream-hash"] = function(...) 
local ____exports = {}
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local mix32 = ____murmur3.mix32
local floor = math.floor
local sub = string.sub
local STEP_BYTES = 1024
function ____exports.streamHash(stream, pause)
local whole = floor(#stream / STEP_BYTES) * STEP_BYTES
local hash = 0
for at = 1, whole, STEP_BYTES do
hash = mix32(
sub(stream, at, at + STEP_BYTES - 1),
hash
)
pause()
end
return hash32(
sub(stream, whole + 1),
hash,
whole
)
end
return ____exports
end,
["sync.state-fetcher"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayFindIndex = ____lualib.__TS__ArrayFindIndex
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local isAnswered
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____piece_2Dcollection = require("sync.piece-collection")
local PieceCollection = ____piece_2Dcollection.PieceCollection
local ____seal_2Dconstants = require("sync.seal-constants")
local DEAF_PEERS = ____seal_2Dconstants.DEAF_PEERS
local FORGED_SECONDS = ____seal_2Dconstants.FORGED_SECONDS
local OFFER_LIMIT = ____seal_2Dconstants.OFFER_LIMIT
local PEERS_AT_A_TIME = ____seal_2Dconstants.PEERS_AT_A_TIME
local PIECE_WAIT_SECONDS = ____seal_2Dconstants.PIECE_WAIT_SECONDS
local PIECES_AT_A_TIME = ____seal_2Dconstants.PIECES_AT_A_TIME
local SEAL_NAME_BYTES = ____seal_2Dconstants.SEAL_NAME_BYTES
local STATE_STREAM_BYTES = ____seal_2Dconstants.STATE_STREAM_BYTES
local STATE_TRIES = ____seal_2Dconstants.STATE_TRIES
local STATE_WAIT_SECONDS = ____seal_2Dconstants.STATE_WAIT_SECONDS
local ____seal_2Dmessages = require("sync.seal-messages")
local encodeStateRequest = ____seal_2Dmessages.encodeStateRequest
local STATE_REQUEST = ____seal_2Dmessages.STATE_REQUEST
local ____seal_2Dseeker = require("sync.seal-seeker")
local SealSeeker = ____seal_2Dseeker.SealSeeker
local ____stream_2Dhash = require("sync.stream-hash")
local streamHash = ____stream_2Dhash.streamHash
function isAnswered(____bindingPattern0, collection)
local ____end
local start
start = ____bindingPattern0.start
____end = ____bindingPattern0["end"]
return collection:firstMissing(start) >= ____end
end
local floor = math.floor
local format = string.format
local min = math.min
local sub = string.sub
local LOOK_SECONDS = 1
____exports.StateFetcher = __TS__Class()
local StateFetcher = ____exports.StateFetcher
function StateFetcher.prototype.____constructor(self, context)
self.context = context
self.digest = ""
self.offers = {}
self.asked = {}
self.deaf = 0
self.isChecking = false
self.isHere = false
self.forgers = {}
self.seeker = __TS__New(SealSeeker, context)
end
function StateFetcher.prototype.isFetching(self)
return self.digest ~= "" and not self.isHere
end
function StateFetcher.prototype.isAwaiting(self, peer)
return self:askedOf(peer) ~= nil
end
function StateFetcher.prototype.remembered(self)
local ____temp_2 = #self.offers
local ____opt_0 = self.collection
return ____temp_2 + (____opt_0 and ____opt_0.count or 0)
end
function StateFetcher.prototype.update(self)
self:work()
end
function StateFetcher.prototype.peerCame(self)
self.seeker:hasten()
self:work()
end
function StateFetcher.prototype.sweep(self)
local now = self.context.clock:uptime()
for peer, ____until in pairs(self.forgers) do
if now >= ____until then
self.forgers[peer] = nil
end
end
self:work()
end
function StateFetcher.prototype.answered(self, ____bindingPattern0, peer)
local hash
local size
local flags
local digest
digest = ____bindingPattern0.digest
flags = ____bindingPattern0.flags
size = ____bindingPattern0.size
hash = ____bindingPattern0.hash
local ____self_context_3 = self.context
local seals = ____self_context_3.seals
local port = ____self_context_3.port
local subject = seals:wanted() or seals:unconfirmed()
local isAsked = self.seeker:hasAsked(digest)
if subject == nil or sub(subject.digest, 1, SEAL_NAME_BYTES) ~= digest or not isAsked then
return
end
local maySpeak = port:mayPeerSpeak(peer) == true
seals:answered(peer, digest, flags, maySpeak)
local hasState = floor(flags / 4) % 2 == 1
if self:isFetching() and digest == self.digest and hasState and size > 0 and size <= STATE_STREAM_BYTES then
self:noteOffer({
peer = peer,
hash = hash,
size = size,
maySpeak = maySpeak,
failures = 0
})
end
self:work()
end
function StateFetcher.prototype.fragmentHeard(self, peer)
local asked = self:askedOf(peer)
if asked ~= nil then
asked.heardAt = self.context.clock:uptime()
asked.hasCome = true
end
end
function StateFetcher.prototype.pieceHeard(self, piece, peer)
local collection = self.collection
if collection == nil or piece.digest ~= self.digest or piece.hash ~= collection.hash then
return
end
local asked = self:askedOf(peer)
if asked == nil and (collection.isSole or not self:isOffering(peer, collection)) then
return
end
local isNew = collection:add(piece, peer)
if isNew == nil then
self.context.port:ignore("malformedPiece")
end
if isNew ~= true then
return
end
self.seeker:succeeded()
if asked ~= nil then
asked.pieceAt = self.context.clock:uptime()
asked.heardAt = asked.pieceAt
asked.hasCome = true
asked.offer.failures = 0
self.deaf = asked.isAloud and self.deaf or 0
end
if collection:isComplete() then
self:check(collection, peer)
else
self:askOn(collection)
end
end
function StateFetcher.prototype.noteOffer(self, offer)
local known = __TS__ArrayFindIndex(
self.offers,
function(____, ____bindingPattern0)
local peer
peer = ____bindingPattern0.peer
return peer == offer.peer
end
)
if self:isForger(offer.peer) then
return
end
if known >= 0 then
local ____self_offers_index_4 = self.offers[known + 1]
local hash = ____self_offers_index_4.hash
local size = ____self_offers_index_4.size
if hash ~= offer.hash or size ~= offer.size then
self.offers[known + 1] = offer
end
return
end
local other = __TS__ArrayFindIndex(
self.offers,
function(____, ____bindingPattern0)
local maySpeak
maySpeak = ____bindingPattern0.maySpeak
return not maySpeak
end
)
if #self.offers < OFFER_LIMIT then
self.offers[#self.offers + 1] = offer
elseif offer.maySpeak and other >= 0 then
self.offers[other + 1] = offer
end
end
function StateFetcher.prototype.isForger(self, peer)
return self.context.clock:uptime() < (self.forgers[peer] or 0)
end
function StateFetcher.prototype.isOffering(self, peer, ____bindingPattern0)
local size
local hash
hash = ____bindingPattern0.hash
size = ____bindingPattern0.size
return __TS__ArraySome(
self.offers,
function(____, offer) return offer.peer == peer and offer.hash == hash and offer.size == size end
)
end
function StateFetcher.prototype.work(self)
local ____opt_5 = self.timer
if ____opt_5 ~= nil then
____opt_5:cancel()
end
self.timer = nil
local ____self_context_7 = self.context
local seals = ____self_context_7.seals
local timers = ____self_context_7.timers
local wanted = seals:wanted()
local digest = wanted == nil and "" or sub(wanted.digest, 1, SEAL_NAME_BYTES)
if digest ~= self.digest then
self:reset(digest)
end
self:giveUpAsked()
local isBusy = self.isChecking or self:isFetching() and self:askNext()
local ____table_isFetching_result_8
if self:isFetching() then
____table_isFetching_result_8 = wanted
else
____table_isFetching_result_8 = seals:unconfirmed()
end
local subject = ____table_isFetching_result_8
if isBusy then
self.timer = timers:after(
LOOK_SECONDS,
function() return self:work() end
)
elseif subject ~= nil then
self.timer = timers:after(
self.seeker:seek(subject),
function() return self:work() end
)
end
end
function StateFetcher.prototype.reset(self, digest)
self.digest = digest
self.offers = {}
self.collection = nil
self.asked = {}
self.deaf = 0
self.isChecking = false
self.isHere = false
self.soleHash = nil
end
function StateFetcher.prototype.askedOf(self, peer)
return __TS__ArrayFind(
self.asked,
function(____, ____bindingPattern0)
local offer
offer = ____bindingPattern0.offer
return offer.peer == peer
end
)
end
function StateFetcher.prototype.giveUpAsked(self)
local now = self.context.clock:uptime()
local collection = self.collection
self.asked = __TS__ArrayFilter(
self.asked,
function(____, asked)
if collection ~= nil and isAnswered(asked, collection) then
return false
end
local ____asked_9 = asked
local offer = ____asked_9.offer
local heardAt = ____asked_9.heardAt
local pieceAt = ____asked_9.pieceAt
local hasCome = ____asked_9.hasCome
local isAloud = ____asked_9.isAloud
if now - heardAt < STATE_WAIT_SECONDS and now - pieceAt < PIECE_WAIT_SECONDS then
return true
end
offer.failures = offer.failures + 1
if not hasCome and not isAloud then
self.deaf = self.deaf + 1
end
return false
end
)
end
function StateFetcher.prototype.askOn(self, collection)
local done = __TS__ArrayFilter(
self.asked,
function(____, asked) return isAnswered(asked, collection) end
)
self.asked = __TS__ArrayFilter(
self.asked,
function(____, asked) return not __TS__ArrayIncludes(done, asked) end
)
for ____, ____value in ipairs(done) do
local offer = ____value.offer
local isAloud = ____value.isAloud
self:request(offer, collection, isAloud)
end
end
function StateFetcher.prototype.askNext(self)
self.offers = __TS__ArrayFilter(
self.offers,
function(____, ____bindingPattern0)
local failures
local peer
peer = ____bindingPattern0.peer
failures = ____bindingPattern0.failures
return failures < STATE_TRIES and not self:isForger(peer)
end
)
local speakers = __TS__ArrayFilter(
self.offers,
function(____, ____bindingPattern0)
local maySpeak
maySpeak = ____bindingPattern0.maySpeak
return maySpeak
end
)
local isOfOthers = not __TS__ArraySome(
speakers,
function(____, ____bindingPattern0)
local size
local hash
hash = ____bindingPattern0.hash
size = ____bindingPattern0.size
local ____hash_12 = hash
local ____opt_10 = self.collection
return ____hash_12 == (____opt_10 and ____opt_10.hash) and size == self.collection.size
end
)
if #speakers > 0 and isOfOthers then
self.collection = nil
self.asked = {}
end
if #self.asked == 0 then
self:begin()
end
local collection = self.collection
local ____temp_13
if collection == nil then
____temp_13 = nil
else
____temp_13 = self:choose(collection)
end
local offer = ____temp_13
while offer ~= nil do
local isAlone = not __TS__ArraySome(
self.offers,
function(____, other) return other ~= offer end
)
local isAloud = self.deaf >= DEAF_PEERS or isAlone and offer.failures > 0
local most = (isAloud or collection.isSole) and 1 or PEERS_AT_A_TIME
if #self.asked >= most or not self:request(offer, collection, isAloud) then
break
end
offer = self:choose(collection)
end
return #self.asked > 0
end
function StateFetcher.prototype.begin(self)
local collection = self.collection
local offer = collection and self:choose(collection) or self:best(self.offers)
if offer == nil then
return
end
local hash = offer.hash
local size = offer.size
local isSole = self.soleHash == hash
local isOther = (collection and collection.hash) ~= hash or collection.size ~= size
if collection == nil or isOther or isSole ~= collection.isSole or self:isOthers(collection, offer) then
self.collection = __TS__New(PieceCollection, hash, size, isSole)
end
end
function StateFetcher.prototype.isOthers(self, collection, ____bindingPattern0)
local peer
peer = ____bindingPattern0.peer
return collection.isSole and collection.count > 0 and collection:soleSender() ~= peer
end
function StateFetcher.prototype.choose(self, collection)
local free = __TS__ArrayFilter(
self.offers,
function(____, ____bindingPattern0)
local peer
peer = ____bindingPattern0.peer
return self:isOffering(peer, collection) and self:askedOf(peer) == nil
end
)
local ____collection_isSole_16
if collection.isSole then
____collection_isSole_16 = __TS__ArrayFind(
free,
function(____, ____bindingPattern0)
local peer
peer = ____bindingPattern0.peer
return peer == collection:soleSender()
end
)
else
____collection_isSole_16 = nil
end
local sole = ____collection_isSole_16
return sole or self:best(free)
end
function StateFetcher.prototype.best(self, offers)
local best
for ____, offer in ipairs(offers) do
local isPreferred = offer.failures == (best and best.failures) and offer.maySpeak and not best.maySpeak
if best == nil or offer.failures < best.failures or isPreferred then
best = offer
end
end
return best
end
function StateFetcher.prototype.nextPiece(self, collection)
local index = collection:firstMissing()
local asked = __TS__ArrayFind(
self.asked,
function(____, ____bindingPattern0)
local ____end
local start
start = ____bindingPattern0.start
____end = ____bindingPattern0["end"]
return index >= start and index < ____end
end
)
while asked ~= nil do
index = collection:firstMissing(asked["end"])
asked = __TS__ArrayFind(
self.asked,
function(____, ____bindingPattern0)
local ____end
local start
start = ____bindingPattern0.start
____end = ____bindingPattern0["end"]
return index >= start and index < ____end
end
)
end
return index
end
function StateFetcher.prototype.request(self, offer, collection, isAloud)
local ____self_context_19 = self.context
local clock = ____self_context_19.clock
local port = ____self_context_19.port
local ____offer_20 = offer
local peer = ____offer_20.peer
local start = self:nextPiece(collection)
if start >= collection.total then
return false
end
local now = clock:uptime()
local ____end = min(start + PIECES_AT_A_TIME, collection.total)
self.asked[#self.asked + 1] = {
offer = offer,
isAloud = isAloud,
start = start,
["end"] = ____end,
pieceAt = now,
heardAt = now,
hasCome = false
}
local digest = self.digest
local payload = encodeStateRequest({
digest = digest,
hash = collection.hash,
index = start,
whom = hash32(peer, 0)
})
local source = MessageSource:once(STATE_REQUEST, payload)
if isAloud then
port:broadcast(2, "stateRequest", source)
else
port:whisper(
2,
peer,
format("stateRequest %s", peer),
source
)
end
return true
end
function StateFetcher.prototype.check(self, collection, peer)
local ____self_context_21 = self.context
local background = ____self_context_21.background
local seals = ____self_context_21.seals
local digest = self.digest
self.asked = {}
self.isChecking = true
local function isCurrent()
return self.isChecking and self.digest == digest and self.collection == collection
end
background:run(function(pause)
local stream = collection:join()
local isWhole = streamHash(stream, pause) == collection.hash
if not isCurrent() then
return
end
local function done(isRight)
if isCurrent() then
self.isChecking = false
self:settle(collection, isRight)
end
end
if isWhole then
seals:streamReceived(digest, stream, peer, done)
else
done(false)
end
end)
end
function StateFetcher.prototype.settle(self, collection, isRight)
if not isRight then
local peer = collection:soleSender()
if peer == nil then
self.soleHash = collection.hash
else
self.forgers[peer] = self.context.clock:uptime() + FORGED_SECONDS
end
self.context.port:ignore("forgedState")
end
self.isHere = isRight
self.collection = nil
self.offers = isRight and ({}) or self.offers
self:work()
end
return ____exports
end,
["sync.state-server"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySome = ____lualib.__TS__ArraySome
local ____exports = {}
local keyOf, format
local ____murmur3 = require("codec.murmur3")
local hash32 = ____murmur3.hash32
local ____message_2Dsource = require("link.message-source")
local MessageSource = ____message_2Dsource.MessageSource
local ____inhibitor = require("sync.inhibitor")
local Inhibitor = ____inhibitor.Inhibitor
local ____seal_2Dconstants = require("sync.seal-constants")
local PIECE_BYTES = ____seal_2Dconstants.PIECE_BYTES
local PIECE_INHIBIT_SECONDS = ____seal_2Dconstants.PIECE_INHIBIT_SECONDS
local PIECES_AT_A_TIME = ____seal_2Dconstants.PIECES_AT_A_TIME
local SEAL_ALOUD_LIMIT = ____seal_2Dconstants.SEAL_ALOUD_LIMIT
local SEAL_ANSWERERS = ____seal_2Dconstants.SEAL_ANSWERERS
local SEAL_JITTER_SECONDS = ____seal_2Dconstants.SEAL_JITTER_SECONDS
local SEAL_TRIES = ____seal_2Dconstants.SEAL_TRIES
local STATE_STREAM_BYTES = ____seal_2Dconstants.STATE_STREAM_BYTES
local ____seal_2Dmessages = require("sync.seal-messages")
local encodeSealAnswer = ____seal_2Dmessages.encodeSealAnswer
local encodeStatePiece = ____seal_2Dmessages.encodeStatePiece
local piecesOf = ____seal_2Dmessages.piecesOf
local SEAL_ANSWER = ____seal_2Dmessages.SEAL_ANSWER
local STATE_PIECE = ____seal_2Dmessages.STATE_PIECE
local ____stream_2Dhash = require("sync.stream-hash")
local streamHash = ____stream_2Dhash.streamHash
function keyOf(____bindingPattern0, index)
local hash
hash = ____bindingPattern0.hash
return format("%.0f %.0f", hash, index)
end
local floor = math.floor
format = string.format
local min = math.min
local sub = string.sub
local EVERYBODY = ""
local function areIn(flags, others)
for ____, flag in ipairs({1, 2, 4}) do
if floor(flags / flag) % 2 > floor(others / flag) % 2 then
return false
end
end
return true
end
____exports.StateServer = __TS__Class()
local StateServer = ____exports.StateServer
function StateServer.prototype.____constructor(self, context, reputation)
self.context = context
self.reputation = reputation
self.lines = {}
self.heard = {}
self.said = __TS__New(Inhibitor, context.clock, PIECE_INHIBIT_SECONDS)
end
function StateServer.prototype.remembered(self)
local count = self.said:count()
for ____, ____temp_0 in pairs(self.lines) do
local orders
orders = ____temp_0.orders
count = count + #orders
end
for ____, heard in pairs(self.heard) do
count = count + #heard
end
return count
end
function StateServer.prototype.sweep(self)
self.said:sweep(function()
end)
local before = self.context.clock:uptime() - 2 * SEAL_JITTER_SECONDS
for digest, heard in pairs(self.heard) do
if __TS__ArrayEvery(
heard,
function(____, ____bindingPattern0)
local at
at = ____bindingPattern0.at
return at < before
end
) then
self.heard[digest] = nil
end
end
end
function StateServer.prototype.asked(self, ____bindingPattern0, peer, isWhispered)
local tries
local digest
digest = ____bindingPattern0.digest
tries = ____bindingPattern0.tries
local context = self.context
if context.seals:flags(digest) == 0 or not context.isSending() then
return
end
if not isWhispered and not self:isTurn(tries) then
return
end
if peer.sealAnswers:take(1) < 1 then
context.port:ignore("sealRequests")
return
end
local since = context.clock:uptime()
local isAloud = not isWhispered and tries >= SEAL_TRIES - 1
context.timers:after(
SEAL_JITTER_SECONDS * context.random:fraction(),
function()
self:answer(digest, peer, isAloud, since)
end
)
end
function StateServer.prototype.answerHeard(self, ____bindingPattern0, peer)
local flags
local digest
digest = ____bindingPattern0.digest
flags = ____bindingPattern0.flags
local now = self.context.clock:uptime()
if self.context.seals:flags(digest) == 0 then
return
end
local known = __TS__ArrayFilter(
self.heard[digest] or ({}),
function(____, one) return one.peer ~= peer and now - one.at <= SEAL_JITTER_SECONDS end
)
known[#known + 1] = {flags = flags, peer = peer, at = now}
self.heard[digest] = known
end
function StateServer.prototype.ordered(self, ____bindingPattern0, peer, isWhispered)
local whom
local index
local hash
local digest
digest = ____bindingPattern0.digest
hash = ____bindingPattern0.hash
index = ____bindingPattern0.index
whom = ____bindingPattern0.whom
local context = self.context
if whom ~= hash32(context.self, 0) or not context.isSending() then
return
end
self:offer(
digest,
function(offered)
if (offered and offered.hash) == hash then
self:order(offered, index, peer, isWhispered)
end
end
)
end
function StateServer.prototype.isTurn(self, tries)
local context = self.context
if tries >= SEAL_TRIES - 1 then
return true
end
if context.mayServe() ~= true then
return false
end
return tries > 0 or #self.reputation:before(context.claim, context.self, 0) < SEAL_ANSWERERS
end
function StateServer.prototype.answer(self, digest, peer, isAloud, since)
self:offer(
digest,
function(offered)
local ____self_context_3 = self.context
local port = ____self_context_3.port
local seals = ____self_context_3.seals
local known = seals:flags(digest)
local hasState = floor(known / 4) % 2 == 1
local flags = hasState and offered == nil and known - 4 or known
if flags == 0 or isAloud and self:isSaid(digest, flags, since) then
return
end
local isOffered = hasState and offered ~= nil
local size = isOffered and #offered.stream or 0
local hash = isOffered and offered.hash or 0
local source = MessageSource:once(
SEAL_ANSWER,
encodeSealAnswer({digest = digest, flags = flags, size = size, hash = hash})
)
if isAloud then
port:broadcast(2, "sealAnswer", source)
else
port:whisper(2, peer.name, "sealAnswer", source)
end
end
)
end
function StateServer.prototype.isSaid(self, digest, flags, since)
local ____self_context_4 = self.context
local port = ____self_context_4.port
local mayServe = ____self_context_4.mayServe
local function isOfRank(peer)
return mayServe() ~= true or port:mayPeerSpeak(peer) == true
end
local heard = self.heard[digest] or ({})
local counting = __TS__ArrayFilter(
heard,
function(____, one) return one.at >= since and areIn(flags, one.flags) and isOfRank(one.peer) end
)
return #counting >= SEAL_ALOUD_LIMIT
end
function StateServer.prototype.offer(self, digest, ____then)
local ____self_context_5 = self.context
local background = ____self_context_5.background
local seals = ____self_context_5.seals
seals:stream(
digest,
function(stream)
if stream == nil or #stream == 0 or #stream > STATE_STREAM_BYTES then
____then(nil)
return
end
local ____opt_6 = self.offered
if (____opt_6 and ____opt_6.digest) == digest and self.offered.stream == stream then
____then(self.offered)
return
end
background:run(function(pause)
local offered = {
digest = digest,
stream = stream,
hash = streamHash(stream, pause)
}
self.offered = offered
____then(offered)
end)
end
)
end
function StateServer.prototype.order(self, offered, first, peer, isWhispered)
local ____self_context_8 = self.context
local port = ____self_context_8.port
local audience = isWhispered and peer.name or EVERYBODY
local line = self.lines[audience] or self:lineFor(audience)
local orders = line.orders
local ____end = min(
first + PIECES_AT_A_TIME,
piecesOf(#offered.stream)
)
for index = first, ____end - 1 do
local isWaiting = __TS__ArraySome(
orders,
function(____, one) return one.index == index and one.offered == offered end
)
local isSaid = not isWhispered and self.said:isInhibited(keyOf(offered, index))
if not isWaiting and not isSaid then
local size = min(PIECE_BYTES, #offered.stream - index * PIECE_BYTES)
if peer.states:available() < size then
port:ignore("stateRequests")
break
end
peer.states:take(size)
orders[#orders + 1] = {offered = offered, index = index}
end
end
if #orders > 0 then
self.lines[audience] = line
self:post(audience, line)
end
end
function StateServer.prototype.lineFor(self, audience)
local orders = {}
local source = __TS__New(
MessageSource,
function()
local order = table.remove(orders, 1)
if order == nil then
return nil, nil
end
local offered = order.offered
local index = order.index
local ____offered_9 = offered
local digest = ____offered_9.digest
local hash = ____offered_9.hash
local stream = ____offered_9.stream
if audience == EVERYBODY then
self.said:note(keyOf(offered, index))
end
local bytes = sub(stream, index * PIECE_BYTES + 1, (index + 1) * PIECE_BYTES)
return STATE_PIECE, encodeStatePiece({digest = digest, hash = hash, index = index, bytes = bytes})
end
)
return {orders = orders, source = source}
end
function StateServer.prototype.post(self, audience, line)
local ____self_context_10 = self.context
local port = ____self_context_10.port
local function onSettled(settlement)
if settlement ~= "replaced" and self.lines[audience] == line then
self.lines[audience] = nil
end
end
if audience == EVERYBODY then
port:broadcast(4, "state", line.source, onSettled)
else
port:whisper(
4,
audience,
format("state %s", audience),
line.source,
onSettled
)
end
end
return ____exports
end,
["sync.seals"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local ____constants = require("sync.constants")
local REQUEST_MEMORY_SECONDS = ____constants.REQUEST_MEMORY_SECONDS
local ____history = require("sync.history")
local History = ____history.History
local ____recent = require("sync.recent")
local Recent = ____recent.Recent
local ____seal_2Dmessages = require("sync.seal-messages")
local KEPT = ____seal_2Dmessages.KEPT
local SEAL_ANSWER = ____seal_2Dmessages.SEAL_ANSWER
local SEAL_REQUEST = ____seal_2Dmessages.SEAL_REQUEST
local STATE_PIECE = ____seal_2Dmessages.STATE_PIECE
local STATE_REQUEST = ____seal_2Dmessages.STATE_REQUEST
local SURPLUS = ____seal_2Dmessages.SURPLUS
local ____short_2Did = require("sync.short-id")
local shortIdsOf = ____short_2Did.shortIdsOf
local ____sketch = require("sync.sketch")
local findRoots = ____sketch.findRoots
local ____state_2Dfetcher = require("sync.state-fetcher")
local StateFetcher = ____state_2Dfetcher.StateFetcher
local ____state_2Dserver = require("sync.state-server")
local StateServer = ____state_2Dserver.StateServer
local ____week_2Dsummary = require("sync.week-summary")
local isSealedHere = ____week_2Dsummary.isSealedHere
local format = string.format
____exports.Seals = __TS__Class()
local Seals = ____exports.Seals
function Seals.prototype.____constructor(self, context, parts)
self.context = context
self.parts = parts
local ____parts_0 = parts
local reputation = ____parts_0.reputation
local requester = ____parts_0.requester
self.fetcher = __TS__New(StateFetcher, context)
self.server = __TS__New(StateServer, context, reputation)
self.surpluses = __TS__New(Recent, context.clock, REQUEST_MEMORY_SECONDS)
self.history = __TS__New(
History,
context,
function() return requester:weeksBehind() == 0 and not requester:isComparingOld() and not self.fetcher:isFetching() end,
function(weekNumbers) return requester:askAbsent(weekNumbers) end
)
self.handlers = self:makeHandlers()
self.fetcher:update()
end
function Seals.prototype.remembered(self)
local fetcher = self.fetcher
local server = self.server
local history = self.history
local surpluses = self.surpluses
return fetcher:remembered() + server:remembered() + history:remembered() + surpluses:count()
end
function Seals.prototype.sweep(self)
self.server:sweep()
self.fetcher:sweep()
self.surpluses:sweep()
self.history:update()
end
function Seals.prototype.changed(self)
self.fetcher:update()
self.history:update()
end
function Seals.prototype.peerCame(self)
self.fetcher:peerCame()
end
function Seals.prototype.makeHandlers(self)
local ____self_parts_1 = self.parts
local advertiser = ____self_parts_1.advertiser
local reputation = ____self_parts_1.reputation
local requester = ____self_parts_1.requester
local function handle(kind, receive)
return {
kind = kind,
receive = function(message, ____bindingPattern0, isWhispered)
local name
name = ____bindingPattern0.name
return receive(
message,
reputation:of(name),
isWhispered
)
end
}
end
return {
handle(
SEAL_REQUEST,
function(request, peer, isWhispered) return self.server:asked(request, peer, isWhispered) end
),
handle(
SEAL_ANSWER,
function(answer, ____bindingPattern0, isWhispered)
local name
name = ____bindingPattern0.name
if not isWhispered then
self.server:answerHeard(answer, name)
end
self.fetcher:answered(answer, name)
end
),
handle(
STATE_REQUEST,
function(request, peer, isWhispered) return self.server:ordered(request, peer, isWhispered) end
),
__TS__ObjectAssign(
{},
handle(
STATE_PIECE,
function(piece, ____bindingPattern0)
local name
name = ____bindingPattern0.name
return self.fetcher:pieceHeard(piece, name)
end
),
{
isAwaited = function(____bindingPattern0)
local name
name = ____bindingPattern0.name
return self.fetcher:isAwaiting(name)
end,
fragmentHeard = function(____bindingPattern0)
local name
name = ____bindingPattern0.name
return self.fetcher:fragmentHeard(name)
end
}
),
handle(
SURPLUS,
function(surplus, ____bindingPattern0, isWhispered)
local name
name = ____bindingPattern0.name
return self:surplusHeard(surplus, name, isWhispered)
end
),
handle(
KEPT,
function(____bindingPattern0, peer)
local sealedBefore
local from
from = ____bindingPattern0.from
sealedBefore = ____bindingPattern0.sealedBefore
peer.keptFrom = from
advertiser:keptHeard(sealedBefore)
requester:sealHinted(sealedBefore)
end
)
}
end
function Seals.prototype.surplusHeard(self, surplus, peer, isWhispered)
local ____surplus_2 = surplus
local weekNumber = ____surplus_2.weekNumber
local salt = ____surplus_2.salt
local coefficients = ____surplus_2.coefficients
local ____self_context_3 = self.context
local log = ____self_context_3.log
local background = ____self_context_3.background
local seals = ____self_context_3.seals
local ____self_parts_4 = self.parts
local requester = ____self_parts_4.requester
local responder = ____self_parts_4.responder
if not isWhispered then
responder:surplusHeard(surplus, peer)
end
local asked = requester:askedWith(weekNumber, salt)
local isOver = isSealedHere(log, weekNumber)
local key = format("%s %.0f", peer, weekNumber)
local ____temp_7 = asked == nil or isOver
if not ____temp_7 then
local ____opt_5 = self.surpluses:get(key)
____temp_7 = (____opt_5 and ____opt_5.salt) == salt
end
if ____temp_7 then
return
end
self.surpluses:set(
key,
{
since = self.context.clock:uptime(),
salt = salt
}
)
background:run(function(pause)
local week = log:open(weekNumber, pause)
if week == nil then
return
end
local generation = week.generation
local ids = shortIdsOf(week, salt, asked.isKeyed and log.directory or nil, pause)
local indices = findRoots(coefficients, ids, pause)
if generation == week.generation and #indices > 0 then
local events = __TS__ArrayMap(
indices,
function(____, index) return {time = week.times[index + 1], id = week.ids[index + 1]} end
)
seals:surplusTold(weekNumber, events)
end
end)
end
return ____exports
end,
["sync.sync"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArraySlice = ____lualib.__TS__ArraySlice
local ____exports = {}
local ____reader = require("block.reader")
local BlockReader = ____reader.BlockReader
local ____key = require("event.key")
local weekOf = ____key.weekOf
local ____admission = require("log.admission")
local MAX_FUTURE = ____admission.MAX_FUTURE
local ____advertiser = require("sync.advertiser")
local Advertiser = ____advertiser.Advertiser
local ____answer_2Dscheduler = require("sync.answer-scheduler")
local AnswerScheduler = ____answer_2Dscheduler.AnswerScheduler
local ____claim = require("sync.claim")
local holdsSame = ____claim.holdsSame
local ____comparer = require("sync.comparer")
local Comparer = ____comparer.Comparer
local ____constants = require("sync.constants")
local CLAIM_EXPIRY_SECONDS = ____constants.CLAIM_EXPIRY_SECONDS
local ROWS_RANK_STEP_SECONDS = ____constants.ROWS_RANK_STEP_SECONDS
local SENT_INHIBIT_SECONDS = ____constants.SENT_INHIBIT_SECONDS
local SWEEP_INTERVAL_SECONDS = ____constants.SWEEP_INTERVAL_SECONDS
local ____context = require("sync.context")
local whenRooted = ____context.whenRooted
local ____delivery = require("sync.delivery")
local Delivery = ____delivery.Delivery
local ____inhibitor = require("sync.inhibitor")
local Inhibitor = ____inhibitor.Inhibitor
local ____intake = require("sync.intake")
local Intake = ____intake.Intake
local ____live = require("sync.live")
local Live = ____live.Live
local ____messages = require("sync.messages")
local ADVERTISE = ____messages.ADVERTISE
local ANSWERING = ____messages.ANSWERING
local COMPARE = ____messages.COMPARE
local EVENTS = ____messages.EVENTS
local HELLO = ____messages.HELLO
local ROWS = ____messages.ROWS
local ROWS_REQUEST = ____messages.ROWS_REQUEST
local UNIT = ____messages.UNIT
local ____own_2Dweeks = require("sync.own-weeks")
local OwnWeeks = ____own_2Dweeks.OwnWeeks
local ____progress = require("sync.progress")
local Progress = ____progress.Progress
local ____reputation = require("sync.reputation")
local Reputation = ____reputation.Reputation
local ____requester = require("sync.requester")
local Requester = ____requester.Requester
local ____requests = require("sync.requests")
local MORE = ____requests.MORE
local REQUEST = ____requests.REQUEST
local WANT = ____requests.WANT
local ____responder = require("sync.responder")
local Responder = ____responder.Responder
local ____seals = require("sync.seals")
local Seals = ____seals.Seals
local function handle(kind, standingOf, receive)
return {
kind = kind,
receive = function(message, ____bindingPattern0, isWhispered)
local name
name = ____bindingPattern0.name
return receive(
message,
standingOf(name),
isWhispered
)
end
}
end
____exports.Sync = __TS__Class()
local Sync = ____exports.Sync
function Sync.prototype.____constructor(self, context, listener)
self.context = context
self.listener = listener
self.hasHeardAdvertisement = false
local ____context_0 = context
local clock = ____context_0.clock
self.progress = __TS__New(Progress, clock)
self.reputation = __TS__New(Reputation, clock)
self.delivery = __TS__New(Delivery, clock)
self.ownWeeks = __TS__New(OwnWeeks, context)
self.sent = __TS__New(Inhibitor, clock, SENT_INHIBIT_SECONDS, CLAIM_EXPIRY_SECONDS)
self.live = __TS__New(Live, context, self.sent, self.reputation)
self.advertiser = __TS__New(Advertiser, context)
self.requester = __TS__New(
Requester,
context,
self.reputation,
self.ownWeeks,
function() return listener:syncChanged() end
)
self.scheduler = __TS__New(AnswerScheduler, context, self.reputation)
self.responder = __TS__New(
Responder,
context,
self.reputation,
self.scheduler,
self.sent,
self.ownWeeks
)
self.comparer = __TS__New(
Comparer,
context,
self.reputation,
function(weekNumber) return self.requester:askDoubted(weekNumber) end,
function() return listener:syncChanged() end
)
local sent = self.sent
local live = self.live
local advertiser = self.advertiser
local requester = self.requester
local responder = self.responder
local progress = self.progress
self.seals = __TS__New(Seals, context, {advertiser = advertiser, reputation = self.reputation, requester = requester, responder = responder})
local ____self_seals_1 = self.seals
local history = ____self_seals_1.history
self.intake = __TS__New(Intake, context, listener, {
sent = sent,
live = live,
advertiser = advertiser,
requester = requester,
responder = responder,
progress = progress,
history = history
})
self.handlers = __TS__ArrayConcat(
self:makeHandlers(),
self.seals.handlers
)
context.timers:every(
SWEEP_INTERVAL_SECONDS,
function()
context.background:run(function(pause) return self:sweep(pause) end)
end
)
end
function Sync.prototype.state(self)
if self.requester:weeksBehind() > 0 or self.requester:isComparingOld() then
return "behind"
end
local requester = self.requester
local comparer = self.comparer
local reputation = self.reputation
local context = self.context
if #requester:standingStill() + comparer:count() + #reputation:differing(context.log) > 0 then
return "different"
end
if not self.hasHeardAdvertisement then
return "unknown"
end
return self.delivery:unconfirmed() > 0 and "unconfirmed" or "synced"
end
function Sync.prototype.broadcastLive(self, time, id, body)
self.ownWeeks:add(weekOf(time))
self.delivery:written(time, id)
self.advertiser:changed()
self.live:sendOwn(time, id, body)
end
function Sync.prototype.logChanged(self)
self.advertiser:changed()
end
function Sync.prototype.behind(self)
return self.requester:behind()
end
function Sync.prototype.differences(self)
local list = __TS__ArrayMap(
self.requester:standingStill(),
function(____, ____bindingPattern0)
local failures
local surplus
local peer
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
peer = ____bindingPattern0.peer
surplus = ____bindingPattern0.surplus
failures = ____bindingPattern0.failures
return {weekNumber = weekNumber, peer = peer, surplus = surplus, failures = failures}
end
)
for ____, difference in ipairs(self.comparer:differences()) do
list[#list + 1] = difference
end
for ____, ____value in ipairs(self.reputation:differing(self.context.log)) do
local name = ____value.name
local difference = ____value.difference
if not __TS__ArraySome(
list,
function(____, ____bindingPattern0)
local peer
peer = ____bindingPattern0.peer
return peer == name
end
) then
local ____difference_2 = difference
local weekNumber = ____difference_2.weekNumber
local surplus = ____difference_2.surplus
local isOlder = ____difference_2.isOlder
list[#list + 1] = {
weekNumber = weekNumber,
peer = name,
surplus = surplus,
isOlder = isOlder,
failures = 0
}
end
end
return list
end
function Sync.prototype.sealedOtherwise(self)
return __TS__ArrayMap(
self.reputation:sealedOtherwise(),
function(____, ____bindingPattern0)
local name
name = ____bindingPattern0.name
return name
end
)
end
function Sync.prototype.unconfirmed(self)
return self.delivery:unconfirmed()
end
function Sync.prototype.deliveryOf(self, time, id)
local ____self_context_3 = self.context
local log = ____self_context_3.log
local holders = log:isHashed() and self.reputation:holders(
log,
weekOf(time)
) or 0
return self.delivery:of(time, id, holders)
end
function Sync.prototype.hasAsked(self, weekNumber)
return self.requester:hasAskedLately(weekNumber)
end
function Sync.prototype.rate(self)
return self.progress:rate()
end
function Sync.prototype.remembered(self)
local requester = self.requester
local responder = self.responder
local sent = self.sent
local comparer = self.comparer
local seals = self.seals
return requester:remembered() + responder:remembered() + sent:count() + comparer:count() + seals:remembered()
end
function Sync.prototype.sealsChanged(self)
self.requester:sealsChanged()
self.comparer:sealsChanged()
self.advertiser:sealsChanged()
self.seals:changed()
whenRooted(
self.context,
function()
for ____, peer in ipairs(self.reputation:all()) do
if peer.difference ~= nil or peer.isSealedOtherwise then
self:compare(peer)
end
end
self.listener:syncChanged()
end
)
end
function Sync.prototype.makeHandlers(self)
local function standingOf(name)
return self.reputation:of(name)
end
return {
handle(
HELLO,
standingOf,
function(root, peer)
self.advertiser:greeted(
root,
peer.replies,
function() return self.reputation:lacks(peer) end
)
self.seals:peerCame()
end
),
handle(
ADVERTISE,
standingOf,
function(advertisement, peer, isWhispered) return self:receiveAdvertisement(advertisement, peer, isWhispered) end
),
handle(
REQUEST,
standingOf,
function(request, peer, isWhispered) return self:receiveRequest(request, peer, isWhispered) end
),
__TS__ObjectAssign(
{},
handle(
EVENTS,
standingOf,
function(block, peer, isWhispered) return self.intake:receiveBlock(block, peer, isWhispered) end
),
{cameBack = function(block) return self:eventsCameBack(block) end}
),
__TS__ObjectAssign(
{},
handle(
UNIT,
standingOf,
function(deflated, peer, isWhispered) return self.intake:receiveUnit(deflated, peer, isWhispered) end
),
{
isAwaited = function(____bindingPattern0)
local name
name = ____bindingPattern0.name
return (self.requester:weeksBehind() > 0 or self.seals.history:isAsking()) and self.context.port:mayPeerSpeak(name) == true
end,
fragmentHeard = function(____bindingPattern0, isWhispered)
local name
name = ____bindingPattern0.name
return self:fragmentHeard(
standingOf(name),
isWhispered
)
end
}
),
handle(
ROWS_REQUEST,
standingOf,
function(base, peer, isWhispered) return self:answerRows(base, peer, isWhispered) end
),
handle(
ROWS,
standingOf,
function(answer, peer, isWhispered)
if self:isBelieved(peer) then
if not isWhispered then
self.advertiser:rowsHeard(answer)
end
self.requester:rowsHeard(answer, peer)
end
end
),
handle(
WANT,
standingOf,
function(want, peer, isWhispered) return self:receiveWant(want, peer, isWhispered) end
),
handle(
MORE,
standingOf,
function(more, peer, isWhispered) return self:receiveMore(more, peer, isWhispered) end
),
handle(
ANSWERING,
standingOf,
function(weekNumbers, peer, isWhispered)
peer.sentAt = self.context.clock:uptime()
if not isWhispered then
peer.busyAt = peer.sentAt
end
self:workHeard(weekNumbers, peer, isWhispered)
end
),
handle(
COMPARE,
standingOf,
function(comparison, peer, isWhispered)
if not isWhispered and self:isBelieved(peer) then
self.comparer:heard(comparison, peer)
end
end
)
}
end
function Sync.prototype.sweep(self, pause)
self.advertiser:sweep(pause)
self.requester:sweep(pause)
self.responder:sweep(pause)
self.sent:sweep(pause)
self.comparer:sweep()
self.seals:sweep()
end
function Sync.prototype.receiveRequest(self, request, peer, isWhispered)
self:missHello()
self.reputation:lacks(peer)
if not isWhispered then
self:requestHeard(request)
end
self.responder:requested(
self:allowed(request, peer),
peer
)
end
function Sync.prototype.requestHeard(self, ____bindingPattern0)
local entries
entries = ____bindingPattern0.entries
local weekNumbers = __TS__ArrayMap(
__TS__ArrayFilter(
entries,
function(____, ____bindingPattern0)
local isDoubted
isDoubted = ____bindingPattern0.isDoubted
return not isDoubted
end
),
function(____, ____bindingPattern0)
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
return weekNumber
end
)
self.requester:requestHeard(weekNumbers)
self.seals.history:requestHeard(weekNumbers)
for ____, ____value in ipairs(entries) do
local weekNumber = ____value.weekNumber
local isDoubted = ____value.isDoubted
if isDoubted then
self.comparer:requestHeard(weekNumber)
end
end
end
function Sync.prototype.workHeard(self, weekNumbers, peer, isWhispered)
for ____, weekNumber in ipairs(isWhispered and ({}) or weekNumbers) do
self.responder:workHeard(weekNumber, peer.name)
end
end
function Sync.prototype.receiveWant(self, want, peer, isWhispered)
self:missHello()
if not isWhispered then
self.responder:wantHeard(want.weekNumber, peer.name)
end
local asked = self.requester:askedWith(want.weekNumber, want.salt)
if asked ~= nil then
self.responder:wanted(want, asked.isKeyed, peer)
end
end
function Sync.prototype.receiveMore(self, more, peer, isWhispered)
self:missHello()
self:workHeard({more.weekNumber}, peer, isWhispered)
self.requester:moreAsked(more)
end
function Sync.prototype.missHello(self)
if not self.hasHeardAdvertisement then
self.advertiser:missed()
end
end
function Sync.prototype.allowed(self, ____bindingPattern0, peer)
local readsUnits
local entries
local salt
salt = ____bindingPattern0.salt
entries = ____bindingPattern0.entries
readsUnits = ____bindingPattern0.readsUnits
local count = self.reputation:takeRequests(peer, #entries, #self.context.log.weekNumbers)
if count < #entries then
self.context.port:ignore("requests")
end
return {
salt = salt,
entries = __TS__ArraySlice(entries, 0, count),
readsUnits = readsUnits
}
end
function Sync.prototype.fragmentHeard(self, peer, isWhispered)
if self.context.port:mayPeerSpeak(peer.name) == true then
peer.sentAt = self.context.clock:uptime()
local ____peer_5 = peer
local ____isWhispered_4
if isWhispered then
____isWhispered_4 = peer.busyAt
else
____isWhispered_4 = peer.sentAt
end
____peer_5.busyAt = ____isWhispered_4
self.requester:fragmentHeard(peer.name)
self.seals.history:fragmentHeard()
end
end
function Sync.prototype.eventsCameBack(self, block)
local reader = __TS__New(BlockReader, block, 1)
while reader:next() do
self.delivery:cameBack(reader.time, reader.id)
end
end
function Sync.prototype.receiveAdvertisement(self, advertisement, peer, isWhispered)
if not self:isBelieved(peer) then
return
end
local ____end = weekOf(self.context.clock:serverTime() + MAX_FUTURE)
local newest = unpack(
__TS__ArraySlice(advertisement.rows, -1),
1,
1
)
if advertisement.base > ____end or newest ~= nil and newest.weekNumber > ____end then
self.context.port:ignore("future")
return
end
self.hasHeardAdvertisement = true
if peer.claim ~= advertisement.claim then
self.seals:peerCame()
end
local isNews = self.reputation:claimed(peer, advertisement)
if not isWhispered then
self.advertiser:heard(advertisement, isNews, peer.replies)
end
self.requester:advertised(advertisement, peer.name)
whenRooted(
self.context,
function()
local ____self_context_6 = self.context
local log = ____self_context_6.log
self:compare(peer)
self.delivery:held(
peer.name,
function(weekNumber) return holdsSame(peer, log, weekNumber) end
)
end
)
self.listener:syncChanged()
end
function Sync.prototype.compare(self, peer)
self.reputation:compare(
peer,
self.context.log,
function(root, ownRoot) return self.requester:isSettledRoot(root, ownRoot) end
)
end
function Sync.prototype.isBelieved(self, peer)
if self.reputation:isDistrusted(peer) then
self.context.port:ignore("distrusted")
return false
end
return true
end
function Sync.prototype.answerRows(self, base, peer, isWhispered)
if peer.rowsAnswers:take(1) < 1 then
self.context.port:ignore("rowsRequests")
return
end
if not isWhispered then
self.requester:rowsRequestHeard(base)
end
local since = self.context.clock:uptime()
self.scheduler:schedule({
progress = function() return self.advertiser:isBeingTold(since) and "answering" or "open" end,
step = ROWS_RANK_STEP_SECONDS,
isBrief = true,
answer = function(before)
self.context.background:run(function(pause)
if self.advertiser:sendRows(base, since, pause) then
self.reputation:wereSilent(before, since)
end
end)
end
})
end
return ____exports
end,
["ledger.warnings"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local strangersIn, haveCommonTable, noteTables, watchAuthorize, questionOf, format, NIL_SECONDS, OPEN_QUESTIONS, TABLES_LIMIT
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____archive = require("log.archive")
local ARCHIVE_VERSION = ____archive.ARCHIVE_VERSION
local SAVED_NAMES = ____archive.SAVED_NAMES
local ____misuse = require("misuse")
local show = ____misuse.show
function strangersIn(saved)
local found = {}
if type(saved.version) == "number" and saved.version > ARCHIVE_VERSION then
return found
end
for key in pairs(saved) do
if not __TS__ArrayIncludes(
SAVED_NAMES,
tostring(key)
) then
found[#found + 1] = tostring(key)
end
end
table.sort(found, bytesLess)
return found
end
function haveCommonTable(one, other)
local tables = {}
noteTables(one, tables, TABLES_LIMIT)
local others = {}
noteTables(other, others, TABLES_LIMIT)
for found in pairs(others) do
if tables[found] ~= nil then
return true
end
end
return false
end
function noteTables(value, tables, limit)
local left = limit - 1
tables[value] = true
for ____, inner in pairs(value) do
if left > 0 and type(inner) == "table" and not (tables[inner] ~= nil) then
left = noteTables(inner, tables, left)
end
end
return left
end
function watchAuthorize(authorize, warn, clock)
local nilSince = {}
local count = 0
return function(event, sender, direction, isCreator, state)
local answer = authorize(
event,
sender,
direction,
isCreator,
state
)
if answer ~= nil and type(answer) ~= "boolean" then
warn(
"answer",
("authorize() must answer true, false or nil, got " .. show(answer)) .. ": that counts as false"
)
end
local question = questionOf(event, (sender .. " ") .. direction)
local since = nilSince[question]
if answer ~= nil then
if since ~= nil then
nilSince[question] = nil
count = count - 1
end
elseif since == nil then
if count >= OPEN_QUESTIONS then
nilSince = {}
count = 0
end
nilSince[question] = clock:uptime()
count = count + 1
elseif clock:uptime() - since >= NIL_SECONDS then
local about = event == nil and "who may speak (event is nil)" or ("events of type \"" .. event.type) .. "\""
local meaning = "nil means \"not known yet\", and is what a function answers that ends without return"
warn("nil " .. (event and event.type or ""), (("authorize() has answered nil for a minute about " .. about) .. ": ") .. meaning)
end
return answer
end
end
function questionOf(event, asked)
return event == nil and asked or format(
"%.0f %.0f %.0f %s",
event.time,
event.creator,
event.counter,
asked
)
end
format = string.format
NIL_SECONDS = 60
OPEN_QUESTIONS = 2000
TABLES_LIMIT = 1000
function ____exports.createWarn(name, guard)
local told = {}
return function(topic, problem)
if not (told[topic] ~= nil) then
told[topic] = true
guard:report((("LibEventLedger: " .. name) .. ": debug: ") .. problem)
end
end
end
function ____exports.watchOptions(options, warn, clock)
local strangers = strangersIn(options.saved)
if #strangers > 0 then
warn(
"saved",
"'saved' is for the library alone, and holds " .. table.concat(strangers, ", ")
)
end
if haveCommonTable(
options.initialState(),
options.initialState()
) then
warn("initialState", "initialState() puts one and the same table into each state: reducers change it for all")
end
return __TS__ObjectAssign(
{},
options,
{authorize = watchAuthorize(options.authorize, warn, clock)}
)
end
function ____exports.watchReducer(name, reducer, warn)
local call = reducer
return function(state, event)
local result = call(state, event)
if type(result) == "table" and result ~= state then
warn("reducer " .. name, ("reducer \"" .. name) .. "\" returns a table, which nobody takes: it must change the state")
end
end
end
return ____exports
end,
["ledger.wiring"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____link = require("link.link")
local Link = ____link.Link
local ____tag = require("link.tag")
local tagOf = ____tag.tagOf
local ____applier = require("replay.applier")
local Applier = ____applier.Applier
local ____replay = require("replay.replay")
local Replay = ____replay.Replay
local ____seals = require("seal.seals")
local Seals = ____seals.Seals
local ____sync = require("sync.sync")
local Sync = ____sync.Sync
function ____exports.createReplay(context, log, revocations, first)
local ____context_0 = context
local options = ____context_0.options
local schema = ____context_0.schema
local reducers = ____context_0.reducers
local undos = ____context_0.undos
local ports = ____context_0.ports
local listener = ____context_0.listener
local ____ports_1 = ports
local clock = ____ports_1.clock
local timers = ____ports_1.timers
local background = ____ports_1.background
local guard = ____ports_1.guard
local native = ____ports_1.native
local applier = __TS__New(Applier, schema, revocations, log.directory)
for ____type, reducer in pairs(reducers) do
applier:setReducer(____type, reducer)
applier:setUndo(____type, undos[____type])
end
local ready = first
return __TS__New(
Replay,
{
log = log,
applier = applier,
initialState = function()
local state = ready or options.initialState()
ready = nil
return state
end,
limits = options.limits,
checkpointBytes = options.checkpointBytes,
appendOnly = options.appendOnly,
clock = clock,
timers = timers,
background = background,
guard = guard,
listener = {
stateChanged = function(____, state, change) return listener:emit("stateChanged", state, change) end,
reducerError = function(____, event, message) return listener:emit("reducerError", event, message) end,
isSkipped = function(____, ____bindingPattern0)
local message
local event
event = ____bindingPattern0.event
message = ____bindingPattern0.message
return options.onReducerError(event, message) == "skip"
end
}
},
native,
function() return {
stateVersion = options.stateVersion,
schema = schema:signature(),
revocations = revocations:count()
} end
)
end
function ____exports.createLink(context, scope, admission, lifetime, spokesmen)
local ____context_2 = context
local outlets = ____context_2.outlets
local options = ____context_2.options
local ports = ____context_2.ports
return __TS__New(
Link,
{
clock = ports.clock,
timers = lifetime,
outlets = outlets,
tag = tagOf(options.name, scope),
self = ports.identity.name,
routes = function() return outlets.channel:routes(
options.channels,
spokesmen()
) end,
mayPeerSpeak = function(peer) return admission:maySpeak(peer, "in") end
}
)
end
function ____exports.createSeals(____bindingPattern0, parts, toEvent, changed)
local listener
local ports
local schema
local options
options = ____bindingPattern0.options
schema = ____bindingPattern0.schema
ports = ____bindingPattern0.ports
listener = ____bindingPattern0.listener
local ____ports_3 = ports
local clock = ____ports_3.clock
local guard = ____ports_3.guard
local native = ____ports_3.native
local ____options_4 = options
local stateVersion = ____options_4.stateVersion
local history = ____options_4.history
local keepWeeks = ____options_4.keepWeeks
local upgradeState = ____options_4.upgradeState
return __TS__New(
Seals,
__TS__ObjectAssign(
{},
parts,
{
schema = schema,
native = native,
clock = clock,
guard = guard,
stateVersion = stateVersion,
history = history,
keepWeeks = keepWeeks,
upgradeState = upgradeState,
toEvent = toEvent,
sealed = function(____bindingPattern0)
local body
local id
local time
time = ____bindingPattern0.time
id = ____bindingPattern0.id
body = ____bindingPattern0.body
return listener:emit(
"sealed",
toEvent(time, id, body)
)
end,
mismatched = function(mismatch) return listener:emit("sealMismatch", mismatch) end,
orphaned = function(event) return listener:emit("orphan", event) end,
changed = changed
}
)
)
end
function ____exports.createSync(context, log, link, admission, lifetime, seals, ____bindingPattern0)
local isCreator
local mayLeave
local received
received = ____bindingPattern0.received
mayLeave = ____bindingPattern0.mayLeave
isCreator = ____bindingPattern0.isCreator
local ____context_5 = context
local isSending = ____context_5.isSending
local listener = ____context_5.listener
local ports = ____context_5.ports
local ____ports_6 = ports
local clock = ____ports_6.clock
local random = ____ports_6.random
local identity = ____ports_6.identity
local sync = __TS__New(
Sync,
{
log = log,
clock = clock,
timers = lifetime,
background = lifetime,
random = random,
port = link:port(),
self = identity.name,
claim = clock:serverTime(),
mayServe = function() return isSending() and admission:maySpeak(identity.name, "out") end,
mayLeave = function(time, id, body) return isSending() and mayLeave(time, id, body) end,
isSending = isSending,
isCreator = function(id, peer) return isCreator(id, peer) end,
seals = seals
},
{
received = function(____, time, id, server, body, sender) return received(
time,
id,
server,
body,
sender
) end,
syncChanged = function() return listener:emit("syncChanged") end
}
)
link:register(sync)
return sync
end
return ____exports
end,
["ledger.for-tools"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____checked_2Dtext = require("block.checked-text")
local encodeChecked = ____checked_2Dtext.encodeChecked
local ____inbox = require("inbox.inbox")
local Inbox = ____inbox.Inbox
local ____names = require("ledger.names")
local Names = ____names.Names
local ____saved_2Dtypes = require("ledger.saved-types")
local savedTypes = ____saved_2Dtypes.savedTypes
local LOAD_SECONDS = 1
local function noPause()
end
____exports.ForTools = __TS__Class()
local ForTools = ____exports.ForTools
function ForTools.prototype.____constructor(self, context, scope, saved, log, lifetime, host)
self.context = context
self.scope = scope
self.saved = saved
self.lifetime = lifetime
self.hasTypes = false
local ____context_0 = context
local options = ____context_0.options
local schema = ____context_0.schema
local ports = ____context_0.ports
local ____ports_1 = ports
local clock = ____ports_1.clock
local identity = ____ports_1.identity
local native = ____ports_1.native
self.names = __TS__New(
Names,
saved,
log,
schema,
identity,
clock,
lifetime,
native
)
if options.inbox then
local function save(text)
saved.inbox = text
end
self.reader = __TS__New(
Inbox,
identity,
native,
lifetime,
__TS__ObjectAssign({}, host, {save = save})
)
end
end
function ForTools.prototype.begin(self)
local ____self_context_2 = self.context
local options = ____self_context_2.options
local ports = ____self_context_2.ports
options.saved.ledger = options.name
self.names:begin()
self.lifetime:run(function(pause) return self:saveTypes(pause) end)
if self.reader == nil then
self.saved.inbox = nil
return
end
local ____self_saved_3, ____inbox_4 = self.saved, "inbox"
if ____self_saved_3[____inbox_4] == nil then
____self_saved_3[____inbox_4] = encodeChecked("", ports.native, noPause)
end
self:openInbox(self.reader)
end
function ForTools.prototype.inbox(self)
local ____opt_5 = self.reader
return ____opt_5 and ____opt_5:status()
end
function ForTools.prototype.areNamesDamaged(self)
return self.names.isDamaged
end
function ForTools.prototype.inserted(self, id, body)
self.names:inserted(id, body)
end
function ForTools.prototype.defined(self)
self.hasTypes = false
end
function ForTools.prototype.playersChanged(self)
self.names:changed()
end
function ForTools.prototype.keepHouse(self)
self.names:keepHouse()
if not self.hasTypes then
self.lifetime:run(function(pause) return self:saveTypes(pause) end)
end
end
function ForTools.prototype.save(self)
if not self.hasTypes then
self:saveTypes(noPause)
end
end
function ForTools.prototype.saveTypes(self, pause)
local ____self_context_7 = self.context
local options = ____self_context_7.options
local schema = ____self_context_7.schema
local ports = ____self_context_7.ports
self.hasTypes = true
options.saved.types = savedTypes(schema, options.stateVersion, ports.native, pause)
end
function ForTools.prototype.openInbox(self, reader)
local ____self_context_8 = self.context
local options = ____self_context_8.options
local ports = ____self_context_8.ports
if not ports.inbox:isLoaded() then
self.lifetime:after(
LOAD_SECONDS,
function() return self:openInbox(reader) end
)
return
end
local found, isMalformed, isFirst = ports.inbox:take(options.name, self.scope)
if isFirst then
reader:open(found, isMalformed)
end
end
return ____exports
end,
["ledger.query"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local ____contents = require("block.contents")
local ContentsBuilder = ____contents.ContentsBuilder
local ____stride = require("block.stride")
local Stride = ____stride.Stride
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local ____back_2Dcursor = require("log.back-cursor")
local BackCursor = ____back_2Dcursor.BackCursor
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
local ____arguments = require("ledger.arguments")
local readCreator = ____arguments.readCreator
local readPlayer = ____arguments.readPlayer
local ceil = math.ceil
local char = string.char
local huge = math.huge
local function typeByteOf(schema, name)
local digits = string.match(name, "^#([1-9]%d?%d?)$")
local number = digits == nil and 256 or tonumber(digits)
local ____opt_0 = schema:named(name)
local id = ____opt_0 and ____opt_0.id or (schema:withId(number) == nil and number or 256)
local ____temp_2
if id > 255 then
____temp_2 = nil
else
____temp_2 = char(id)
end
return ____temp_2
end
____exports.Query = __TS__Class()
local Query = ____exports.Query
function Query.prototype.____constructor(self, source, filter)
self.source = source
self.filter = filter
local ____filter_3 = filter
local from = ____filter_3.from
if from == nil then
from = 0
end
local to = ____filter_3.to
if to == nil then
to = huge
end
local limit = ____filter_3.limit
if limit == nil then
limit = huge
end
local newestFirst = ____filter_3.newestFirst
if newestFirst == nil then
newestFirst = false
end
local ____temp_4
if filter.type == nil then
____temp_4 = nil
else
____temp_4 = typeByteOf(source.schema, filter.type)
end
local ____type = ____temp_4
self.wanted = {
type = ____type,
creator = readCreator(filter.creator),
player = readPlayer(filter.player)
}
self.first = from
self.last = to
self.left = ____type == nil and filter.type ~= nil and 0 or limit
local function mayHold(week)
local ____temp_9 = week.size > 0
if not ____temp_9 then
local ____opt_7 = week.packed
local ____opt_5 = ____opt_7 and ____opt_7.contents
____temp_9 = (____opt_5 and ____opt_5:mayHold(self.wanted)) ~= false
end
return ____temp_9
end
if newestFirst then
self.cursor = __TS__New(
BackCursor,
source.log,
self:isNarrow() and huge or limit,
mayHold
)
self.cursor:seek(to, huge)
else
self.forward = __TS__New(LogCursor, source.log, mayHold)
self.forward:seek(
ceil(from) - 1,
huge
)
self.cursor = self.forward
end
end
function Query.prototype.next(self, pause)
local cursor = self.cursor
local stride = __TS__New(Stride, pause)
while self.left > 0 and cursor:next(pause) do
local ____cursor_10 = cursor
local time = ____cursor_10.time
local id = ____cursor_10.id
if time < self.first or time > self.last then
break
end
self:takeDown()
local event = self:select(time, id)
if event ~= nil then
self.left = self.left - 1
return event
end
stride:passed(0)
end
self.left = 0
return nil
end
function Query.prototype.isNarrow(self)
local ____self_wanted_11 = self.wanted
local ____type = ____self_wanted_11.type
local creator = ____self_wanted_11.creator
local player = ____self_wanted_11.player
return ____type ~= nil or creator ~= nil or player ~= nil
end
function Query.prototype.select(self, time, id)
local cursor = self.cursor
local wanted = self.wanted
local filter = self.filter
if wanted.creator ~= nil and creatorOf(id) ~= wanted.creator then
return nil
end
if wanted.type ~= nil and cursor:typeByte() ~= wanted.type then
return nil
end
local event = self.source.admission:toEventOfRow(
time,
id,
cursor:row()
)
return (filter.player == nil or self:names(event, filter.player)) and event or nil
end
function Query.prototype.names(self, event, player)
local ____opt_12 = self.source.schema:named(event.type)
for ____, ____value in ipairs(____opt_12 and ____opt_12.fields or ({})) do
local name = ____value.name
local kind = ____value.kind
local value = event[name]
if kind == "guid" and value == player then
return true
end
if kind == "guid[]" and value ~= nil and __TS__ArrayIncludes(value, player) then
return true
end
end
return false
end
function Query.prototype.takeDown(self)
local forward = self.forward
local packed = forward and forward:packedWeek()
if packed ~= self.packed then
self.packed = packed
local isAsked = self:isNarrow() and packed ~= nil and packed.contents == nil
self.contents = isAsked and __TS__New(ContentsBuilder) or nil
end
local contents = self.contents
if contents ~= nil then
contents:add(
creatorOf(forward.id),
forward:row()
)
if contents.count == packed.count then
packed.contents = contents:finish()
self.contents = nil
end
end
end
function ____exports.visitEvents(query, visit, guard, pause)
local count = 0
local isOver = false
local event = query:next(pause)
local function visitNext()
isOver = true
isOver = visit(event) == false
end
while event ~= nil do
count = count + 1
guard:call(visitNext)
pause()
local ____isOver_16
if isOver then
____isOver_16 = nil
else
____isOver_16 = query:next(pause)
end
event = ____isOver_16
end
return count
end
return ____exports
end,
["ledger.rejections"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local ____exports = {}
local ____key = require("event.key")
local packKey = ____key.packKey
local weekOf = ____key.weekOf
local LIMIT = 1000
____exports.Rejections = __TS__Class()
local Rejections = ____exports.Rejections
function Rejections.prototype.____constructor(self)
self.keys = {}
self.byWeek = {}
self.count = 0
end
function Rejections.prototype.note(self, ____bindingPattern0, reason)
local sender
local id
local time
time = ____bindingPattern0.time
id = ____bindingPattern0.id
sender = ____bindingPattern0.sender
self.last = {peer = sender, reason = reason}
local key = packKey(time, id)
if not (self.keys[key] ~= nil) and self.count < LIMIT then
self.keys[key] = true
self:add(
weekOf(time),
1
)
end
end
function Rejections.prototype.entered(self, time, id)
local key = packKey(time, id)
if self.count > 0 and self.keys[key] ~= nil then
self.keys[key] = nil
self:add(
weekOf(time),
-1
)
end
end
function Rejections.prototype.ofWeek(self, weekNumber)
return self.byWeek[weekNumber] or 0
end
function Rejections.prototype.all(self)
local ____temp_0
if self.count == 0 or self.last == nil then
____temp_0 = nil
else
____temp_0 = __TS__ObjectAssign({count = self.count}, self.last)
end
return ____temp_0
end
function Rejections.prototype.add(self, weekNumber, change)
self.count = self.count + change
self.byWeek[weekNumber] = self:ofWeek(weekNumber) + change
end
return ____exports
end,
["ledger.rewrites"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____body = require("event.body")
local typeOf = ____body.typeOf
local ____import_2Dmark = require("event.import-mark")
local againMark = ____import_2Dmark.againMark
local markBody = ____import_2Dmark.markBody
local unmarkedBody = ____import_2Dmark.unmarkedBody
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local packKey = ____key.packKey
local ____schema = require("event.schema")
local SYSTEM_TYPE = ____schema.SYSTEM_TYPE
local ____lookup = require("log.lookup")
local bodyAt = ____lookup.bodyAt
local ____revocations = require("log.revocations")
local targetOf = ____revocations.targetOf
local undoBody = ____revocations.undoBody
____exports.CARRIED_BYTES = 3500
____exports.Rewrites = __TS__Class()
local Rewrites = ____exports.Rewrites
function Rewrites.prototype.____constructor(self, host)
self.host = host
end
function Rewrites.prototype.revokeSealed(self, time, id)
local ____self_host_0 = self.host
local log = ____self_host_0.log
local schema = ____self_host_0.schema
local hasUndo = ____self_host_0.hasUndo
local isRevoked = ____self_host_0.isRevoked
local submit = ____self_host_0.submit
local body = bodyAt(log, time, id)
if body == nil or #body > ____exports.CARRIED_BYTES or typeOf(body) == SYSTEM_TYPE then
return nil, "sealed"
end
local event = schema:decode(
time,
id,
body,
log.directory:guid(creatorOf(id))
)
if event == nil or not hasUndo(event.type) or isRevoked(time, id, event) then
return nil, "sealed"
end
return submit(undoBody(
time,
id,
body,
log.directory:server(creatorOf(id))
))
end
function Rewrites.prototype.resubmit(self, ____bindingPattern0)
local body
local id
local time
time = ____bindingPattern0.time
id = ____bindingPattern0.id
body = ____bindingPattern0.body
local ____self_host_1 = self.host
local schema = ____self_host_1.schema
local submit = ____self_host_1.submit
local revoke = ____self_host_1.revoke
if typeOf(body) == SYSTEM_TYPE then
local target = targetOf(body)
if target == nil or target.time == 0 then
return nil, "sealed"
end
return revoke(target.time, target.id)
end
local ____opt_2 = schema:withId(typeOf(body))
local fields = ____opt_2 and #____opt_2.fields
local ____temp_4
if fields == nil then
____temp_4 = nil
else
____temp_4 = markBody(
unmarkedBody(body),
fields,
againMark(packKey(time, id))
)
end
local marked = ____temp_4
if marked == nil then
return nil, "refused"
end
return submit(marked)
end
return ____exports
end,
["ledger.recovery"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local keyOf
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____key = require("event.key")
local packKey = ____key.packKey
function keyOf(time, id, body)
return packKey(time, id) .. body
end
____exports.WITNESSES = 2
local OFFER_LIMIT = 2000
local OFFERS_PER_PEER = 500
____exports.Recovery = __TS__Class()
local Recovery = ____exports.Recovery
function Recovery.prototype.____constructor(self, clock, background, savedAt, taker)
self.background = background
self.savedAt = savedAt
self.taker = taker
self.offers = {}
self.size = 0
self.firsts = {}
self.openedAt = clock:serverTime()
end
function Recovery.prototype.count(self)
return self.size
end
function Recovery.prototype.mayBeLost(self, time)
return time > self.savedAt and time <= self.openedAt
end
function Recovery.prototype.offer(self, time, id, body, sender)
local known = self.offers[keyOf(time, id, body)]
if known == nil then
self:add({time = time, id = id, body = body, witnesses = {sender}})
return
end
if not __TS__ArrayIncludes(known.witnesses, sender) then
known.witnesses[#known.witnesses + 1] = sender
end
if #known.witnesses >= ____exports.WITNESSES then
self:take(known)
end
end
function Recovery.prototype.takeAll(self)
local offers = self:list()
self.background:run(function(pause)
for ____, offer in ipairs(offers) do
if self.offers[keyOf(offer.time, offer.id, offer.body)] ~= nil then
self:take(offer)
end
pause()
end
end)
return #offers
end
function Recovery.prototype.list(self)
local list = {}
for ____, offer in pairs(self.offers) do
list[#list + 1] = offer
end
table.sort(
list,
function(a, b) return bytesLess(
keyOf(a.time, a.id, a.body),
keyOf(b.time, b.id, b.body)
) end
)
return list
end
function Recovery.prototype.add(self, offer)
local ____offer_0 = offer
local time = ____offer_0.time
local id = ____offer_0.id
local body = ____offer_0.body
local witnesses = ____offer_0.witnesses
local first = unpack(witnesses, 1, 1)
local firsts = self.firsts[first] or 0
if self.size >= OFFER_LIMIT or firsts >= OFFERS_PER_PEER then
return
end
self.firsts[first] = firsts + 1
self.offers[keyOf(time, id, body)] = offer
self.size = self.size + 1
self.taker.offered(time, id, body)
end
function Recovery.prototype.take(self, offer)
local ____offer_1 = offer
local time = ____offer_1.time
local id = ____offer_1.id
local body = ____offer_1.body
local witnesses = ____offer_1.witnesses
local first = unpack(witnesses, 1, 1)
self.offers[keyOf(time, id, body)] = nil
self.size = self.size - 1
self.firsts[first] = self.firsts[first] - 1
self.taker.takeBack(time, id, body)
end
return ____exports
end,
["ledger.saver"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local SAVING_LIMIT = 120
local function noPause()
end
____exports.Saver = __TS__Class()
local Saver = ____exports.Saver
function Saver.prototype.____constructor(self, saved, archive, replay, clock, background)
self.saved = saved
self.archive = archive
self.replay = replay
self.clock = clock
self.background = background
self.savingUntil = 0
end
function Saver.prototype.saveNow(self)
self:save(noPause, true)
end
function Saver.prototype.saveSoon(self)
if not self:isSaving() then
self.savingUntil = self.clock:uptime() + SAVING_LIMIT
self.background:run(function(pause)
self.archive:saveAtRest(
self.clock:uptime(),
pause
)
self:saveState(pause, false)
self.savingUntil = 0
end)
end
end
function Saver.prototype.saveWithin(self, pause, rest)
while self:isSaving() do
rest()
end
self.savingUntil = self.clock:uptime() + SAVING_LIMIT
self:save(pause, false)
self.savingUntil = 0
end
function Saver.prototype.isSaving(self)
return self.clock:uptime() < self.savingUntil
end
function Saver.prototype.save(self, pause, isLast)
self.saved.savedAt = self.clock:serverTime()
if self.archive:isBehind() then
self.archive:save(pause)
end
self:saveState(pause, isLast)
end
function Saver.prototype.saveState(self, pause, isLast)
self.saved.checkpoint = self.replay:saveCheckpoint(pause, isLast) or self.saved.checkpoint
end
return ____exports
end,
["ledger.seal-policy"] = function(...) 
local ____exports = {}
local ____key = require("event.key")
local toId = ____key.toId
local ____schema = require("event.schema")
local REVOKE = ____schema.REVOKE
local SEAL = ____schema.SEAL
function ____exports.withSeals(authorize, sealers, schema, isLate)
return function(event, sender, direction, isCreator, state)
if (event and event.type) == SEAL.name and isCreator then
return sealers.write(
event,
sender,
direction,
isCreator,
state
)
end
local answer = authorize(
event,
sender,
direction,
isCreator,
state
)
if answer ~= true or (event and event.type) ~= REVOKE.name then
return answer
end
if event.targetBody == nil then
return not isCreator or not isLate(event) or authorize(
event,
sender,
direction,
false,
state
)
end
local ____event_target_4 = event.target
local time = ____event_target_4.time
local creator = ____event_target_4.creator
local counter = ____event_target_4.counter
local carried = schema:decode(
time,
toId(creator, counter),
event.targetBody,
""
)
return carried ~= nil and authorize(
carried,
sender,
direction,
false,
state
)
end
end
return ____exports
end,
["ledger.state-watch"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local VERIFY_SECONDS = 60
local PLACE = "^state"
____exports.StateWatch = __TS__Class()
local StateWatch = ____exports.StateWatch
function StateWatch.prototype.____constructor(self, replay, clock, warn)
self.replay = replay
self.clock = clock
self.warn = warn
self.isLooking = false
self.verifiedAt = clock:uptime()
end
function StateWatch.prototype.look(self)
if self.isLooking then
return
end
self.isLooking = true
self.replay:findSaveProblem(function(problem)
if problem ~= nil then
self.warn("state", "the state cannot be saved, and each login will replay the whole log: " .. problem)
end
self.isLooking = false
self:verifyNowAndThen()
end)
end
function StateWatch.prototype.verifyNowAndThen(self)
if self.clock:uptime() - self.verifiedAt < VERIFY_SECONDS then
return
end
self.isLooking = true
self.replay:verify(function(____bindingPattern0)
local difference
difference = ____bindingPattern0.difference
self.isLooking = false
self.verifiedAt = self.clock:uptime()
if difference ~= nil and (string.match(difference, PLACE)) ~= nil then
self.warn("verify", (("the log leads to another " .. difference) .. " than there is: something outside of the reducers has ") .. "changed the state, or a reducer depends on more than state and event, or changes what a list of appendOnly holds")
end
end)
end
return ____exports
end,
["ledger.session"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local ____exports = {}
local savedAtOf
local ____lifetime = require("lifetime")
local Lifetime = ____lifetime.Lifetime
local ____admission = require("log.admission")
local Admission = ____admission.Admission
local ____archive = require("log.archive")
local Archive = ____archive.Archive
local openScope = ____archive.openScope
local ____body = require("event.body")
local typeOf = ____body.typeOf
local ____import_2Dmark = require("event.import-mark")
local againKeyOf = ____import_2Dmark.againKeyOf
local ____cursor = require("log.cursor")
local LogCursor = ____cursor.LogCursor
local ____lookup = require("log.lookup")
local bodyAt = ____lookup.bodyAt
local importIdAt = ____lookup.importIdAt
local ____guid = require("event.guid")
local parseGuid = ____guid.parseGuid
local ____hybrid_2Dclock = require("event.hybrid-clock")
local HybridClock = ____hybrid_2Dclock.HybridClock
local ____importer = require("ledger.importer")
local Importer = ____importer.Importer
local ____key = require("event.key")
local creatorOf = ____key.creatorOf
local MAX_TIME = ____key.MAX_TIME
local packKey = ____key.packKey
local toId = ____key.toId
local weekOf = ____key.weekOf
local ____log = require("log.log")
local Log = ____log.Log
local ____saved_2Dlua = require("log.saved-lua")
local formatScope = ____saved_2Dlua.formatScope
local ____revocations = require("log.revocations")
local revocationBody = ____revocations.revocationBody
local Revocations = ____revocations.Revocations
local ____schema = require("event.schema")
local REVOKE = ____schema.REVOKE
local SYSTEM_TYPE = ____schema.SYSTEM_TYPE
local ____conflicts = require("ledger.conflicts")
local Conflicts = ____conflicts.Conflicts
local ____creators = require("ledger.creators")
local Creators = ____creators.Creators
local ____for_2Dtools = require("ledger.for-tools")
local ForTools = ____for_2Dtools.ForTools
local ____query = require("ledger.query")
local Query = ____query.Query
local visitEvents = ____query.visitEvents
local ____rejections = require("ledger.rejections")
local Rejections = ____rejections.Rejections
local ____rewrites = require("ledger.rewrites")
local Rewrites = ____rewrites.Rewrites
local ____recovery = require("ledger.recovery")
local Recovery = ____recovery.Recovery
local ____saver = require("ledger.saver")
local Saver = ____saver.Saver
local ____seal_2Dpolicy = require("ledger.seal-policy")
local withSeals = ____seal_2Dpolicy.withSeals
local ____state_2Dwatch = require("ledger.state-watch")
local StateWatch = ____state_2Dwatch.StateWatch
local ____wiring = require("ledger.wiring")
local createLink = ____wiring.createLink
local createReplay = ____wiring.createReplay
local createSeals = ____wiring.createSeals
local createSync = ____wiring.createSync
function savedAtOf(____bindingPattern0)
local savedAt
savedAt = ____bindingPattern0.savedAt
return type(savedAt) == "number" and savedAt >= 0 and savedAt <= MAX_TIME and savedAt or nil
end
local HOUSEKEEPING_SECONDS = 5
local OPENING_MILLISECONDS = 2.5
____exports.Session = __TS__Class()
local Session = ____exports.Session
function Session.prototype.____constructor(self, context, scope)
self.context = context
self.scope = scope
self.damagedParts = {}
self.rejections = __TS__New(Rejections)
self.damage = {}
self.submitted = {}
self.isClosed = false
self.hasBegun = false
local ____context_0 = context
local options = ____context_0.options
local ports = ____context_0.ports
local listener = ____context_0.listener
local schema = ____context_0.schema
self.schema = schema
self.ports = ports
self.openedAt = ports.clock:uptime()
self.listener = listener
local server, creator = parseGuid(ports.identity.guid)
self.server = server
self.creator = creator
self.log = __TS__New(
Log,
ports.background,
ports.native,
{
inserted = function(____, time, id, body) return self:inserted(time, id, body) end,
conflict = function(____, time, id, kept, lost, hasChanged) return self:conflict(
time,
id,
kept,
lost,
hasChanged
) end,
yields = function(____, time, id, present) return self.conflicts:yields(time, id, present) end,
moves = function(____, time, id, body) return self:mayPassOn(time, id, body) ~= false end,
quarantined = function(____, weekNumber, packed, reason) return self:quarantine(weekNumber, packed, reason) end,
completed = function()
if self.hasBegun then
self.seals.keeper:look()
end
end,
late = function(____, time, id, body) return self:tooLate(time, id, body) end
}
)
local saved = openScope(options.saved, scope)
self.isReadOnly = saved == nil
self.saved = saved or ({})
self.revocations = __TS__New(
Revocations,
ports.background,
function(time, id) return self.replay:changed(time, id) end
)
self.archive = __TS__New(
Archive,
self.saved,
self.log,
self.revocations,
ports.native
)
self.keys = __TS__New(
HybridClock,
ports.clock,
self.creator,
function(time, id)
local ____opt_1 = self.log:week(weekOf(time))
return (____opt_1 and ____opt_1:bodyAt(time, id)) ~= nil
end
)
local authorize = withSeals(
options.authorize,
options.sealers,
schema,
function(event) return self.seals.keeper:isLate(event) end
)
self.admission = __TS__New(
Admission,
self.log,
schema,
ports.clock,
ports.guard,
authorize,
{
refused = function(candidate, reason) return self:refused(candidate, reason) end,
isCreator = function(id, player) return self:isCreator(id, player) end,
state = function() return self.replay:knownState() end,
serverTold = function(candidate) return self.creators:told(candidate) end
}
)
self.conflicts = __TS__New(
Conflicts,
ports.clock,
function(time, id, body) return self:mayPassOn(time, id, body) end,
function(weekNumber) return self.sync:hasAsked(weekNumber) end
)
self.creators = __TS__New(
Creators,
self.log,
ports.identity,
ports.clock,
function(____bindingPattern0)
local body
local id
local time
time = ____bindingPattern0.time
id = ____bindingPattern0.id
body = ____bindingPattern0.body
return self.conflicts:yields(time, id, body)
end,
function() return self.replay:restart() end
)
self.rewrites = __TS__New(
Rewrites,
{
log = self.log,
schema = schema,
hasUndo = function(____type) return context.undos[____type] ~= nil end,
isRevoked = function(time, id, event) return self:isRevoked(time, id, event) end,
submit = function(body) return self:submit(body) end,
revoke = function(time, id) return self:revoke(time, id) end
}
)
self.lifetime = __TS__New(Lifetime, ports.timers, ports.background)
self.link = createLink(
context,
scope,
self.admission,
self.lifetime,
function() return self.sync.reputation:spokesmen() end
)
end
function Session.prototype.open(self, state, begun)
local hasBegun = false
self.lifetime:run(function(pause)
self:load(pause)
self:begin(state, pause)
hasBegun = true
begun()
end)
self.lifetime:drive(
OPENING_MILLISECONDS,
function() return hasBegun end
)
end
function Session.prototype.submit(self, body, behindTime, behindId)
if self.isReadOnly then
return nil, "readOnly"
end
local time, id = self.keys:issue(behindTime, behindId)
if time == nil then
return nil, "clock"
end
local key = packKey(time, id)
self.submitted[key] = true
local sender = self.ports.identity.name
local verdict = self.admission:admit({
time = time,
id = id,
body = body,
server = self.server,
sender = sender,
isCreator = true
})
if verdict == "admitted" then
return self.admission:toEvent(time, id, body)
end
if verdict == "held" then
return nil, "held"
end
self.submitted[key] = nil
return nil, verdict == "unauthorized" and verdict or "refused"
end
function Session.prototype.preview(self, body, counter)
local time = self.ports.clock:serverTime()
return self.admission:toEvent(
time,
toId(self.creator, counter),
body
)
end
function Session.prototype.revoke(self, time, id)
if self.seals.keeper:isSealed(time) then
return self.rewrites:revokeSealed(time, id)
end
local importId = importIdAt(self.log, time, id)
local body = revocationBody(time, id, importId)
local isById = importId ~= nil and self:mayPassOn(
time,
toId(self.creator, 0),
body
) ~= false
return self:submit(
isById and body or revocationBody(time, id),
time,
id
)
end
function Session.prototype.isRevoked(self, time, id, event)
if self.revocations:isRevoked(time, id) or self.revocations:isUndone(time, id) then
return true
end
if event.type == REVOKE.name then
return false
end
local ____temp_3
if event.type == nil then
____temp_3 = importIdAt(self.log, time, id)
else
____temp_3 = event.importId
end
local importId = ____temp_3
return importId ~= nil and self.revocations:isImportRevoked(importId, time)
end
function Session.prototype.seal(self, week, isForced, done)
local ____self_ports_4 = self.ports
local guard = ____self_ports_4.guard
local reason = self:sealObstacle(week, isForced)
if reason ~= nil then
self.lifetime:run(function() return guard:call(done, {reason = reason}) end)
else
self.seals:seal(
week,
isForced,
function(body) return self:submit(body) end,
done
)
end
return true
end
function Session.prototype.sealObstacle(self, week, isForced)
if self.isReadOnly then
return "readOnly"
end
local ____opt_5 = self.seals.keeper.held.seal
if (____opt_5 and ____opt_5.week or 0) >= week then
return "nothing"
end
local ____temp_7
if isForced or self:isInStep() then
____temp_7 = nil
else
____temp_7 = "notInStep"
end
return ____temp_7
end
function Session.prototype.isInStep(self)
local state = self.sync:state()
local isHeard = __TS__ArraySome(
self.link.peers:all(),
function(____, ____bindingPattern0)
local name
name = ____bindingPattern0.name
local ____opt_8 = self.sync.reputation:get(name)
return (____opt_8 and ____opt_8.claim) ~= nil
end
)
return state == "synced" or state == "unconfirmed" and isHeard
end
function Session.prototype.resubmit(self, time, id)
local ____self_seals_keeper_held_10 = self.seals.keeper.held
local orphans = ____self_seals_keeper_held_10.orphans
local orphan = orphans:find(time, id)
if orphan == nil or creatorOf(id) ~= self.creator then
return nil, orphan == nil and "refused" or "unauthorized"
end
local event, reason = self.rewrites:resubmit(orphan)
if event == nil then
return nil, reason
end
orphans:remove(time, id)
return event
end
function Session.prototype.prune(self, weeks, done)
if self.isReadOnly then
return false
end
self.seals:prune(
weeks,
done or (function()
end)
)
return true
end
function Session.prototype.exportText(self, done)
if self.isReadOnly then
return false
end
local ____self_context_options_11 = self.context.options
local name = ____self_context_options_11.name
self.lifetime:run(function(pause, rest)
self.saver:saveWithin(pause, rest)
self.ports.guard:call(
done,
formatScope(name .. "_Saved", self.scope, self.saved, pause)
)
end)
return true
end
function Session.prototype.define(self, ____type, reducer, undo)
local ____opt_12 = self.forTools
if ____opt_12 ~= nil then
____opt_12:defined()
end
self.replay:setReducer(____type, reducer, undo)
self.seals.keeper:checkAnew()
end
function Session.prototype.eachEvent(self, filter, visit, done)
self.lifetime:run(function(pause)
local count = visitEvents(
__TS__New(Query, self, filter),
visit,
self.ports.guard,
pause
)
if done ~= nil then
self.ports.guard:call(done, count)
end
end)
return true
end
function Session.prototype.find(self, time, id)
local body = bodyAt(self.log, time, id)
local ____temp_14
if body == nil then
____temp_14 = nil
else
____temp_14 = self.admission:toEvent(time, id, body)
end
return ____temp_14
end
function Session.prototype.importEvents(self, entries, done)
if self.isReadOnly then
return false
end
local ____self_ports_15 = self.ports
local background = ____self_ports_15.background
local guard = ____self_ports_15.guard
local identity = ____self_ports_15.identity
background:run(function(pause, rest)
local importer = __TS__New(
Importer,
self.log,
self.schema,
self.admission,
identity,
function() return self.isClosed end
)
local result = importer:run(entries, pause)
if not self.isClosed then
self.saver:saveWithin(pause, rest)
end
guard:call(done, result)
end)
return true
end
function Session.prototype.receive(self, text, sender, arrival)
self.link:receive(text, sender, arrival)
end
function Session.prototype.retry(self)
self.lifetime:run(function(pause) return self.admission:retry(pause) end)
self.link:retry()
end
function Session.prototype.playersChanged(self)
local ____opt_16 = self.forTools
if ____opt_16 ~= nil then
____opt_16:playersChanged()
end
end
function Session.prototype.inbox(self)
local ____opt_18 = self.forTools
return ____opt_18 and ____opt_18:inbox()
end
function Session.prototype.recoverable(self)
return __TS__ArrayMap(
self.recovery:list(),
function(____, ____bindingPattern0)
local body
local id
local time
time = ____bindingPattern0.time
id = ____bindingPattern0.id
body = ____bindingPattern0.body
return self.admission:toEvent(time, id, body)
end
)
end
function Session.prototype.recoverableCount(self)
return self.recovery:count()
end
function Session.prototype.recover(self)
return self.recovery:takeAll()
end
function Session.prototype.delivery(self, time, id)
local week = self.log:week(weekOf(time))
local isPacked = (week and week.packed) ~= nil and time <= week.packed.lastTime
return (isPacked or (week and week:bodyAt(time, id)) ~= nil) and self.sync:deliveryOf(time, id) or nil
end
function Session.prototype.allDamagedParts(self)
local ____opt_24 = self.forTools
local names = (____opt_24 and ____opt_24:areNamesDamaged()) == true and ({"names"}) or ({})
return __TS__ArrayConcat(self.damagedParts, names, self.archive.sealed.damagedParts)
end
function Session.prototype.isSending(self)
return self.context.isSending()
end
function Session.prototype.channel(self)
return self.context.outlets.channel
end
function Session.prototype.save(self)
if not self.isReadOnly then
self.log:settle()
self.saver:saveNow()
local ____opt_26 = self.forTools
if ____opt_26 ~= nil then
____opt_26:save()
end
end
end
function Session.prototype.close(self)
self.isClosed = true
self:save()
self.replay:stop()
self:abandon()
end
function Session.prototype.abandon(self)
local ____self_28 = self.lifetime
____self_28["end"](____self_28)
self.link:close()
end
function Session.prototype.load(self, pause)
for ____, weekNumber in ipairs(self.archive:load(pause)) do
self:noteDamage(weekNumber)
end
self.log.directory:note(self.creator, self.server, true)
end
function Session.prototype.begin(self, state, pause)
local context = self.context
local ports = self.ports
local lifetime = self.lifetime
local log = self.log
local revocations = self.revocations
local archive = self.archive
self.replay = createReplay(context, log, revocations, state)
self.seals = createSeals(
context,
{
log = log,
revocations = revocations,
archive = archive,
replay = self.replay,
part = archive.sealed,
background = lifetime,
isOwn = function(id) return creatorOf(id) == self.creator end,
isCreator = function(id, peer) return self:isCreator(id, peer) == true end
},
function(time, id, body) return self.admission:toEvent(time, id, body) end,
function() return self.sync:sealsChanged() end
)
local base = self.seals:load(pause)
for ____, ____value in ipairs(self.damage) do
local weekNumber = ____value.weekNumber
self.seals.keeper.held:noteDamage(weekNumber)
end
self.saver = __TS__New(
Saver,
self.saved,
self.archive,
self.replay,
ports.clock,
ports.background
)
self.sync = createSync(
context,
log,
self.link,
self.admission,
lifetime,
self.seals,
{
received = function(time, id, server, body, sender) return self:received(
time,
id,
server,
body,
sender
) end,
mayLeave = function(time, id, body) return self:mayPassOn(time, id, body) == true end,
isCreator = function(id, peer) return self:isCreator(id, peer) == true end
}
)
self.hasBegun = true
self:resume(base)
if not self.isReadOnly then
self.forTools = self:createForTools()
self.forTools:begin()
end
lifetime:every(
HOUSEKEEPING_SECONDS,
function() return self:keepHouse() end
)
if context.warn ~= nil then
local watch = __TS__New(StateWatch, self.replay, ports.clock, context.warn)
lifetime:every(
HOUSEKEEPING_SECONDS,
function() return watch:look() end
)
end
end
function Session.prototype.createForTools(self)
local context = self.context
local scope = self.scope
local saved = self.saved
local log = self.log
local lifetime = self.lifetime
local admission = self.admission
local listener = self.listener
return __TS__New(
ForTools,
context,
scope,
saved,
log,
lifetime,
{
admit = function(candidate) return self.seals:isUnwanted(weekOf(candidate.time)) and "sealed" or admission:take(candidate) end,
openWeek = function(weekNumber, pause)
log:open(weekNumber, pause)
end,
mayPassOn = function(time, id, body) return self:mayPassOn(time, id, body) end,
refused = function(____bindingPattern0, reason)
local sender
local body
local id
local time
time = ____bindingPattern0.time
id = ____bindingPattern0.id
body = ____bindingPattern0.body
sender = ____bindingPattern0.sender
listener:emit(
"refused",
admission:toEvent(time, id, body),
reason,
sender
)
end,
entered = function() return self.sync:logChanged() end
}
)
end
function Session.prototype.resume(self, base)
if self.archive.isDirectoryDamaged then
self.damagedParts[#self.damagedParts + 1] = "directory"
self.lifetime:run(function(pause)
self.creators:rebuild(pause)
self.archive.isDirectoryDamaged = false
end)
end
local time = self.log:lastKey()
self.keys:resume(time)
if time >= self.ports.clock:serverTime() then
self.lifetime:run(function(pause)
self.log:open(
weekOf(time),
pause
)
end)
end
self.recovery = __TS__New(
Recovery,
self.ports.clock,
self.lifetime,
savedAtOf(self.saved) or time,
{
takeBack = function(eventTime, id, body) return self:takeBack(eventTime, id, body) end,
offered = function(eventTime, id, body)
self.listener:emit(
"recoverable",
self.admission:toEvent(eventTime, id, body)
)
end
}
)
local function prepare(pause)
local isRead = self.archive:loadRevocations(pause)
if not isRead then
self.damagedParts[#self.damagedParts + 1] = "revocations"
self.lifetime:run(function(searchPause) return self:findRevocations(searchPause) end)
end
return isRead
end
self.replay:start(self.saved.checkpoint, prepare, base)
self.seals.keeper:look()
end
function Session.prototype.findRevocations(self, pause)
local cursor = __TS__New(LogCursor, self.log)
while cursor:next(pause) do
if typeOf(cursor:body()) == SYSTEM_TYPE then
self.revocations:add(
cursor.time,
cursor.id,
cursor:body()
)
self.seals.keeper:added(
cursor.time,
cursor.id,
cursor:body()
)
end
pause()
end
self.archive.hasRevocations = true
end
function Session.prototype.inserted(self, time, id, body)
self.keys:observe(time, id)
self.rejections:entered(time, id)
if typeOf(body) == SYSTEM_TYPE then
self.revocations:add(time, id, body)
self.seals.keeper:added(time, id, body)
end
local again = againKeyOf(body)
if again ~= nil then
self.seals.keeper.held.orphans:rewritten(again, id, body)
end
self.replay:changed(time, id)
local ____opt_29 = self.forTools
if ____opt_29 ~= nil then
____opt_29:inserted(id, body)
end
local key = packKey(time, id)
if self.submitted[key] ~= nil then
self.submitted[key] = nil
self.sync:broadcastLive(time, id, body)
end
if self.listener:has("eventAdded") then
self.listener:emit(
"eventAdded",
self.admission:toEvent(time, id, body)
)
end
end
function Session.prototype.tooLate(self, time, id, body)
local server = self.log.directory:server(creatorOf(id))
if creatorOf(id) == self.creator then
self.seals.keeper.held.orphans:add({time = time, id = id, body = body, server = server})
end
self.admission:refuseLate({
time = time,
id = id,
body = body,
server = server,
sender = self.ports.identity.name,
isCreator = false
})
end
function Session.prototype.conflict(self, time, id, kept, lost, hasChanged)
if hasChanged then
self.revocations:remove(time, id)
self.revocations:add(time, id, kept)
self.seals.keeper:removed(time, id)
self.seals.keeper:added(time, id, kept)
self.replay:changed(time, id)
end
if self.conflicts:note(time, id, lost) then
local admission = self.admission
self.listener:emit(
"conflict",
admission:toEvent(time, id, kept),
admission:toEvent(time, id, lost)
)
end
end
function Session.prototype.refused(self, candidate, reason)
if candidate.sender ~= self.ports.identity.name then
self.rejections:note(candidate, reason)
end
self.submitted[packKey(candidate.time, candidate.id)] = nil
if self.listener:has("refused") then
local event = self.admission:toEvent(candidate.time, candidate.id, candidate.body)
self.listener:emit("refused", event, reason, candidate.sender)
end
end
function Session.prototype.received(self, time, id, server, body, sender)
self.seals.keeper:received(time, id, body)
if self.seals:isUnwanted(weekOf(time)) then
return
end
local candidate = {
time = time,
id = id,
body = body,
server = server,
sender = sender,
isCreator = self:isCreator(id, sender)
}
local mayBeLost = creatorOf(id) == self.creator and self.recovery:mayBeLost(time)
if mayBeLost and self.admission:isUnauthorized(candidate) then
self.recovery:offer(time, id, body, sender)
return
end
self.admission:admit(candidate)
end
function Session.prototype.takeBack(self, time, id, body)
local sender = self.ports.identity.name
self.admission:admit({
time = time,
id = id,
body = body,
server = self.server,
sender = sender,
isCreator = true
})
end
function Session.prototype.isCreator(self, id, sender)
local ____self_ports_31 = self.ports
local identity = ____self_ports_31.identity
local guid = identity:guidOf(sender)
if guid == nil then
local ____identity_isRosterDue_result_32
if identity:isRosterDue() then
____identity_isRosterDue_result_32 = nil
else
____identity_isRosterDue_result_32 = false
end
return ____identity_isRosterDue_result_32
end
local ____, creator = parseGuid(guid)
return creator == creatorOf(id)
end
function Session.prototype.mayPassOn(self, time, id, body)
if self.log:isDoubtful(time, id) then
return false
end
local sender = self.ports.identity.name
return self.admission:mayLeave(
time,
id,
body,
sender,
creatorOf(id) == self.creator
)
end
function Session.prototype.quarantine(self, weekNumber, packed, reason)
self.archive:quarantine(weekNumber, packed.text, reason)
self:noteDamage(weekNumber, packed.count)
self.seals.keeper.held:noteDamage(weekNumber)
self.replay:restart()
self.listener:emit("syncChanged")
end
function Session.prototype.noteDamage(self, weekNumber, of)
self.damage[#self.damage + 1] = {
weekNumber = weekNumber,
read = self.log:countIn(weekNumber),
of = of
}
end
function Session.prototype.keepHouse(self)
local ____self_context_options_33 = self.context.options
local keepWeeks = ____self_context_options_33.keepWeeks
self:retry()
local ____opt_34 = self.forTools
if ____opt_34 ~= nil then
____opt_34:keepHouse()
end
self.seals.keeper:lookSoon()
if keepWeeks ~= nil and not self.isReadOnly and self.seals:hasToPrune(keepWeeks) then
self:prune(keepWeeks)
end
if not self.isReadOnly then
self.saver:saveSoon()
end
end
return ____exports
end,
["ledger.fork"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local ____exports = {}
local ____arguments = require("ledger.arguments")
local packEvent = ____arguments.packEvent
local ____key = require("event.key")
local COUNTERS = ____key.COUNTERS
____exports.Fork = __TS__Class()
local Fork = ____exports.Fork
function Fork.prototype.____constructor(self, session, ledger, own)
self.session = session
self.own = own
self.bodies = {}
self.copies = 0
self.isDropped = false
self.isClosed = false
self.isCommitting = false
self.subscriptions = {
ledger:on(
"stateChanged",
function() return self:rebuild() end
),
ledger:on(
"closed",
function()
self.isClosed = true
end
)
}
self:rebuild()
end
function Fork.prototype.submit(self, ____type, values)
local body = packEvent("fork.submit", self.session.schema, ____type, values)
if self.isDropped then
return nil
end
local counter = #self.bodies
self.bodies[counter + 1] = body
if self.state ~= nil then
self:apply(self.state, counter)
self.own:emit("stateChanged")
end
return self.session:preview(body, counter % COUNTERS)
end
function Fork.prototype.getState(self)
return self.state or self.session.replay:getState()
end
function Fork.prototype.isReady(self)
return self.state ~= nil
end
function Fork.prototype.count(self)
return #self.bodies
end
function Fork.prototype.onStateChanged(self, listener)
self.own:on("stateChanged", listener)
end
function Fork.prototype.commit(self)
local refused = {}
if self.isCommitting then
return {committed = 0, refused = refused}
end
self.isCommitting = true
local bodies = self.bodies
self.bodies = {}
local left = {}
for ____, body in ipairs(bodies) do
local refusal = self:submitToLedger(body)
if refusal ~= nil then
left[#left + 1] = body
refused[refusal] = (refused[refusal] or 0) + 1
end
end
self.isCommitting = false
if not self.isDropped then
self.bodies = __TS__ArrayConcat(left, self.bodies)
if #self.bodies == 0 then
self:drop()
end
end
return {committed = #bodies - #left, refused = refused}
end
function Fork.prototype.drop(self)
if not self.isDropped then
self.isDropped = true
for ____, ____end in ipairs(self.subscriptions) do
____end()
end
self.bodies = {}
self.state = nil
end
end
function Fork.prototype.rebuild(self)
self.copies = self.copies + 1
local copy = self.copies
self.session.replay:copy(function(state)
if copy ~= self.copies or self.isDropped then
return
end
for index = 0, #self.bodies - 1 do
self:apply(state, index)
end
self.state = state
self.own:emit("stateChanged")
end)
end
function Fork.prototype.submitToLedger(self, body)
if self.isClosed then
return "closed"
end
local event, refusal = self.session:submit(body)
local ____temp_0
if event ~= nil or refusal == "held" then
____temp_0 = nil
else
____temp_0 = refusal
end
return ____temp_0
end
function Fork.prototype.apply(self, state, index)
self.session.replay:reduce(
state,
self.session:preview(self.bodies[index + 1], index % COUNTERS)
)
end
return ____exports
end,
["ledger.listeners"] = function(...) 
local ____exports = {}
____exports.LISTENERS = {
"stateChanged",
"eventAdded",
"syncChanged",
"conflict",
"reducerError",
"refused",
"recoverable",
"sealed",
"sealMismatch",
"orphan",
"opened",
"closed"
}
return ____exports
end,
["ledger.policy-check"] = function(...) 
local ____exports = {}
local ____compare = require("codec.compare")
local bytesLess = ____compare.bytesLess
local ____schema = require("event.schema")
local MAX_TYPE = ____schema.MAX_TYPE
local ____misuse = require("misuse")
local misuse = ____misuse.misuse
local show = ____misuse.show
function ____exports.checkCovered(method, rights, ____type)
if not rights.covers(____type) then
misuse(
method,
"authorize",
("names neither a default nor the type " .. show(____type)) .. ": nobody could write it"
)
end
end
function ____exports.checkTypes(method, rights, schema)
local names = {unpack(rights.types)}
table.sort(names, bytesLess)
for ____, name in ipairs(names) do
if schema:named(name) == nil then
misuse(
method,
"authorize",
"names a type that is not defined, got " .. show(name)
)
end
end
for id = 1, MAX_TYPE do
local definition = schema:withId(id)
if definition ~= nil then
____exports.checkCovered(method, rights, definition.name)
end
end
end
return ____exports
end,
["version"] = function(...) 
local ____exports = {}
____exports.VERSION = "0.2.0-dev"
____exports.MINOR = 200
return ____exports
end,
["ledger.status"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ObjectAssign = ____lualib.__TS__ObjectAssign
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
function ____exports.statusOf(session, now)
local ____session_0 = session
local log = ____session_0.log
local replay = ____session_0.replay
local sync = ____session_0.sync
local link = ____session_0.link
local admission = ____session_0.admission
local channel = session:channel()
local behind = sync:behind()
local missing = 0
for ____, week in ipairs(behind) do
missing = missing + week.missing
end
local rate = sync:rate()
return __TS__ObjectAssign(
{},
replay:status(),
{
scope = session.scope,
openSeconds = now - session.openedAt,
sync = sync:state(),
events = log:count(),
weeksBehind = #behind,
eventsMissing = missing,
behind = behind,
differences = __TS__ArrayMap(
sync:differences(),
function(____, difference) return __TS__ObjectAssign(
{},
difference,
{refused = session.rejections:ofWeek(difference.weekNumber)}
) end
),
unconfirmed = sync:unconfirmed(),
seals = session.seals:status(sync:sealedOtherwise()),
inbox = session:inbox(),
recoverable = session:recoverableCount(),
eventsPerSecond = rate,
secondsLeft = missing > 0 and rate > 0 and missing / rate or nil,
conflicts = session.conflicts.count,
held = admission:waiting(),
refusals = __TS__ObjectAssign({}, admission.refusals),
rejected = session.rejections:all(),
ignored = __TS__ObjectAssign({}, link.ignored),
outgoing = link:waiting(),
sent = __TS__ObjectAssign({}, link.counters),
sendError = channel.sendError,
prefixProblem = channel.prefixProblem,
isSending = session:isSending(),
isInLockdown = link:isInLockdown(),
restriction = channel:restriction(),
peers = __TS__ArrayMap(
link.peers:all(),
function(____, ____bindingPattern0)
local version
local lastSeen
local name
name = ____bindingPattern0.name
lastSeen = ____bindingPattern0.lastSeen
version = ____bindingPattern0.version
local ____temp_1 = sync.reputation:get(name) or ({})
local claim = ____temp_1.claim
local sentAt = ____temp_1.sentAt
local ____name_3 = name
local ____temp_4 = now - lastSeen
local ____version_5 = version
local ____temp_6 = claim ~= nil
local ____temp_2
if sentAt == nil then
____temp_2 = nil
else
____temp_2 = now - sentAt
end
return {
name = ____name_3,
age = ____temp_4,
version = ____version_5,
isServing = ____temp_6,
sentAge = ____temp_2
}
end
),
quarantined = __TS__ArrayMap(
session.damage,
function(____, ____bindingPattern0)
local of
local read
local weekNumber
weekNumber = ____bindingPattern0.weekNumber
read = ____bindingPattern0.read
of = ____bindingPattern0.of
return {
weekNumber = weekNumber,
read = read,
of = of,
here = log:countIn(weekNumber)
}
end
),
damagedParts = session:allDamagedParts(),
isReadOnly = session.isReadOnly
}
)
end
function ____exports.closedStatus(closedReason, openProblem)
return {
closedReason = closedReason,
openProblem = openProblem,
openSeconds = 0,
sync = "unknown",
events = 0,
lag = 0,
skipped = {},
checkpoints = 0,
checkpointBytes = 0,
isPaused = false,
restored = 0,
weeksBehind = 0,
eventsMissing = 0,
behind = {},
differences = {},
unconfirmed = 0,
recoverable = 0,
eventsPerSecond = 0,
conflicts = 0,
held = 0,
refusals = {},
ignored = {},
outgoing = 0,
isSending = true,
isInLockdown = false,
peers = {},
quarantined = {},
damagedParts = {},
isReadOnly = false
}
end
return ____exports
end,
["ledger.ledger"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local ____exports = {}
local noPause
local ____arguments = require("ledger.arguments")
local checkFilter = ____arguments.checkFilter
local packEvent = ____arguments.packEvent
local readFields = ____arguments.readFields
local readKey = ____arguments.readKey
local ____misuse = require("misuse")
local expectFunction = ____misuse.expectFunction
local expectInteger = ____misuse.expectInteger
local expectList = ____misuse.expectList
local expectNames = ____misuse.expectNames
local expectNumber = ____misuse.expectNumber
local expectString = ____misuse.expectString
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local show = ____misuse.show
local ____explain = require("diagnostics.explain")
local explain = ____explain.explain
local ____support_2Dtext = require("diagnostics.support-text")
local supportText = ____support_2Dtext.supportText
local ____emitter = require("emitter")
local Emitter = ____emitter.Emitter
local ____event_2Dtype = require("ledger.event-type")
local DefinedType = ____event_2Dtype.DefinedType
local ____fork = require("ledger.fork")
local Fork = ____fork.Fork
local ____listeners = require("ledger.listeners")
local LISTENERS = ____listeners.LISTENERS
local ____schema = require("event.schema")
local MAX_TYPE = ____schema.MAX_TYPE
local Schema = ____schema.Schema
local SYSTEM_TYPE = ____schema.SYSTEM_TYPE
local ____options = require("ledger.options")
local checkLimits = ____options.checkLimits
local checkOnlyLimits = ____options.checkOnlyLimits
local tryInitialState = ____options.tryInitialState
local WEEKS_KEPT_LIMIT = ____options.WEEKS_KEPT_LIMIT
local ____policy_2Dcheck = require("ledger.policy-check")
local checkCovered = ____policy_2Dcheck.checkCovered
local checkTypes = ____policy_2Dcheck.checkTypes
local ____key = require("event.key")
local packKey = ____key.packKey
local WEEK_SECONDS = ____key.WEEK_SECONDS
local weekOf = ____key.weekOf
local ____query = require("ledger.query")
local Query = ____query.Query
local ____session = require("ledger.session")
local Session = ____session.Session
local ____version = require("version")
local VERSION = ____version.VERSION
local ____warnings = require("ledger.warnings")
local createWarn = ____warnings.createWarn
local watchOptions = ____warnings.watchOptions
local watchReducer = ____warnings.watchReducer
local ____status = require("ledger.status")
local closedStatus = ____status.closedStatus
local statusOf = ____status.statusOf
function noPause()
end
local TYPE_OPTIONS = {"id", "fields", "undo"}
local SEAL_OPTIONS = {"before", "force"}
____exports.Ledger = __TS__Class()
local Ledger = ____exports.Ledger
function Ledger.prototype.____constructor(self, options, ports, outlets)
self.ports = ports
self.outlets = outlets
self.schema = __TS__New(Schema)
self.reducers = {}
self.undos = {}
self.isStarted = false
self.isSending = true
self.isReplayPaused = false
self.warn = options.debug and createWarn(options.name, ports.guard) or nil
self.options = self.warn == nil and options or watchOptions(options, self.warn, ports.clock)
self.emitter = __TS__New(Emitter, ports.guard)
end
function Ledger.prototype.define(self, name, options, reducer)
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
expectInteger(
"define",
"id",
id,
1,
MAX_TYPE
)
local ____opt_1 = self.schema:withId(id)
local owner = ____opt_1 and ____opt_1.name or name
if owner ~= name then
misuse(
"define",
"id",
((((("is already used by type \"" .. owner) .. "\", got ") .. show(id)) .. " for \"") .. name) .. "\""
)
end
local ____opt_3 = self.schema:named(name)
local known = ____opt_3 and ____opt_3.id or id
if known == SYSTEM_TYPE then
misuse(
"define",
"name",
"must not be that of a type of the library's own, got " .. show(name)
)
end
if known ~= id then
misuse(
"define",
"id",
(((("of type \"" .. name) .. "\" is ") .. show(known)) .. " already, got ") .. show(id)
)
end
local fields = readFields(options.fields)
if self.isStarted then
checkCovered("define", self.options.rights, name)
end
local ____options_5 = options
local undo = ____options_5.undo
if undo ~= nil then
expectFunction("define", "undo", undo)
end
self.schema:add({name = name, id = id, fields = fields})
self.undos[name] = undo
local warn = self.warn
local applied = warn == nil and reducer or watchReducer(name, reducer, warn)
self.reducers[name] = applied
local ____opt_6 = self.session
if ____opt_6 ~= nil then
____opt_6:define(name, applied, undo)
end
return __TS__New(
DefinedType,
name,
id,
fields,
self
)
end
function Ledger.prototype.start(self)
checkTypes("start", self.options.rights, self.schema)
self.isStarted = true
self.failure = nil
self:onScopeChanged()
end
function Ledger.prototype.stop(self)
self.isStarted = false
self:closeSession()
end
function Ledger.prototype.submit(self, ____type, values)
local body = packEvent("submit", self.schema, ____type, values)
if self.session == nil then
return nil, "closed"
end
return self.session:submit(body)
end
function Ledger.prototype.fork(self)
return self.session and __TS__New(
Fork,
self.session,
self.emitter,
__TS__New(Emitter, self.ports.guard)
)
end
function Ledger.prototype.revoke(self, event)
local time, id = readKey("revoke", event)
if self.session == nil then
return nil, "closed"
end
return self.session:revoke(time, id)
end
function Ledger.prototype.importEvents(self, entries, done)
expectList("importEvents", "entries", entries)
expectFunction("importEvents", "done", done)
local ____opt_8 = self.session
return (____opt_8 and ____opt_8:importEvents(entries, done)) == true
end
function Ledger.prototype.recoverable(self)
local ____opt_10 = self.session
return ____opt_10 and ____opt_10:recoverable() or ({})
end
function Ledger.prototype.recover(self)
local ____opt_12 = self.session
return ____opt_12 and ____opt_12:recover() or 0
end
function Ledger.prototype.delivery(self, event)
local time, id = readKey("delivery", event)
local ____opt_14 = self.session
return ____opt_14 and ____opt_14:delivery(time, id)
end
function Ledger.prototype.isRevoked(self, event)
local time, id = readKey("isRevoked", event)
local ____opt_16 = self.session
return (____opt_16 and ____opt_16:isRevoked(time, id, event)) == true
end
function Ledger.prototype.getState(self)
local ____opt_18 = self.session
local ____temp_23 = ____opt_18 and ____opt_18.replay:getState()
if ____temp_23 == nil then
local ____self_20, ____closedState_21 = self, "closedState"
if ____self_20[____closedState_21] == nil then
____self_20[____closedState_21] = self.options.initialState()
end
____temp_23 = self.closedState
end
local state = ____temp_23
return state
end
function Ledger.prototype.on(self, name, listener)
if not __TS__ArrayIncludes(LISTENERS, name) then
misuse(
"on",
"name",
mustBe(
"one of " .. table.concat(LISTENERS, ", "),
name
)
)
end
expectFunction("on", "listener", listener)
return self.emitter:on(name, listener)
end
function Ledger.prototype.events(self, filter)
if filter == nil then
filter = {}
end
checkFilter("events", filter)
local query = self.session and __TS__New(Query, self.session, filter)
local function next()
return query and query:next(noPause)
end
return next
end
function Ledger.prototype.eachEvent(self, filter, visit, done)
checkFilter("eachEvent", filter)
expectFunction("eachEvent", "visit", visit)
if done ~= nil then
expectFunction("eachEvent", "done", done)
end
local ____opt_26 = self.session
return (____opt_26 and ____opt_26:eachEvent(filter, visit, done)) == true
end
function Ledger.prototype.find(self, key)
local time, id = readKey("find", key)
local ____opt_28 = self.session
return ____opt_28 and ____opt_28:find(time, id)
end
function Ledger.prototype.status(self)
local ____temp_34
if self.session == nil then
local ____closedStatus_33 = closedStatus
local ____temp_32 = self:closedReason()
local ____opt_30 = self.failure
____temp_34 = ____closedStatus_33(____temp_32, ____opt_30 and ____opt_30.problem)
else
____temp_34 = statusOf(
self.session,
self.ports.clock:uptime()
)
end
return ____temp_34
end
function Ledger.prototype.explain(self)
return explain(self:status())
end
function Ledger.prototype.supportText(self)
return supportText({
name = self.options.name,
version = VERSION,
game = self.ports.game,
time = self.ports.clock:serverTime(),
status = self:status(),
trace = self:trace()
})
end
function Ledger.prototype.seal(self, options, done)
expectTable("seal", "options", options)
expectNames("seal", options, SEAL_OPTIONS)
expectFunction("seal", "done", done)
local now = self.ports.clock:serverTime()
local ____options_35 = options
local before = ____options_35.before
if before == nil then
before = now - WEEK_SECONDS
end
local force = ____options_35.force
if force == nil then
force = false
end
expectNumber(
"seal",
"before",
before,
0,
now
)
if type(force) ~= "boolean" then
misuse(
"seal",
"force",
mustBe("true or false", force)
)
end
local ____opt_36 = self.session
return (____opt_36 and ____opt_36:seal(
weekOf(before),
force,
done
)) == true
end
function Ledger.prototype.acceptSeal(self, event)
local time, id = readKey("acceptSeal", event)
local ____opt_38 = self.session
return (____opt_38 and ____opt_38.seals.keeper:accept(packKey(time, id))) == true
end
function Ledger.prototype.orphans(self)
local ____opt_40 = self.session
return ____opt_40 and ____opt_40.seals.keeper.held.orphans:list() or ({})
end
function Ledger.prototype.resubmit(self, event)
local time, id = readKey("resubmit", event)
if self.session == nil then
return nil, "closed"
end
return self.session:resubmit(time, id)
end
function Ledger.prototype.prune(self, weeks, done)
expectInteger(
"prune",
"weeks",
weeks,
1,
WEEKS_KEPT_LIMIT
)
if done ~= nil then
expectFunction("prune", "done", done)
end
local ____opt_42 = self.session
return (____opt_42 and ____opt_42:prune(weeks, done)) == true
end
function Ledger.prototype.exportText(self, done)
expectFunction("exportText", "done", done)
local ____opt_44 = self.session
return (____opt_44 and ____opt_44:exportText(done)) == true
end
function Ledger.prototype.stateAt(self, time, done)
expectNumber(
"stateAt",
"time",
time,
0,
2 ^ 32
)
expectFunction("stateAt", "done", done)
local ____opt_46 = self.session
if ____opt_46 ~= nil then
____opt_46.replay:stateAt(time, done)
end
end
function Ledger.prototype.verify(self, done)
expectFunction("verify", "done", done)
local ____opt_48 = self.session
if ____opt_48 ~= nil then
____opt_48.replay:verify(done)
end
end
function Ledger.prototype.catchUp(self, seconds)
expectNumber(
"catchUp",
"seconds",
seconds,
0,
10
)
local ____opt_50 = self.session
return (____opt_50 and ____opt_50.replay:catchUp(seconds * 1000)) == true
end
function Ledger.prototype.pause(self)
self.isReplayPaused = true
local ____opt_52 = self.session
if ____opt_52 ~= nil then
____opt_52.replay:pause()
end
end
function Ledger.prototype.resume(self)
self.isReplayPaused = false
local ____opt_54 = self.session
if ____opt_54 ~= nil then
____opt_54.replay:resume()
end
end
function Ledger.prototype.trace(self)
local ____opt_56 = self.session
return ____opt_56 and ____opt_56.link.trace:list() or ({})
end
function Ledger.prototype.setReplayLimits(self, limits)
checkOnlyLimits("setReplayLimits", limits)
local checked = checkLimits("setReplayLimits", limits, self.options.limits)
self.options.limits.batchSize = checked.batchSize
self.options.limits.budget = checked.budget
self.options.limits.interval = checked.interval
end
function Ledger.prototype.enableSending(self)
self.isSending = true
end
function Ledger.prototype.disableSending(self)
self.isSending = false
end
function Ledger.prototype.onScopeChanged(self)
local isKnown, scope = self.ports.identity:scope(self.options.scope)
local ____temp_61 = not self.isStarted or not isKnown
if not ____temp_61 then
local ____scope_60 = scope
local ____opt_58 = self.session or self.opening or self.failure
____temp_61 = ____scope_60 == (____opt_58 and ____opt_58.scope)
end
if ____temp_61 then
return
end
self:closeSession()
if scope ~= nil then
self:openSession(scope)
end
end
function Ledger.prototype.openSession(self, scope)
local state, problem = tryInitialState(self.options.initialState)
if state == nil then
self.failure = {scope = scope, problem = problem}
self.ports.guard:report((("LibEventLedger: " .. self.options.name) .. ": cannot open: ") .. problem)
self.emitter:emit("syncChanged")
return
end
local session = __TS__New(
Session,
{
options = self.options,
schema = self.schema,
reducers = self.reducers,
undos = self.undos,
ports = self.ports,
outlets = self.outlets,
isSending = function() return self.isSending end,
listener = self.emitter,
warn = self.warn
},
scope
)
self.opening = session
session:open(
state,
function()
self.opening = nil
self.session = session
if self.isReplayPaused then
session.replay:pause()
end
self.emitter:emit("opened", scope)
end
)
end
function Ledger.prototype.receive(self, text, sender, arrival)
if arrival == nil then
arrival = "open"
end
local ____opt_62 = self.session
if ____opt_62 ~= nil then
____opt_62:receive(text, sender, arrival)
end
end
function Ledger.prototype.onRosterChanged(self)
local ____opt_64 = self.session
if ____opt_64 ~= nil then
____opt_64:playersChanged()
end
local ____opt_66 = self.session
if ____opt_66 ~= nil then
____opt_66:retry()
end
end
function Ledger.prototype.onGroupChanged(self)
local ____opt_68 = self.session
if ____opt_68 ~= nil then
____opt_68:playersChanged()
end
end
function Ledger.prototype.onRestrictionEnd(self)
local ____opt_70 = self.session
if ____opt_70 ~= nil then
____opt_70.link:onRestrictionEnd()
end
end
function Ledger.prototype.save(self)
local ____opt_72 = self.session
if ____opt_72 ~= nil then
____opt_72:save()
end
end
function Ledger.prototype.closedReason(self)
if not self.isStarted then
return "notStarted"
end
if self.opening ~= nil then
return "opening"
end
if self.failure ~= nil then
return "initialState"
end
local isKnown = self.ports.identity:scope(self.options.scope)
return isKnown and "noGuild" or "unknownGuild"
end
function Ledger.prototype.closeSession(self)
local ____opt_74 = self.opening
if ____opt_74 ~= nil then
____opt_74:abandon()
end
self.opening = nil
self.failure = nil
local session = self.session
if session ~= nil then
session:close()
self.session = nil
self.emitter:emit("closed", session.scope)
end
end
return ____exports
end,
["library"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local userOf
local ____misuse = require("misuse")
local misuse = ____misuse.misuse
local show = ____misuse.show
local ____ledger = require("ledger.ledger")
local Ledger = ____ledger.Ledger
local ____options = require("ledger.options")
local checkOptions = ____options.checkOptions
local ____link = require("link.link")
local Link = ____link.Link
local ____outlets = require("link.outlets")
local Outlets = ____outlets.Outlets
local ____token_2Dbucket = require("link.token-bucket")
local TokenBucket = ____token_2Dbucket.TokenBucket
function userOf(prefix, ____bindingPattern0)
local rooms
local ledgers
ledgers = ____bindingPattern0.ledgers
rooms = ____bindingPattern0.rooms
if ledgers[prefix] ~= nil then
return "ledger"
end
local ____temp_8
if rooms[prefix] == nil then
____temp_8 = nil
else
____temp_8 = "room"
end
return ____temp_8
end
local HOST_CONTRACT = 1
____exports.LedgerRegistry = __TS__Class()
local LedgerRegistry = ____exports.LedgerRegistry
function LedgerRegistry.prototype.____constructor(self, ports, openChannel, sealers)
self.ports = ports
self.openChannel = openChannel
self.sealers = sealers
self.own = {}
self.byName = {}
end
function LedgerRegistry.prototype.create(self, options, taken)
local checked = checkOptions(options, self.sealers)
local name = checked.name
local saved = checked.saved
local user = userOf(name, taken)
if user ~= nil then
misuse(
"createLedger",
"name",
(("is already used by another " .. user) .. ", got ") .. show(name)
)
end
local owner = taken.savedTables[saved]
if owner ~= nil then
misuse(
"createLedger",
"saved",
"is already used by ledger " .. show(owner)
)
end
local ledger = __TS__New(
Ledger,
checked,
self.ports,
self:openOutlets(name)
)
taken.ledgers[name] = ledger
taken.savedTables[saved] = name
self:add(name, ledger)
return ledger
end
function LedgerRegistry.prototype.host(self, presence, taken)
return {
contract = HOST_CONTRACT,
ports = self.ports,
presence = presence,
userOf = function(prefix) return userOf(prefix, taken) end,
open = function(name, make)
local tenant = make(self:openOutlets(name))
taken.rooms[name] = tenant
self:add(name, tenant)
return tenant
end,
createLink = function(context) return __TS__New(Link, context) end
}
end
function LedgerRegistry.prototype.receive(self, prefix, text, sender, arrival)
local ____opt_0 = self.byName[prefix]
if ____opt_0 ~= nil then
____opt_0:receive(text, sender, arrival)
end
end
function LedgerRegistry.prototype.onScopeChanged(self)
for ____, tenant in ipairs(self.own) do
tenant:onScopeChanged()
end
end
function LedgerRegistry.prototype.onRosterChanged(self)
for ____, tenant in ipairs(self.own) do
tenant:onRosterChanged()
end
end
function LedgerRegistry.prototype.onGroupChanged(self)
for ____, tenant in ipairs(self.own) do
local ____opt_2 = tenant.onGroupChanged
if ____opt_2 ~= nil then
____opt_2(tenant)
end
end
end
function LedgerRegistry.prototype.onPlayerOffline(self, name)
for ____, tenant in ipairs(self.own) do
local ____opt_4 = tenant.onPlayerOffline
if ____opt_4 ~= nil then
____opt_4(tenant, name)
end
end
end
function LedgerRegistry.prototype.onRestrictionEnd(self)
for ____, tenant in ipairs(self.own) do
tenant:onRestrictionEnd()
end
end
function LedgerRegistry.prototype.save(self)
for ____, tenant in ipairs(self.own) do
tenant:save()
end
end
function LedgerRegistry.prototype.add(self, name, tenant)
self.own[#self.own + 1] = tenant
self.byName[name] = tenant
end
function LedgerRegistry.prototype.openOutlets(self, prefix)
local ____self_ports_6 = self.ports
local clock = ____self_ports_6.clock
local timers = ____self_ports_6.timers
local random = ____self_ports_6.random
local channel = self.openChannel(prefix)
local ____channel_whisperThrottle_7 = channel.whisperThrottle
local burst = ____channel_whisperThrottle_7.burst
local rate = ____channel_whisperThrottle_7.rate
if self.whisperBucket == nil then
self.whisperBucket = __TS__New(TokenBucket, clock, burst, rate)
end
return __TS__New(
Outlets,
channel,
clock,
timers,
random,
self.whisperBucket
)
end
return ____exports
end,
["platform.frame-budget"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.FRAME_BUDGET = 3.5
local COMBAT_SHARE = 0.5
local LEAST = 0.25
____exports.FrameBudget = __TS__Class()
local FrameBudget = ____exports.FrameBudget
function FrameBudget.prototype.____constructor(self, clock, shared)
self.clock = clock
self.shared = shared
end
function FrameBudget.prototype.take(self)
local shared = self.shared
local now = self.clock:uptime()
if shared.time ~= now then
if shared.starvedAt ~= shared.time then
shared.starved = nil
end
shared.time = now
shared.used = 0
end
local whole = InCombatLockdown() and ____exports.FRAME_BUDGET * COMBAT_SHARE or ____exports.FRAME_BUDGET
local isOtherStarved = shared.starved ~= nil and shared.starved ~= self
if isOtherStarved then
return 0
end
local left = whole - shared.used
if left < LEAST then
shared.starved = self
shared.starvedAt = now
return 0
end
shared.starved = nil
return left
end
function FrameBudget.prototype.spend(self, milliseconds)
local ____self_shared_0, ____used_1 = self.shared, "used"
____self_shared_0[____used_1] = ____self_shared_0[____used_1] + milliseconds
end
return ____exports
end,
["platform.background"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local runTasks, rest, REST, DONE
local ____frame_2Dbudget = require("platform.frame-budget")
local FRAME_BUDGET = ____frame_2Dbudget.FRAME_BUDGET
function runTasks(first, pause)
local body = first
while true do
body(pause, rest)
body = nil
local next = coroutine.yield(DONE)
body = next
end
end
function rest()
coroutine.yield(REST)
end
local min = math.min
REST = "rest"
DONE = "done"
local SPARE_THREADS = 4
local Task = __TS__Class()
function Task.prototype.____constructor(self, body)
self.body = body
self.isCancelled = false
self.isOver = false
end
function Task.prototype.cancel(self)
self.isCancelled = true
end
____exports.FrameWorker = __TS__Class()
local FrameWorker = ____exports.FrameWorker
function FrameWorker.prototype.____constructor(self, clock, guard, budget)
self.clock = clock
self.guard = guard
self.budget = budget
self.queue = {}
self.resting = {}
self.deadline = 0
self.spare = {}
self.pause = function()
if self.current.isCancelled or self.clock:milliseconds() >= self.deadline then
coroutine.yield()
end
end
self.frame = CreateFrame("Frame")
self.frame:Hide()
self.frame:SetScript(
"OnUpdate",
function() return self:work() end
)
end
function FrameWorker.prototype.run(self, body)
local task = __TS__New(Task, body)
self.queue[#self.queue + 1] = task
self.frame:Show()
return task
end
function FrameWorker.prototype.drive(self, milliseconds, isDone)
local outerDeadline = self.deadline
local ____end = self.clock:milliseconds() + milliseconds
self:wakeResting()
while #self.queue > 0 and not isDone() do
local now = self.clock:milliseconds()
if now >= ____end then
break
end
self.deadline = min(now + FRAME_BUDGET, ____end)
self:workUntilDeadline()
end
self.deadline = outerDeadline
end
function FrameWorker.prototype.work(self)
local milliseconds = self.budget:take()
if milliseconds > 0 then
local start = self.clock:milliseconds()
self.deadline = start + milliseconds
self:workUntilDeadline()
self.budget:spend(self.clock:milliseconds() - start)
end
end
function FrameWorker.prototype.workUntilDeadline(self)
repeat
do
local task = table.remove(self.queue, 1)
if task == nil then
break
end
local isResting = not task.isCancelled and self:resume(task)
if not task.isCancelled and not task.isOver then
local list = isResting and self.resting or self.queue
list[#list + 1] = task
end
end
until not (self.clock:milliseconds() < self.deadline)
self:wakeResting()
if #self.queue == 0 then
self.frame:Hide()
else
self.frame:Show()
end
end
function FrameWorker.prototype.wakeResting(self)
local resting = self.resting
if #resting == 0 then
return
end
self.resting = {}
for ____, task in ipairs(resting) do
self.queue[#self.queue + 1] = task
end
end
function FrameWorker.prototype.resume(self, task)
local outer = self.current
self.current = task
if task.thread == nil then
task.thread = table.remove(self.spare) or coroutine.create(runTasks)
end
local ok, result = coroutine.resume(task.thread, task.body, self.pause)
self.current = outer
if not ok then
task.isOver = true
self.guard:report("LibEventLedger: " .. tostring(result))
elseif result == DONE then
task.isOver = true
self:keep(task.thread)
end
return ok and result == REST
end
function FrameWorker.prototype.keep(self, thread)
if #self.spare < SPARE_THREADS then
self.spare[#self.spare + 1] = thread
end
end
return ____exports
end,
["platform.events"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.GameEvents = __TS__Class()
local GameEvents = ____exports.GameEvents
function GameEvents.prototype.____constructor(self, guard)
self.frame = CreateFrame("Frame")
self.handlers = {}
self.frame:SetScript(
"OnEvent",
function(_frame, event, ...)
for ____, handler in ipairs(self.handlers[event] or ({})) do
guard:call(handler, ...)
end
end
)
end
function GameEvents.prototype.on(self, event, handler)
local handlers = self.handlers[event]
if handlers ~= nil then
handlers[#handlers + 1] = handler
return
end
local ____opt_0 = C_EventUtils and C_EventUtils.IsEventValid
if (____opt_0 and ____opt_0(event)) == false then
return
end
local isKnown = pcall(function() return self.frame:RegisterEvent(event) end)
if isKnown then
self.handlers[event] = {handler}
end
end
return ____exports
end,
["platform.identity"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayFind = ____lualib.__TS__ArrayFind
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local ____exports = {}
local isSecretUnit, classOf, groupUnits, withoutSpaces, format
function isSecretUnit(unit)
local name, addition = UnitName(unit)
return issecretvalue ~= nil and (issecretvalue(name) or issecretvalue(addition))
end
function classOf(unit)
if UnitClass == nil then
return ""
end
local ____, token = UnitClass(unit)
return (token == nil or (issecretvalue and issecretvalue(token)) == true) and "" or token
end
function groupUnits()
local kind = IsInRaid() and "raid" or "party"
local units = {}
for index = 1, GetNumGroupMembers() do
units[index] = format("%s%.0f", kind, index)
end
return units
end
function withoutSpaces(realm)
local compact = string.gsub(realm, "[%s%-]", "")
return compact
end
format = string.format
local sub = string.sub
local ENDING = 8
local GUILD = "guild"
local MEMBER = 0
local ASSISTANT = 1
local LEADER = 2
local MASTER_LOOT = {2, "master"}
local function isGiven(part)
return part ~= nil and part ~= ""
end
____exports.GameIdentity = __TS__Class()
local GameIdentity = ____exports.GameIdentity
function GameIdentity.prototype.____constructor(self, events)
self.name = ""
self.guid = ""
self.realm = ""
self.hasSurnames = false
self.roster = {}
self.rosterSize = 0
self.isRosterStale = true
self.units = {}
local function forget()
self.isRosterStale = true
end
events:on(
"GUILD_ROSTER_UPDATE",
function(canRequestRosterUpdate)
if canRequestRosterUpdate == true then
local ____opt_0 = C_GuildInfo and C_GuildInfo.GuildRoster
if ____opt_0 ~= nil then
____opt_0()
end
end
forget()
end
)
events:on("PLAYER_GUILD_UPDATE", forget)
end
function GameIdentity.prototype.isReady(self)
if self.guid ~= "" then
return true
end
local guid = UnitGUID("player")
local realm = GetNormalizedRealmName()
local name, surname = UnitName("player")
if guid == nil or name == nil then
return false
end
local hasSurnames = isGiven(surname) or (string.find(name, " ", 1, true)) ~= nil
if realm == nil and not hasSurnames then
return false
end
self.hasSurnames = hasSurnames
self.realm = realm or ""
self.guid = guid
self.name = self:fullName(name, surname)
if IsInGuild() then
local ____opt_4 = C_GuildInfo and C_GuildInfo.GuildRoster
if ____opt_4 ~= nil then
____opt_4()
end
end
return true
end
function GameIdentity.prototype.canonicalName(self, name)
if self.hasSurnames then
return name
end
local dash = string.find(name, "-", 1, true)
return dash == nil and (name .. "-") .. self.realm or name
end
function GameIdentity.prototype.guidOf(self, name)
if name == self.name then
return self.guid
end
local ____opt_8 = self:member(name)
local known = ____opt_8 and ____opt_8.guid
local ____temp_10
if known == nil then
____temp_10 = self:unitOf(name)
else
____temp_10 = nil
end
local unit = ____temp_10
local ____temp_11
if unit == nil then
____temp_11 = known
else
____temp_11 = UnitGUID(unit)
end
return ____temp_11
end
function GameIdentity.prototype.guidEnding(self, digits)
return sub(self.guid, -ENDING) == digits and self.guid or select(
2,
self:memberEnding(digits)
)
end
function GameIdentity.prototype.nameOf(self, guid)
if guid == self.guid then
return self.name
end
local name, known = self:memberEnding(sub(guid, -ENDING))
if known == guid then
return name
end
local unit = __TS__ArrayFind(
groupUnits(),
function(____, each) return not isSecretUnit(each) and UnitGUID(each) == guid end
)
local ____temp_12
if unit == nil then
____temp_12 = nil
else
____temp_12 = self:nameOfUnit(unit)
end
return ____temp_12
end
function GameIdentity.prototype.told(self)
self:refresh()
local own = self:member(self.name) ~= nil
local players = {{
name = self.name,
guid = self.guid,
classToken = classOf("player"),
isMember = own
}}
for name, ____temp_13 in pairs(self.roster) do
local classToken
local guid
guid = ____temp_13.guid
classToken = ____temp_13.classToken
if classToken == nil then
classToken = ""
end
if guid ~= nil then
players[#players + 1] = {name = name, guid = guid, classToken = classToken, isMember = true}
end
end
for ____, unit in ipairs(groupUnits()) do
local name, guid = self:nameOfUnit(unit), UnitGUID(unit)
if name ~= nil and guid ~= nil and self:member(name) == nil then
players[#players + 1] = {
name = name,
guid = guid,
classToken = classOf(unit),
isMember = false
}
end
end
return players
end
function GameIdentity.prototype.memberEnding(self, digits)
self:refresh()
if self.namesByEnding == nil then
local names = {}
for name, ____temp_14 in pairs(self.roster) do
local guid
guid = ____temp_14.guid
if guid ~= nil then
names[sub(guid, -ENDING)] = name
end
end
self.namesByEnding = names
end
local name = self.namesByEnding[digits]
local ____temp_17
if name == nil then
____temp_17 = nil
else
local ____opt_15 = self.roster[name]
____temp_17 = ____opt_15 and ____opt_15.guid
end
return name, ____temp_17
end
function GameIdentity.prototype.member(self, name)
self:refresh()
return self.roster[name]
end
function GameIdentity.prototype.hasRoster(self)
self:refresh()
return self.rosterSize > 0
end
function GameIdentity.prototype.isRosterDue(self)
return IsInGuild() and not self:hasRoster()
end
function GameIdentity.prototype.isStranger(self, name)
return self:hasRoster() and name ~= self.name and self:member(name) == nil and self:unitOf(name) == nil
end
function GameIdentity.prototype.isGroupOfGuild(self)
if not self:hasRoster() then
return false
end
for ____, unit in ipairs(groupUnits()) do
local name = self:nameOfUnit(unit)
if isSecretUnit(unit) or name ~= nil and self:member(name) == nil then
return false
end
end
return true
end
function GameIdentity.prototype.groupRank(self, name)
local unit = self:unitOf(name)
if unit == nil then
return nil
end
if UnitIsGroupLeader(unit) then
return LEADER
end
return UnitIsGroupAssistant(unit) and ASSISTANT or MEMBER
end
function GameIdentity.prototype.isInGuildWith(self, name)
local ____table_hasRoster_result_18
if self:hasRoster() then
____table_hasRoster_result_18 = self:member(name) ~= nil
else
____table_hasRoster_result_18 = nil
end
return ____table_hasRoster_result_18
end
function GameIdentity.prototype.isOnlineInGuild(self, name)
local ____opt_19 = self:member(name)
return ____opt_19 and ____opt_19.isOnline
end
function GameIdentity.prototype.isInGroupWith(self, name)
local ____temp_22 = self:unitOf(name) ~= nil
if not ____temp_22 then
local ____table_isGroupNamed_result_21
if self:isGroupNamed() then
____table_isGroupNamed_result_21 = false
else
____table_isGroupNamed_result_21 = nil
end
____temp_22 = ____table_isGroupNamed_result_21
end
return ____temp_22
end
function GameIdentity.prototype.isConnectedInGroup(self, name)
local unit = self:unitOf(name)
local ____temp_23
if unit == nil then
____temp_23 = self:isInGroupWith(name)
else
____temp_23 = UnitIsConnected(unit)
end
return ____temp_23
end
function GameIdentity.prototype.isInGroup(self)
return IsInGroup()
end
function GameIdentity.prototype.namesOfRanks(self, ranks)
self:refresh()
local names = {}
for name, ____temp_24 in pairs(self.roster) do
local rankIndex
rankIndex = ____temp_24.rankIndex
if __TS__ArrayIncludes(ranks, rankIndex) then
names[#names + 1] = name
end
end
table.sort(
names,
function(a, b) return a < b end
)
return names
end
function GameIdentity.prototype.maySpeakInGuild(self)
local ____opt_25 = C_GuildInfo and C_GuildInfo.CanSpeakInGuildChat
return (____opt_25 and ____opt_25()) ~= false
end
function GameIdentity.prototype.requestRoster(self)
local ____opt_29 = C_GuildInfo and C_GuildInfo.GuildRoster
if ____opt_29 ~= nil then
____opt_29()
end
end
function GameIdentity.prototype.isGroupDue(self)
return IsInGroup() and not __TS__ArraySome(
groupUnits(),
function(____, unit) return self:nameOfUnit(unit) ~= nil end
)
end
function GameIdentity.prototype.isMasterLooter(self, name)
local getLootMethod = C_PartyInfo and C_PartyInfo.GetLootMethod or GetLootMethod
if getLootMethod == nil then
return false
end
local method, place, raidPlace = getLootMethod()
if not __TS__ArrayIncludes(MASTER_LOOT, method) then
return false
end
local unit = self:unitOf(name)
if IsInRaid() then
return raidPlace ~= nil and unit ~= nil and UnitIsUnit(
unit,
format("raid%.0f", raidPlace)
)
end
return place ~= nil and unit == (place == 0 and "player" or format("party%.0f", place))
end
function GameIdentity.prototype.isGroupNamed(self)
return __TS__ArrayEvery(
groupUnits(),
function(____, unit) return self:nameOfUnit(unit) ~= nil end
)
end
function GameIdentity.prototype.unitOf(self, name)
if name == self.name then
return IsInGroup() and "player" or nil
end
local last = self.units[name]
if last ~= nil and self:nameOfUnit(last) == name then
return last
end
self.units = {}
for ____, unit in ipairs(groupUnits()) do
local other = self:nameOfUnit(unit)
if other ~= nil and not (self.units[other] ~= nil) then
self.units[other] = unit
end
end
return self.units[name]
end
function GameIdentity.prototype.nameOfUnit(self, unit)
local name, addition = UnitName(unit)
local ____temp_35
if name == nil or isSecretUnit(unit) then
____temp_35 = nil
else
____temp_35 = self:fullName(name, addition)
end
return ____temp_35
end
function GameIdentity.prototype.fullName(self, name, addition)
if not isGiven(addition) then
return self:canonicalName(name)
end
return (name .. (self.hasSurnames and " " or "-")) .. addition
end
function GameIdentity.prototype.scope(self, kind)
if not self:isReady() then
return false, nil
end
if kind ~= GUILD then
return true, kind
end
if not IsInGuild() then
return true, nil
end
local name, ____, ____, realm = GetGuildInfo("player")
if name == nil then
return false, nil
end
return true, ((GUILD .. ":") .. name) .. (self.hasSurnames and "" or "-" .. withoutSpaces(realm or self.realm))
end
function GameIdentity.prototype.refresh(self)
if not self.isRosterStale then
return
end
local count = GetNumGuildMembers()
self.roster = {}
self.namesByEnding = nil
self.rosterSize = 0
for index = 1, count do
local name, ____, rankIndex, ____, ____, ____, ____, ____, isConnected, ____, classToken, ____, ____, isMobile, ____, ____, guid = GetGuildRosterInfo(index)
if name ~= nil then
local isOnline = isConnected and not isMobile
self.roster[self:canonicalName(name)] = {rankIndex = rankIndex, guid = guid, classToken = classToken, isOnline = isOnline}
self.rosterSize = self.rosterSize + 1
end
end
self.isRosterStale = self.rosterSize == 0
end
return ____exports
end,
["platform.channel"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayIncludes = ____lualib.__TS__ArrayIncludes
local __TS__Class = ____lualib.__TS__Class
local __TS__ArrayMap = ____lualib.__TS__ArrayMap
local ____exports = {}
local canSpeakInGuild, guildRoutes, INSTANCE_GROUP
function canSpeakInGuild()
local ____opt_6 = C_GuildInfo and C_GuildInfo.CanSpeakInGuildChat
return (____opt_6 and ____opt_6()) ~= false
end
function guildRoutes(spokesmen)
if not IsInGuild() then
return {}
end
if canSpeakInGuild() then
return {{chatType = "GUILD"}}
end
return __TS__ArrayMap(
spokesmen,
function(____, target) return {chatType = "WHISPER", target = target} end
)
end
local REGISTERED = {0, 1}
local MAX_PREFIXES = 3
local THROTTLE_VERSION = 25
local RESTRICTIONS = {
{1, "encounter"},
{2, "challenge mode"},
{3, "PvP match"},
{4, "map"},
{5, "chat"}
}
local MESSAGE_BYTES = 255
local THROTTLE = {burst = 10, rate = 1}
local WHISPER_THROTTLE = {burst = 10, rate = 3}
local function toSendResult(result)
if result == 0 or result == true or result == nil then
return "sent"
end
if result == 3 or result == 8 or result == 9 then
return "busy"
end
if result == 11 then
return "lockdown"
end
if result == 5 or result == 10 or result == 12 then
return "noRoute"
end
return "invalid"
end
local function registerPrefix(prefix)
local ok, result = pcall(C_ChatInfo.RegisterAddonMessagePrefix, prefix)
if ok and (result == nil or result == true or __TS__ArrayIncludes(REGISTERED, result)) then
return nil
end
local ____opt_0 = C_ChatInfo.IsAddonMessagePrefixRegistered
if (____opt_0 and ____opt_0(prefix)) == true then
return nil
end
local reason = ok and result == MAX_PREFIXES and "all addons together have too many" or tostring(result)
return ((("the game did not register the addon message prefix \"" .. prefix) .. "\" (") .. reason) .. ")"
end
____exports.GameChannel = __TS__Class()
local GameChannel = ____exports.GameChannel
function GameChannel.prototype.____constructor(self, prefix, identity)
self.prefix = prefix
self.identity = identity
self.messageBytes = MESSAGE_BYTES
self.throttle = THROTTLE
self.whisperThrottle = WHISPER_THROTTLE
self.prefixProblem = registerPrefix(prefix)
end
function GameChannel.prototype.send(self, text, route, done, isUrgent)
local ok, result = pcall(function() return ChatThrottleLib ~= nil and (ChatThrottleLib.version or 0) >= THROTTLE_VERSION and self:sendThrottled(
ChatThrottleLib,
text,
route,
done,
isUrgent
) or self:sendDirectly(text, route) end)
if not ok then
self.sendError = tostring(result)
return "raised"
end
return result
end
function GameChannel.prototype.routes(self, channels, spokesmen)
local routes = {}
for ____, channel in ipairs(channels) do
for ____, route in ipairs(channel == "GUILD" and guildRoutes(spokesmen) or self:groupRoutes(channels)) do
routes[#routes + 1] = route
end
end
return routes
end
function GameChannel.prototype.isWhisperFree(self)
local isInInstance = IsInInstance()
return not isInInstance
end
function GameChannel.prototype.restriction(self)
local ____temp_2 = C_RestrictedActions or ({})
local IsAddOnRestrictionActive = ____temp_2.IsAddOnRestrictionActive
if IsAddOnRestrictionActive ~= nil then
for ____, ____value in ipairs(RESTRICTIONS) do
local kind = ____value[1]
local name = ____value[2]
if IsAddOnRestrictionActive(kind) then
return name
end
end
end
return nil
end
function GameChannel.prototype.sendDirectly(self, text, ____bindingPattern0)
local target
local chatType
chatType = ____bindingPattern0.chatType
target = ____bindingPattern0.target
local results = {C_ChatInfo.SendAddonMessage(self.prefix, text, chatType, target)}
return toSendResult(results[#results])
end
function GameChannel.prototype.sendThrottled(self, throttle, text, ____bindingPattern0, done, isUrgent)
local target
local chatType
chatType = ____bindingPattern0.chatType
target = ____bindingPattern0.target
local result
local isLate = false
local function callback(_argument, didSend, code)
local ____didSend_5
if didSend then
____didSend_5 = "sent"
else
local ____toSendResult_4 = toSendResult
local ____code_3 = code
if ____code_3 == nil then
____code_3 = 9
end
____didSend_5 = ____toSendResult_4(____code_3)
end
local answer = ____didSend_5
if isLate then
done(answer)
else
result = answer
end
end
local priority = isUrgent and "ALERT" or "NORMAL"
throttle:SendAddonMessage(
priority,
self.prefix,
text,
chatType,
target,
nil,
callback
)
isLate = true
return result or "pending"
end
function GameChannel.prototype.groupRoutes(self, channels)
if not IsInGroup() then
return {}
end
if __TS__ArrayIncludes(channels, "GUILD") and IsInGuild() and canSpeakInGuild() and self.identity:isGroupOfGuild() then
return {}
end
if IsInGroup(INSTANCE_GROUP) then
return {{chatType = "INSTANCE_CHAT"}}
end
return {{chatType = IsInRaid() and "RAID" or "PARTY"}}
end
INSTANCE_GROUP = 2
function ____exports.onAddonMessage(events, identity, handler)
events:on(
"CHAT_MSG_ADDON",
function(prefix, text, chatType, sender)
if issecretvalue ~= nil and (issecretvalue(prefix) or issecretvalue(text) or issecretvalue(chatType) or issecretvalue(sender)) then
return
end
if type(prefix) == "string" and type(text) == "string" and type(sender) == "string" then
local name = identity:canonicalName(sender)
local isStranger = chatType == "WHISPER" and identity:isStranger(name)
handler(prefix, text, name, isStranger and "stranger" or (chatType == "WHISPER" and "whisper" or "open"))
end
end
)
end
function ____exports.onRestrictionEnd(events, handler)
events:on(
"ADDON_RESTRICTION_STATE_CHANGED",
function(_type, state)
if state == 0 then
handler()
end
end
)
end
function ____exports.onPlayerOffline(events, identity, handler)
if ERR_FRIEND_OFFLINE_S == nil then
return
end
local quoted = string.gsub(ERR_FRIEND_OFFLINE_S, "[%^%$%(%)%.%[%]%*%+%-%?]", "%%%0")
local pattern = string.gsub(quoted, "%%s", "(.+)")
events:on(
"CHAT_MSG_SYSTEM",
function(text)
if type(text) ~= "string" or (issecretvalue and issecretvalue(text)) == true then
return
end
local name = string.match(text, ("^" .. pattern) .. "$")
if name ~= nil then
handler(identity:canonicalName(name))
end
end
)
end
return ____exports
end,
["platform.clock"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.GameClock = __TS__Class()
local GameClock = ____exports.GameClock
function GameClock.prototype.____constructor(self)
end
function GameClock.prototype.serverTime(self)
return GetServerTime()
end
function GameClock.prototype.uptime(self)
return GetTime()
end
function GameClock.prototype.milliseconds(self)
return GetTimePreciseSec == nil and debugprofilestop() or GetTimePreciseSec() * 1000
end
____exports.GameTimers = __TS__Class()
local GameTimers = ____exports.GameTimers
function GameTimers.prototype.____constructor(self)
end
function GameTimers.prototype.after(self, seconds, callback)
local timer = C_Timer.NewTimer(seconds, callback)
return {cancel = function() return timer:Cancel() end}
end
function GameTimers.prototype.every(self, seconds, callback)
local ticker = C_Timer.NewTicker(seconds, callback)
return {cancel = function() return ticker:Cancel() end}
end
____exports.GameRandom = __TS__Class()
local GameRandom = ____exports.GameRandom
function GameRandom.prototype.____constructor(self)
end
function GameRandom.prototype.fraction(self)
return math.random()
end
return ____exports
end,
["platform.game-client"] = function(...) 
local ____exports = {}
function ____exports.describeGame()
local facts = {"version ?", "build ?", "interface ?"}
if GetBuildInfo ~= nil then
local version, build, ____, interfaceVersion = GetBuildInfo()
facts[1] = "version " .. version
facts[2] = "build " .. build
facts[3] = string.format("interface %.0f", interfaceVersion)
end
facts[4] = "project " .. tostring(WOW_PROJECT_ID)
facts[5] = "language " .. tostring(GetLocale and GetLocale())
return "game: " .. table.concat(facts, ", ")
end
return ____exports
end,
["platform.guard"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
____exports.GameGuard = __TS__Class()
local GameGuard = ____exports.GameGuard
function GameGuard.prototype.____constructor(self)
end
function GameGuard.prototype.call(self, callback, ...)
local ok, message = pcall(callback, ...)
if not ok then
self:report(tostring(message))
end
end
function GameGuard.prototype.report(self, message)
pcall(
geterrorhandler(),
message
)
end
return ____exports
end,
["platform.inbox"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local VERSION = 1
local function scopesOf(ledger)
local inbox = LibEventLedger_Inbox
if inbox == nil then
return nil
end
if inbox.version ~= VERSION then
error("another version", 0)
end
return inbox.ledgers[ledger]
end
local function takeOut(ledger, scope)
local scopes = scopesOf(ledger)
local found = scopes and scopes[scope]
if scopes ~= nil then
scopes[scope] = nil
end
return found
end
____exports.GameInbox = __TS__Class()
local GameInbox = ____exports.GameInbox
function GameInbox.prototype.____constructor(self)
self.taken = {}
end
function GameInbox.prototype.isLoaded(self)
return IsLoggedIn()
end
function GameInbox.prototype.take(self, ledger, scope)
local key = (ledger .. "\n") .. scope
if self.taken[key] ~= nil then
return nil, false, false
end
self.taken[key] = true
local ok, found = pcall(takeOut, ledger, scope)
local ____ok_4
if ok then
____ok_4 = found
else
____ok_4 = nil
end
return ____ok_4, not ok, true
end
return ____exports
end,
["platform.native"] = function(...) 
local ____exports = {}
local DEFLATE = 0
local function guarded(coder)
return function(bytes)
local ok, result = pcall(coder, bytes, DEFLATE)
return ok and type(result) == "string" and result or nil
end
end
function ____exports.findNativeCodec()
local ____temp_0 = C_EncodingUtil or ({})
local EncodeBase64 = ____temp_0.EncodeBase64
local DecodeBase64 = ____temp_0.DecodeBase64
local CompressString = ____temp_0.CompressString
local DecompressString = ____temp_0.DecompressString
return {
encodeBase64 = EncodeBase64 and guarded(function(bytes) return EncodeBase64(bytes) end),
decodeBase64 = DecodeBase64 and guarded(function(text) return DecodeBase64(text) end),
deflate = CompressString and guarded(CompressString),
inflate = DecompressString and guarded(DecompressString)
}
end
return ____exports
end,
["platform.slash"] = function(...) 
local ____exports = {}
function ____exports.withoutMarkup(text)
local plain = string.gsub(text, "|", "||")
return plain
end
function ____exports.printLine(line)
print(____exports.withoutMarkup(line))
end
function ____exports.registerCommand(run)
SLASH_LIBEVENTLEDGER1 = "/lel"
SlashCmdList.LIBEVENTLEDGER = run
end
return ____exports
end,
["platform.text-window"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__Class = ____lualib.__TS__Class
local ____exports = {}
local ____slash = require("platform.slash")
local withoutMarkup = ____slash.withoutMarkup
local WIDTH = 600
local HEIGHT = 400
local MARGIN = 12
local HEAD = 32
local SCROLL_STEP = 40
local BACKGROUND = {0, 0, 0, 0.9}
____exports.TextWindow = __TS__Class()
local TextWindow = ____exports.TextWindow
function TextWindow.prototype.____constructor(self)
local frame = CreateFrame("Frame", nil, UIParent)
self.frame = frame
frame:Hide()
frame:SetSize(WIDTH, HEIGHT)
frame:SetPoint("CENTER")
frame:SetFrameStrata("DIALOG")
frame:EnableMouse(true)
local background = frame:CreateTexture(nil, "BACKGROUND")
background:SetAllPoints()
background:SetColorTexture(unpack(BACKGROUND))
self.title = frame:CreateFontString(nil, "OVERLAY", "GameFontNormal")
self.title:SetPoint("TOPLEFT", MARGIN, -MARGIN)
local close = CreateFrame("Button", nil, frame, "UIPanelCloseButton")
close:SetPoint("TOPRIGHT")
close:SetScript(
"OnClick",
function() return frame:Hide() end
)
self.box = self:createBox()
end
function TextWindow.prototype.show(self, title, text)
self.title:SetText(withoutMarkup(title .. " (Ctrl+C copies)"))
self.box:SetText(withoutMarkup(text))
self.frame:Show()
self.box:SetFocus()
self.box:HighlightText()
end
function TextWindow.prototype.createBox(self)
local frame = self.frame
local scroll = CreateFrame("ScrollFrame", nil, frame)
scroll:SetPoint("TOPLEFT", MARGIN, -HEAD)
scroll:SetPoint("BOTTOMRIGHT", -MARGIN, MARGIN)
scroll:EnableMouseWheel(true)
scroll:SetScript(
"OnMouseWheel",
function(_frame, notches)
local place = scroll:GetVerticalScroll() - notches * SCROLL_STEP
scroll:SetVerticalScroll(math.max(
0,
math.min(
place,
scroll:GetVerticalScrollRange()
)
))
end
)
local box = CreateFrame("EditBox", nil, scroll)
box:SetMultiLine(true)
box:SetAutoFocus(false)
box:SetFontObject(ChatFontNormal)
box:SetWidth(WIDTH - 2 * MARGIN)
box:SetScript(
"OnEscapePressed",
function() return frame:Hide() end
)
scroll:SetScrollChild(box)
return box
end
return ____exports
end,
["ledger.combinators"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__ArrayFilter = ____lualib.__TS__ArrayFilter
local __TS__ArrayFlatMap = ____lualib.__TS__ArrayFlatMap
local __TS__ArraySome = ____lualib.__TS__ArraySome
local __TS__ArrayEvery = ____lualib.__TS__ArrayEvery
local __TS__ArrayConcat = ____lualib.__TS__ArrayConcat
local ____exports = {}
local ____misuse = require("misuse")
local expectTable = ____misuse.expectTable
local misuse = ____misuse.misuse
local ____policy = require("ledger.policy")
local NOBODY = ____policy.NOBODY
local readPolicy = ____policy.readPolicy
local toAuthorize = ____policy.toAuthorize
local format = string.format
local max = math.max
local min = math.min
local function anyOf(list, question)
return function(event, sender, direction, isCreator, state)
local answer = false
for ____, rights in ipairs(list) do
local one = rights[question](
event,
sender,
direction,
isCreator,
state
)
if one == true then
return true
end
if one == nil then
answer = nil
end
end
return answer
end
end
local function allOf(list, question)
return function(event, sender, direction, isCreator, state)
local answer = true
for ____, rights in ipairs(list) do
local one = rights[question](
event,
sender,
direction,
isCreator,
state
)
if one == nil then
answer = nil
elseif one ~= true then
return false
end
end
return answer
end
end
local function highest(list)
local found = 0
for ____, ____value in ipairs(list) do
local relaying = ____value.relaying
found = max(found, relaying)
end
return found
end
local function lowest(list)
local found = 2
for ____, ____value in ipairs(list) do
local relaying = ____value.relaying
found = min(found, relaying)
end
return found
end
local function spokesmen(list)
local relaying = highest(list)
return __TS__ArrayFilter(
list,
function(____, rights) return rights.relaying == relaying end
)
end
local function typesOf(list)
return __TS__ArrayFlatMap(
list,
function(____, ____bindingPattern0)
local types
types = ____bindingPattern0.types
return types
end
)
end
local function readAll(method, ...)
local policies = {...}
local count = select("#", ...)
if count == 0 then
misuse(method, "policies", "must be at least one, got none")
end
local list = {}
for index = 1, count do
list[index] = readPolicy(
method,
format("policy %.0f", index),
policies[index]
)
end
return list
end
function ____exports.any(...)
local list = readAll("policies.any", ...)
return toAuthorize({
write = anyOf(list, "write"),
relay = anyOf(list, "relay"),
speak = anyOf(
spokesmen(list),
"speak"
),
relaying = highest(list),
types = typesOf(list),
covers = function(____type) return __TS__ArraySome(
list,
function(____, rights) return rights.covers(____type) end
) end
})
end
function ____exports.all(...)
local list = readAll("policies.all", ...)
return toAuthorize({
write = allOf(list, "write"),
relay = allOf(list, "relay"),
speak = allOf(list, "speak"),
relaying = lowest(list),
types = typesOf(list),
covers = function(____type) return __TS__ArrayEvery(
list,
function(____, rights) return rights.covers(____type) end
) end
})
end
local DEFAULT = "default"
function ____exports.byType(types)
local method = "policies.byType"
expectTable(method, "types", types)
local byName = {}
local list = {}
local names = {}
for name, policy in pairs(types) do
local rights = readPolicy(
method,
tostring(name),
policy
)
byName[name] = rights
list[#list + 1] = rights
if name ~= DEFAULT then
names[#names + 1] = name
end
end
if #list == 0 then
misuse(method, "types", "must name at least one type, or default, got an empty table")
end
local otherwise = byName[DEFAULT] or NOBODY
local function rightsFor(____type)
return byName[____type] or otherwise
end
local named = __TS__ArrayFilter(
list,
function(____, ____bindingPattern0)
local relaying
relaying = ____bindingPattern0.relaying
return relaying == 2
end
)
local keepers = otherwise.relaying == 2 and ({otherwise}) or named
local mayKeep = #keepers > 0 and allOf(keepers, "relay") or NOBODY.relay
return toAuthorize({
write = function(event, ...) return rightsFor(event.type).write(event, ...) end,
relay = function(event, ...)
local ____rightsFor_result_0 = rightsFor(event.type)
local relaying = ____rightsFor_result_0.relaying
local relay = ____rightsFor_result_0.relay
return (relaying == 1 and mayKeep or relay)(event, ...)
end,
speak = anyOf(
spokesmen(list),
"speak"
),
relaying = highest(list),
types = __TS__ArrayConcat(
names,
typesOf(list)
),
covers = function(____type) return byName[____type] ~= nil or byName[DEFAULT] ~= nil end
})
end
return ____exports
end,
["ledger.policies"] = function(...) 
local ____exports = {}
local ____misuse = require("misuse")
local expectInteger = ____misuse.expectInteger
local expectList = ____misuse.expectList
local expectString = ____misuse.expectString
local misuse = ____misuse.misuse
local mustBe = ____misuse.mustBe
local ____combinators = require("ledger.combinators")
local all = ____combinators.all
local any = ____combinators.any
local byType = ____combinators.byType
local ____policy = require("ledger.policy")
local EVERYONE = ____policy.EVERYONE
local rightsOf = ____policy.rightsOf
local toAuthorize = ____policy.toAuthorize
local writersOf = ____policy.writersOf
local ASSISTANT = 1
local LEADER = 2
local LOWEST_RANK = 20
local MAX_NAME_BYTES = 128
local function groupRank(players, lowest)
return toAuthorize(writersOf(function(_event, sender)
local rank = players:groupRank(sender)
local ____temp_0
if rank == nil and players:isGroupDue() then
____temp_0 = nil
else
____temp_0 = rank ~= nil and rank >= lowest
end
return ____temp_0
end))
end
local function isListed(players, list, sender)
local guid = players:guidOf(sender)
for key, value in pairs(list) do
local player = value == true and key or value
if type(player) == "string" and (player == guid or players:canonicalName(player) == sender) then
return true
end
end
return false
end
local function createListed(players)
return function(list)
if type(list) ~= "table" and type(list) ~= "function" then
misuse(
"policies.listed",
"list",
mustBe("a table or a function", list)
)
end
local function find(state)
if type(list) ~= "function" then
return list
end
return state and list(state)
end
return toAuthorize(writersOf(function(_event, sender, _direction, _isCreator, state)
local found = find(state)
return found and isListed(players, found, sender)
end))
end
end
function ____exports.createPolicies(players)
return {
guildRank = function(lowestRank)
expectInteger(
"policies.guildRank",
"lowestRank",
lowestRank,
0,
LOWEST_RANK
)
return toAuthorize(rightsOf(function(_event, sender)
if not players:hasRoster() then
return nil
end
local member = players:member(sender)
return member ~= nil and member.rankIndex <= lowestRank
end))
end,
names = function(names)
expectList("policies.names", "names", names)
for ____, name in ipairs(names) do
expectString(
"policies.names",
"names",
name,
1,
MAX_NAME_BYTES
)
end
return toAuthorize(rightsOf(function(_event, sender) return isListed(players, names, sender) end))
end,
creatorOnly = toAuthorize(EVERYONE),
byType = byType,
any = any,
all = all,
listed = createListed(players),
raidLeader = groupRank(players, LEADER),
raidAssistants = groupRank(players, ASSISTANT),
masterLooter = toAuthorize(writersOf(function(_event, sender) return players:isMasterLooter(sender) end))
}
end
return ____exports
end,
["index"] = function(...) 
local ____lualib = require("lualib_bundle")
local __TS__New = ____lualib.__TS__New
local ____exports = {}
local installCommand
local ____command = require("diagnostics.command")
local LedgerCommand = ____command.LedgerCommand
local ____library = require("library")
local LedgerRegistry = ____library.LedgerRegistry
local ____background = require("platform.background")
local FrameWorker = ____background.FrameWorker
local ____channel = require("platform.channel")
local GameChannel = ____channel.GameChannel
local onAddonMessage = ____channel.onAddonMessage
local onPlayerOffline = ____channel.onPlayerOffline
local onRestrictionEnd = ____channel.onRestrictionEnd
local ____clock = require("platform.clock")
local GameClock = ____clock.GameClock
local GameRandom = ____clock.GameRandom
local GameTimers = ____clock.GameTimers
local ____events = require("platform.events")
local GameEvents = ____events.GameEvents
local ____frame_2Dbudget = require("platform.frame-budget")
local FrameBudget = ____frame_2Dbudget.FrameBudget
local ____game_2Dclient = require("platform.game-client")
local describeGame = ____game_2Dclient.describeGame
local ____guard = require("platform.guard")
local GameGuard = ____guard.GameGuard
local ____inbox = require("platform.inbox")
local GameInbox = ____inbox.GameInbox
local ____identity = require("platform.identity")
local GameIdentity = ____identity.GameIdentity
local ____native = require("platform.native")
local findNativeCodec = ____native.findNativeCodec
local ____slash = require("platform.slash")
local printLine = ____slash.printLine
local registerCommand = ____slash.registerCommand
local ____text_2Dwindow = require("platform.text-window")
local TextWindow = ____text_2Dwindow.TextWindow
local ____policies = require("ledger.policies")
local createPolicies = ____policies.createPolicies
local ____version = require("version")
local MINOR = ____version.MINOR
local VERSION = ____version.VERSION
function installCommand(____bindingPattern0)
local rooms
local ledgers
ledgers = ____bindingPattern0.ledgers
rooms = ____bindingPattern0.rooms
local window
local output = {
print = function(____, line) return printLine(line) end,
show = function(____, title, text)
if window == nil then
window = __TS__New(TextWindow)
end
window:show(title, text)
end
}
local command = __TS__New(
LedgerCommand,
VERSION,
ledgers,
rooms,
output
)
registerCommand(function(text) return command:run(text) end)
end
local GUILD_MASTER = 0
local SCOPE_LOOK_SECONDS = 2
local library = LibStub:NewLibrary("LibEventLedger-1.0", MINOR)
local function install(target)
local clock = __TS__New(GameClock)
local timers = __TS__New(GameTimers)
local guard = __TS__New(GameGuard)
local events = __TS__New(GameEvents, guard)
local identity = __TS__New(GameIdentity, events)
if target.frame == nil then
target.frame = {time = -1, used = 0}
end
local background = __TS__New(
FrameWorker,
clock,
guard,
__TS__New(FrameBudget, clock, target.frame)
)
local ports = {
clock = clock,
timers = timers,
background = background,
random = __TS__New(GameRandom),
identity = identity,
guard = guard,
native = findNativeCodec(),
inbox = __TS__New(GameInbox),
game = describeGame()
}
local policies = createPolicies(identity)
local registry = __TS__New(
LedgerRegistry,
ports,
function(prefix) return __TS__New(GameChannel, prefix, identity) end,
policies.guildRank(GUILD_MASTER)
)
onAddonMessage(
events,
identity,
function(prefix, text, sender, arrival) return registry:receive(prefix, text, sender, arrival) end
)
onRestrictionEnd(
events,
function() return registry:onRestrictionEnd() end
)
events:on(
"PLAYER_LOGOUT",
function() return registry:save() end
)
events:on(
"PLAYER_LOGIN",
function() return registry:onScopeChanged() end
)
events:on(
"PLAYER_GUILD_UPDATE",
function() return registry:onScopeChanged() end
)
events:on(
"GUILD_ROSTER_UPDATE",
function()
registry:onScopeChanged()
registry:onRosterChanged()
end
)
timers:every(
SCOPE_LOOK_SECONDS,
function() return registry:onScopeChanged() end
)
events:on(
"GROUP_ROSTER_UPDATE",
function() return registry:onGroupChanged() end
)
events:on(
"UNIT_CONNECTION",
function() return registry:onGroupChanged() end
)
onPlayerOffline(
events,
identity,
function(name) return registry:onPlayerOffline(name) end
)
local taken = {ledgers = target.ledgers or ({}), savedTables = target.savedTables or ({}), rooms = target.rooms or ({})}
target.ledgers = taken.ledgers
target.savedTables = taken.savedTables
target.rooms = taken.rooms
target.linkHost = registry:host(identity, taken)
installCommand(taken)
target.version = VERSION
target.policies = policies
target.createLedger = function(self, options)
return registry:create(options, taken)
end
end
if library ~= nil then
install(library)
end
return ____exports
end,
}
local ____entry = require("index", ...)
return ____entry
