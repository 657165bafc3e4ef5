// Runs NetGen.Bits --check and writes into the page what it prints, and at the end its exit code.
import { dotnet } from './_framework/dotnet.js';

const output = document.getElementById('output');
const print = line => { output.textContent += `${line}\n`; };
console.log = console.error = print;
try {
  print(`exit code ${await dotnet.withApplicationArguments('--check').run()}`);
} catch (error) {
  print(`failed: ${error}`);
}
