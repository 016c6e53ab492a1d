import { addDemoData } from './db/demo';
import { loadEnv } from './env';
import { start } from './start';

const { db, <% if has.image %>imageStore, <% endif %><% if has.demo_account %>auth, <% endif %>close } = await start({ ...loadEnv(), demoData: false });
const added = await addDemoData(db<% if has.image %>, imageStore<% endif %><% if has.demo_account %>, await auth.accounts.addDemo()<% endif %>);
console.info(added ? 'Added the example records.' : 'There are records already: nothing added.');
close();
