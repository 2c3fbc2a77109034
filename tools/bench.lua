-- Runs one compiled bench, named by its file in bench/, and prints its figures as JSON lines.
dofile("tools/bit.lua")
package.path = "./build/?.lua;" .. package.path
local name = ...
require("bench.harness").report(require("bench." .. name).run())
