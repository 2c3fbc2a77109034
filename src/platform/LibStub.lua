-- LibStub, written anew from its published interface, which is in the public domain: the first copy that loads is the one
-- that everybody uses, and one of the same minor leaves it alone. It ships beside the library, so that neither an addon
-- that embeds the library nor the library alone has to bring another.

-- The newest minor that was ever published.
local MINOR = 2

local stub = _G.LibStub
if stub and (stub.minor or 0) >= MINOR then
    return
end

stub = stub or { libs = {}, minors = {} }
stub.minor = MINOR
LibStub = stub

-- Registers a version of a library. Gives the library's table, the same one for all versions, and the minor that was there
-- before; nothing when a copy as new as this is there. Of the minor only the first run of digits counts.
function stub:NewLibrary(major, minor)
    assert(type(major) == "string", "Bad argument #2 to `NewLibrary' (string expected)")
    local digits = string.match(tostring(minor), "%d+")
    local version = assert(tonumber(digits), "Minor version must either be a number or contain a number.")
    local old = self.minors[major]
    if old and old >= version then
        return nil
    end
    self.minors[major] = version
    self.libs[major] = self.libs[major] or {}
    return self.libs[major], old
end

-- A library and its minor. Raises when there is none, unless it is told to be silent.
function stub:GetLibrary(major, silent)
    if not self.libs[major] and not silent then
        error(string.format("Cannot find a library instance of %q.", tostring(major)), 2)
    end
    return self.libs[major], self.minors[major]
end

-- For `for name, library in LibStub:IterateLibraries() do`.
function stub:IterateLibraries()
    return pairs(self.libs)
end

setmetatable(stub, { __call = stub.GetLibrary })
