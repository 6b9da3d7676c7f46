// Starts the client: one Svelte tree in #app.
import { mount } from 'svelte';
import App from './views/App.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

export default mount(App, { target });
