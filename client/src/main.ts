// Starts the client: one Svelte tree in #app.
import { mount, unmount } from 'svelte';
import { showAsChosen } from './ui/display';
import { beforeLeaving } from './ui/leave';
import App from './views/App.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

showAsChosen();
const app = mount(App, { target });
// Back may bring this page as it was left: nothing in it may draw again.
beforeLeaving(() => void unmount(app));

export default app;
