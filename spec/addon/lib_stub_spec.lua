-- The LibStub of dist/ does what the published one does: it is held against the realm's, and shares with one that is there.

local stage = dofile("spec/addon/stage.lua")

local LIB_STUB = { name = "LibStub", source = stage.readFile("dist/LibStub.lua") }

-- Results as text, errors without their position.
local SCRIPT = [[
    local lines = {}
    local function note(...)
        local parts = {}
        for index = 1, select("#", ...) do
            local value = select(index, ...)
            parts[index] = type(value) == "table" and "table" or (string.gsub(tostring(value), "^.-:%d+: ", ""))
        end
        lines[#lines + 1] = table.concat(parts, " ")
    end
    local first = LibStub:NewLibrary("Lib-1.0", 3)
    note(first, select(2, LibStub:NewLibrary("Lib-1.0", 5)))
    note((LibStub:NewLibrary("Lib-1.0", 5)), (LibStub:NewLibrary("Lib-1.0", 4)))
    note((LibStub:NewLibrary("Lib-1.0", "$Revision: 12 $ of 99")), (LibStub:NewLibrary("Lib-1.0", "r12")))
    note(LibStub("Lib-1.0") == first, LibStub:GetLibrary("Lib-1.0") == first, select(2, LibStub("Lib-1.0")))
    note(LibStub("Nothing-1.0", true))
    note(pcall(LibStub, "Nothing-1.0"))
    note(pcall(LibStub.GetLibrary, LibStub, "Nothing-1.0"))
    note(pcall(LibStub.NewLibrary, LibStub, nil, 1))
    note(pcall(LibStub.NewLibrary, LibStub, "Lib-1.0", "none"))
    for name, library in LibStub:IterateLibraries() do
        note(name, library == first)
    end
    note(LibStub.minor, LibStub.libs["Lib-1.0"] == first, LibStub.minors["Lib-1.0"])
    return table.concat(lines, "\n")
]]

local function addClient(realm, name, addons, lib)
    local client = realm:addClient({
        name = name,
        addons = addons,
        natives = {
            function(environment)
                if lib ~= "realm" then
                    environment.LibStub = lib
                end
            end,
        },
    })
    client:login()
    return client
end

describe("LibStub of dist/", function()
    it("answers as the realm's does", function()
        local realm = stage.createRealm({ seed = 1 })
        local reference = addClient(realm, "Anna", {}, "realm")
        local ours = addClient(realm, "Bert", { LIB_STUB })
        assert.equal(reference:run(SCRIPT), ours:run(SCRIPT))
        assert.same({}, realm.errors)
    end)

    it("leaves one that is there alone, and makes an unfinished older one whole", function()
        local realm = stage.createRealm({ seed = 1 })
        local present = { minor = 2, libs = {}, minors = {} }
        assert.equal(present, addClient(realm, "Anna", { LIB_STUB }, present).env.LibStub)
        assert.is_nil(present.NewLibrary)
        local library = {}
        local older = { minor = 1, libs = { ["Lib-1.0"] = library }, minors = { ["Lib-1.0"] = 7 } }
        local client = addClient(realm, "Bert", { LIB_STUB }, older)
        assert.equal(older, client.env.LibStub)
        assert.equal(library, (client:run("return LibStub('Lib-1.0')")))
        assert.equal(2, older.minor)
        assert.same({}, realm.errors)
    end)
end)
