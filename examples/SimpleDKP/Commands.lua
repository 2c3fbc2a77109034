-- The slash commands: /dkp opens the window, /dkp help lists the others.

local _, addon = ...

local TOP_COUNT = 10

local HELP = {
    "/dkp - open or close the window",
    "/dkp award <player|raid> <points> <reason> - officers: award points",
    "/dkp decay <percent> <reason> - officers: take a share of everybody's points",
    "/dkp undo - officers: take back your newest award or decay of the last two weeks",
    "/dkp seal - the guild master: seal what is from before last week",
    "/dkp again - officers: make your awards again that came too late for a seal",
    "/dkp top - the first ten, here in the chat",
    "/dkp history - what was awarded by whom",
    "/dkp sync - how you stand to the others",
    "/dkp status - the same in numbers, here in the chat",
}

local commands = {}

commands[""] = function()
    addon.Window.toggle()
end

function commands.help()
    for _, line in ipairs(HELP) do
        addon.say("%s", line)
    end
end

function commands.award(arguments)
    -- Lazily, since a name may have two words.
    local who, amount, reason = string.match(arguments, "^(%S.-)%s+(-?%d+)%s*(.*)$")
    if who then
        addon.Awards.award(who, tonumber(amount), reason)
    else
        addon.say("usage: /dkp award <player|raid> <points> <reason>")
    end
end

function commands.decay(arguments)
    local digits, reason = string.match(arguments, "^(%d+)%%?%s*(.*)$")
    local percent = tonumber(digits)
    if percent and percent >= 1 and percent <= 100 then
        addon.Awards.decay(percent, reason)
    else
        addon.say("usage: /dkp decay <percent> <reason>")
    end
end

function commands.undo()
    addon.Awards.undo()
end

function commands.seal()
    addon.Season.seal()
end

function commands.again()
    addon.Season.awardAgain()
end

function commands.top()
    local standings = addon.Standings.list(addon.ledger:getState(), "points")
    for index = 1, math.min(#standings, TOP_COUNT) do
        addon.say("%d. %s %s", index, standings[index].name, standings[index].points)
    end
end

function commands.history()
    addon.Window.open(addon.History.title)
end

function commands.sync()
    addon.Window.open(addon.SyncPanel.title)
end

function commands.status()
    for _, sentence in ipairs(addon.ledger:explain()) do
        addon.say("%s", sentence)
    end
end

SLASH_SIMPLEDKP1 = "/dkp"
SLASH_SIMPLEDKP2 = "/sdkp"
SlashCmdList.SIMPLEDKP = function(message)
    local name, arguments = string.match(message, "^(%S*)%s*(.*)$")
    local command = commands[string.lower(name)] or commands.help
    command(arguments)
end
