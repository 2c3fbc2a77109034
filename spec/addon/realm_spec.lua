-- The realm as authors get it: authors/realm.lua is of realm/, and has what docs/realm.md says.

local stage = dofile("spec/addon/stage.lua")

describe("authors/realm.lua", function()
    local createRealm = dofile("authors/realm.lua").createRealm

    it("has every member that docs/realm.md names", function()
        local realm = createRealm({ seed = 1 })
        realm:addGuild({ name = "Guild", ranks = { { name = "Master" } } })
        local client = realm:addClient({ name = "Thrall", guild = "Guild" })
        client:login()
        local text = stage.readFile("docs/realm.md")
        local count = 0
        for _, object in ipairs({ { "realm", realm }, { "client", client } }) do
            local name, value = object[1], object[2]
            for mark, member in string.gmatch(text, "%f[%w]" .. name .. "([.:])(%a+)") do
                if not (name == "realm" and member == "lua") then
                    local expected = mark == ":" and "function" or type(value[member])
                    assert.equal(expected, type(value[member]), name .. mark .. member)
                    assert.is_not_nil(value[member], name .. mark .. member)
                    count = count + 1
                end
            end
        end
        assert.is_true(count > 40)
    end)

    it("has every option of faults that docs/realm.md names", function()
        local faults = string.match(stage.readFile("docs/realm.md"), "network's faults: (.-)%.\n")
        local defaults = createRealm({}).faults
        for name in string.gmatch(faults, "`(%a+)`") do
            assert.is_number(defaults[name], name)
        end
    end)

    it("has the globals that docs/realm.md lists, and no others", function()
        local realm = createRealm({ seed = 1 })
        local client = realm:addClient({ name = "Thrall" })
        client:login()
        local names = {}
        for name, value in pairs(client.env) do
            if string.find(name, "^C_") then
                for field in pairs(value) do
                    names[#names + 1] = name .. "." .. field
                end
            elseif _G[name] == nil or name == "bit" then
                names[#names + 1] = name
            end
        end
        table.sort(names)
        local listed = string.match(stage.readFile("docs/realm.md"), "\n```text\n(.-)\n```\n")
        assert.equal(table.concat(names, " "), (string.gsub(listed, "%s+", " ")))
    end)

    it("has the native encoding for clients that are given it", function()
        local library = dofile("authors/realm.lua")
        local realm = library.createRealm({ seed = 1 })
        local client = realm:addClient({ name = "Thrall", natives = { library.installEncodingUtil } })
        client:login()
        assert.equal("aGk=", client:evaluate("C_EncodingUtil.EncodeBase64('hi')"))
        assert.equal("hi hi hi", client:evaluate(
            "C_EncodingUtil.DecompressString(C_EncodingUtil.CompressString('hi hi hi'))"))
    end)

    it("documents every method of the realm", function()
        local text = stage.readFile("docs/realm.md")
        for name, value in pairs(getmetatable(createRealm({}))) do
            local isPublic = type(value) == "function" and name ~= "____constructor" and name ~= "drawGuid"
            if isPublic then
                assert.is_not_nil(string.find(text, "`realm:" .. name .. "(", 1, true), name)
            end
        end
    end)

    it("plays as the sources do", function()
        local function play(create)
            local realm = create({ seed = 5, loss = 0.2, profileStep = 0.01 })
            realm:addGuild({ name = "Guild", ranks = { { name = "Master" }, { name = "Raider" } } })
            local one = realm:addClient({ name = "One", guild = "Guild", rank = 0, addons = { stage.SIMPLE_DKP } })
            local two = realm:addClient({ name = "Two", guild = "Guild", rank = 1, addons = { stage.SIMPLE_DKP } })
            one:login()
            two:login()
            realm:advance(10)
            one:slash("/sdkp award Two 50 Ragnaros")
            realm:advance(120)
            assert.same({}, realm.errors)
            return { stage.dump(one), stage.dump(two), realm:getTraffic() }
        end
        local source = play(require("realm.realm").createRealm)
        assert.is_true(#source[2] > 0)
        assert.same(source, play(createRealm))
    end)
end)
