// The sentences of pages that few open: they come with the first of those pages, not with the first view.
import source from '../../../schema/locales/nl.ftl?pages&raw';
import { t } from '../i18n';

t.learn(source);
