// Runs NetGen.Bits --check and writes into the page what it prints, and at the end its exit code. It allows two threads, of
// which a page has one: that must do the work of both.
import { dotnet } from './_framework/dotnet.js';

const output = document.getElementById('output');
const print = line => { output.textContent += `${line}\n`; };
console.log = console.error = print;
try {
  print(`exit code ${await dotnet.withApplicationArguments('--threads', '2', '--check').run()}`);
} catch (error) {
  print(`failed: ${error}`);
}
