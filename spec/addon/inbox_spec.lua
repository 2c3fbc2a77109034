-- The inbox as the companion makes it: an addon folder of its own, which the game loads beside the addons that embed dist/.

local stage = dofile("spec/addon/stage.lua")
local base64 = require("src.codec.base64")
local checked = require("src.block.checked-text")
local guids = require("src.event.guid")
local varint = require("src.codec.varint")

local TOC = [[
## Interface: 11509, 20506, 50504, 120100, 16001
## Title: LibEventLedger Inbox
## Notes: Written by the LibEventLedger companion. Do not edit.
Inbox.lua
]]

local SCOPE = "guild:Guild-Realm"
local ID = string.rep("\1", 16)

-- Who may pass on: officers, or nobody. Anna has this rank.
local CASES = {
    { policy = "guildRank(1)", rank = stage.OFFICER },
    { policy = "creatorOnly", rank = stage.RAIDER },
}

local function noPause() end

-- The folder Interface/AddOns of one computer, with the addon of the companion in it.
local function createFolder()
    local path = os.tmpname()
    os.remove(path)
    assert(os.execute("mkdir -p " .. path .. "/LibEventLedger_Inbox"))
    local folder = { path = path, addon = { toc = path .. "/LibEventLedger_Inbox/LibEventLedger_Inbox.toc" } }
    function folder.write(name, text)
        local file = assert(io.open(path .. "/LibEventLedger_Inbox/" .. name, "wb"))
        file:write(text)
        file:close()
    end
    folder.write("LibEventLedger_Inbox.toc", TOC)
    folder.write("Inbox.lua", "")
    return folder
end

-- The embedded library as an addon that creates the ledger "Shared" with a policy.
local function sharedAddon(policy)
    local addon = stage.ledgerAddon("Shared")
    local changed, count = string.gsub(addon.source, "authorize = library%.policies%.guildRank%(1%)",
        "authorize = library.policies." .. policy .. ", inbox = true")
    assert(count == 1)
    addon.source = changed
    return addon
end

local function savedOf(client)
    local chunk = assert(loadstring(client:getSavedText("Shared")))
    local world = {}
    setfenv(chunk, world)()
    return world.Shared_Saved
end

-- The blocks in a client's file, by week.
local function blocksOf(client)
    local blocks = {}
    for week, text in pairs(savedOf(client).scopes[SCOPE].weeks) do
        blocks[week] = base64.decodeBase64(string.match(text, "^b .* (%S+)$"))
    end
    return blocks
end

-- The text of Inbox.lua that offers what is in one client's file, with others speaking for it.
local function offersOf(client, speakers)
    local said = {}
    for index, speaker in ipairs(speakers) do
        said[index] = guids.packGuid(speaker.guid) .. string.char(#speaker.fullName) .. speaker.fullName
    end
    local head = ID .. string.char(#speakers) .. table.concat(said)
    local lines = {}
    for week, block in pairs(blocksOf(client)) do
        local text = checked.encodeChecked(head .. varint.encodeVarint(#block) .. block, {}, noPause)
        lines[#lines + 1] = string.format('[%d] = "%s",', week, text)
    end
    return string.format([[
        LibEventLedger_Inbox = {
            ["version"] = 1,
            ["written"] = 1790000000,
            ["ledgers"] = { ["Shared"] = { ["%s"] = { %s } } },
        }
    ]], SCOPE, table.concat(lines))
end

-- A client with the companion's folder; offline. `fullName` is how others call it.
local function addPlayer(realm, name, rank, policy)
    local folder = createFolder()
    local player = realm:addClient({
        name = name, guild = "Guild", rank = rank,
        addons = { { name = "Library", source = stage.libraryChunk() }, sharedAddon(policy), folder.addon },
    })
    return { client = player, folder = folder, guid = player.guid, fullName = name .. "-Realm" }
end

local function add(player, ...)
    for _, amount in ipairs({ ... }) do
        assert.is_table((player.client:run("return Shared:submit('add', { amount = ... })", amount)))
    end
end

local function status(player)
    return player.client:evaluate("Shared:status()")
end

local function sum(player)
    return player.client:evaluate("Shared:getState().sum")
end

local function explains(player, sentence)
    local told = player.client:evaluate("table.concat(Shared:explain(), '\\n')")
    return string.find(told, sentence, 1, true) ~= nil, told
end

-- What a client's file says became of the offer: its reason, and the bits of what was refused.
local function outcomeOf(player)
    local bytes = checked.decodeChecked(savedOf(player.client).scopes[SCOPE].inbox, {}, noPause)
    assert.equal(ID, string.sub(bytes, 1, 16))
    return { string.byte(bytes, 17, -1) }
end

-- Anna writes three events and is gone; what is in her file is offered to others in her name, or in that of others.
local function createGuild(policy, rank)
    local realm = stage.createRealm({ seed = 15 })
    local anna = addPlayer(realm, "Anna", rank, policy)
    anna.client:login()
    realm:advance(15)
    add(anna, 1, 20, 300)
    realm:advance(15)
    anna.client:logout()
    realm:advance(60)
    local function member(name, memberRank, speakers)
        local player = addPlayer(realm, name, memberRank, policy)
        player.folder.write("Inbox.lua", offersOf(anna.client, speakers or { anna }))
        return player
    end
    return realm, anna, member
end

describe("The inbox", function()
    it("brings an officer the events of one who was never online with him, and they travel on", function()
        local realm, _, member = createGuild("guildRank(1)", stage.OFFICER)
        local bert = member("Bert", stage.OFFICER)
        bert.client:login()
        realm:advance(15)
        assert.equal(321, sum(bert))
        assert.equal(3, status(bert).inbox.entered)
        assert.equal(0, status(bert).inbox.staying)
        assert.is_true(explains(bert, "The inbox: 1 offer read; 3 events entered, and 0 events of it were here."))
        assert.is_nil(bert.client:evaluate("LibEventLedger_Inbox.ledgers.Shared['" .. SCOPE .. "']"))
        local cora = addPlayer(realm, "Cora", stage.RAIDER, "guildRank(1)")
        cora.client:login()
        assert.is_true(realm:advanceUntil(function()
            return sum(cora) == 321
        end, 300, 1))
        bert.client:logout()
        assert.same({ 0, 0 }, outcomeOf(bert))
        assert.same({}, realm.errors)
    end)

    it("is kept to himself by who may not pass on, who says so", function()
        for _, case in ipairs(CASES) do
            local policy, rank = case.policy, case.rank
            local realm, _, member = createGuild(policy, rank)
            local bert = member("Bert", stage.RAIDER)
            local cora = addPlayer(realm, "Cora", stage.RAIDER, policy)
            stage.login(bert.client, cora.client)
            realm:advance(300)
            assert.equal(321, sum(bert))
            assert.equal(0, sum(cora))
            assert.equal(3, status(bert).inbox.staying)
            assert.is_true(explains(bert, "3 events of the inbox stay here: this character may not pass them on"))
            cora.folder.write("Inbox.lua", stage.readFile(bert.folder.path .. "/LibEventLedger_Inbox/Inbox.lua"))
            cora.client:reload()
            realm:advance(15)
            assert.equal(321, sum(cora))
            assert.same({}, realm.errors)
        end
    end)

    it("is refused in the name of who may not bring it, and the file says so", function()
        for _, case in ipairs(CASES) do
            local policy, rank = case.policy, case.rank
            local realm, _, member = createGuild(policy, rank)
            local dora = addPlayer(realm, "Dora", stage.RAIDER, policy)
            local bert = member("Bert", stage.OFFICER, { dora })
            bert.client:login()
            realm:advance(15)
            assert.equal(0, sum(bert))
            assert.is_true(explains(bert, "3 events of the inbox may not enter here: 3 unauthorized."))
            bert.client:logout()
            assert.same({ 1, 1, 7 }, outcomeOf(bert))
            assert.same({}, realm.errors)
        end
    end)

    it("waits until the roster is there, and takes a speaker for who he is by the game's word", function()
        local realm, anna, member = createGuild("guildRank(1)", stage.OFFICER)
        local dora = addPlayer(realm, "Dora", stage.RAIDER, "guildRank(1)")
        -- Dora's name is nobody's but Dora's: an offer that calls her Anna finds Dora.
        local bert = member("Bert", stage.RAIDER, { { guid = dora.guid, fullName = anna.fullName } })
        bert.client:login()
        realm:advance(30)
        assert.equal(0, sum(bert))
        assert.same({ unauthorized = 3 }, status(bert).inbox.refused)
        assert.same({}, realm.errors)
    end)

    it("that is damaged stops neither the addon nor the game", function()
        local realm, anna, member = createGuild("guildRank(1)", stage.OFFICER)
        local bert = member("Bert", stage.OFFICER)
        local text = offersOf(anna.client, { anna })
        for _, damaged in ipairs({
            "LibEventLedger_Inbox = 5",
            "LibEventLedger_Inbox = { version = 2 }",
            (string.gsub(text, "\"%]%s*=%s*{ %[", "\"] = { x = 5, [")),
            (string.gsub(text, '= "%w%w', '= "AA')),
        }) do
            bert.folder.write("Inbox.lua", damaged)
            bert.client:login()
            realm:advance(10)
            assert.equal(1, status(bert).inbox.malformed, damaged)
            assert.is_true(explains(bert, "1 part of the inbox could not be read"))
            bert.client:logout()
        end
        assert.same({}, realm.errors)
    end)

    it("leaves names and types in the file", function()
        local _, anna = createGuild("guildRank(1)", stage.OFFICER)
        local saved = savedOf(anna.client)
        assert.equal("Shared", saved.ledger)
        assert.is_string(saved.types)
        local names = checked.decodeChecked(saved.scopes[SCOPE].names, {}, noPause)
        assert.is_truthy(string.find(names, "Anna-Realm", 1, true))
        assert.is_truthy(string.find(names, "WARRIOR", 1, true))
    end)
end)
