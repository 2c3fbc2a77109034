-- /lc open <item link>, /lc vote <need|greed|pass|name>, /lc close [winner], /lc for the votes so far

local _, addon = ...

-- Seconds: an older vote is not announced, such as all those of the first sync.
local NEWS = 600

local function say(text, ...)
    DEFAULT_CHAT_FRAME:AddMessage("LootCouncil: " .. string.format(text, ...))
end

-- The link of an item string, once the game has it.
local function linkOf(item)
    local getInfo = C_Item and C_Item.GetItemInfo or GetItemInfo
    local _, link = getInfo(item)
    return link or item
end

-- Tells what is new of the newest vote: from the state, since that is what everybody comes to.
local followed, announced
function addon.announce(state)
    local session = state.sessions[state.newest or ""]
    if not session then
        return
    elseif not session.isClosed and state.newest ~= followed and GetServerTime() - session.opened < NEWS then
        followed, announced = state.newest, nil
        say("vote on %s: /lc vote need, greed, pass or a name", linkOf(session.item))
    elseif session.isClosed and state.newest == followed then
        local result = string.format("%s goes to %s", linkOf(session.item), session.winner or "nobody")
        if result ~= announced then
            announced = result
            say("%s (%s)", result, addon.countVotes(session))
        end
    end
end

local function submit(type, values)
    local event, refusal = addon.ledger:submit(type, values)
    if not event then
        say("refused: %s", refusal == "unauthorized" and "only officers may do that" or refusal)
    end
end

local commands = {}

function commands.open(link)
    -- "item:19019::::::::60:::" without the empty fields at its end.
    local item = string.match(link, "item:[%-%d:]*%d")
    if item then
        submit("open", { item = item })
    else
        say("usage: /lc open <item link>")
    end
end

function commands.vote(choice, key)
    submit("vote", { session = key, choice = choice ~= "" and choice or "need" })
end

function commands.close(winner, key)
    submit("close", { session = key, winner = winner ~= "" and winner or nil })
end

commands[""] = function(_, _, session)
    say("%s: %s", linkOf(session.item), addon.countVotes(session))
end

SLASH_LOOTCOUNCIL1 = "/lc"
SlashCmdList.LOOTCOUNCIL = function(message)
    local name, argument = string.match(message, "^(%S*)%s*(.-)%s*$")
    local command = commands[string.lower(name)]
    local state = addon.ledger:getState()
    local session = state.sessions[state.newest or ""]
    if not command then
        say("/lc open <item link>, /lc vote <need|greed|pass|name>, /lc close [winner], /lc for the votes so far")
    elseif command ~= commands.open and (not session or session.isClosed) then
        say("no vote is open")
    else
        command(argument, state.newest, session)
    end
end
