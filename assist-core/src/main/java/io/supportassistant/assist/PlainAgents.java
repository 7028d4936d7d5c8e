package io.supportassistant.assist;

import io.supportassistant.answer.ArticleAnswers;
import io.supportassistant.clarification.PlainClarifier;
import io.supportassistant.clarification.QuestionCatalog;
import io.supportassistant.context.EntityRules;
import io.supportassistant.context.IssueTaxonomy;
import io.supportassistant.context.Language;
import io.supportassistant.context.PlainContextAnalyzer;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.KnowledgeIndex;
import io.supportassistant.knowledge.KnowledgeSearch;
import io.supportassistant.language.Interpreter;
import io.supportassistant.need.GistReader;
import io.supportassistant.query.PlainQueryFormulator;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** The four assist agents in their plain form: no model server, no key, no network access. */
public record PlainAgents(
        Language language,
        EntityRules entityRules,
        IssueTaxonomy issues,
        QuestionCatalog questions,
        AgentSettings settings,
        Interpreter interpreter) {

    /** With all languages that have a glossary. */
    public PlainAgents(
            Language language,
            EntityRules entityRules,
            IssueTaxonomy issues,
            QuestionCatalog questions,
            AgentSettings settings) {
        this(
                language,
                entityRules,
                issues,
                questions,
                settings,
                Interpreter.standard(language.commonWords()));
    }

    public static PlainAgents standard() {
        Language language = Language.english();
        return new PlainAgents(
                language,
                EntityRules.standard(language),
                IssueTaxonomy.standard(),
                QuestionCatalog.standard(),
                AgentSettings.defaults());
    }

    /** The agents with a knowledge base, run on the caller's thread. */
    public AssistPipeline over(Knowledge knowledge) {
        return over(knowledge, null, Runnable::run);
    }

    /**
     * The agents with a knowledge base, and optionally agents that call a model.
     *
     * @param models null for the plain agents only
     * @param executor runs the continuations of asynchronous responses
     */
    public AssistPipeline over(Knowledge knowledge, ModelAgents models, Executor executor) {
        Embedder embedder = knowledge.embedder();
        KnowledgeIndex catalog = knowledge.catalog();
        EnglishText english = new EnglishText();
        Interpreter heard =
                interpreter.keeping(
                        word ->
                                english.stems(word).stream()
                                        .anyMatch(stem -> catalog.rarity(stem) > 0));
        PlainClarifier clarifier =
                new PlainClarifier(
                        language, questions, catalog, entityRules::findTelling, embedder);
        return new AssistPipeline(
                new PlainContextAnalyzer(
                        language,
                        entityRules,
                        issues,
                        catalog::subjectsNamedIn,
                        new GistReader(language, english, catalog)::read,
                        heard,
                        settings.minContextConfidence()),
                new PlainQueryFormulator(),
                knowledge.search(),
                (request, analysis, found) ->
                        clarifier.clarify(heard.inEnglish(request), analysis, found),
                KnowledgeNeed.standard(language, embedder == null ? null : embedder.fingerprint()),
                models,
                new ArticleAnswers(catalog::article, english, catalog::rarity, heard),
                settings,
                executor,
                InstantSource.system());
    }

    /**
     * A knowledge base as the agents use it.
     *
     * @param embedder the embedder it is searched with, or null for a search by words only
     */
    public record Knowledge(KnowledgeSearch search, KnowledgeIndex catalog, Embedder embedder) {}
}
