"""Deals, offers, products."""

from domain.deals import board_queries, offer_answers, offer_sending, offer_watch
from domain.deals import queries as deal_queries
from domain.deals import use_cases as deals
from domain.polls import queries as poll_queries
from domain.polls import use_cases as polls
from domain.products import catalogue as product_catalogue
from domain.products import use_cases as products

DEALS: tuple[type, ...] = (
    deals.CreateDeal,
    deals.MoveDeal,
    deals.WinDeal,
    deals.LoseDeal,
    deals.ReopenDeal,
    deals.TickItem,
    deals.PlanNextStep,
    deals.ChangeDeal,
    deals.RenameDeal,
    deals.AddNote,
    deals.AddOfferNote,
    deal_queries.ViewDeal,
    deal_queries.ViewOffer,
    deal_queries.ViewBoard,
    deal_queries.ListDealsOnStage,
    deal_queries.ListDealsOfClient,
    deal_queries.ViewExpectedCash,
    deal_queries.ViewDealHistory,
    board_queries.NameBoard,
    board_queries.ChoosePeople,
    board_queries.ChooseBranches,
)
PRODUCTS: tuple[type, ...] = (
    product_catalogue.ListProducts,
    product_catalogue.ViewProduct,
    product_catalogue.AddProduct,
    product_catalogue.RenameProduct,
    product_catalogue.WithdrawProduct,
    products.ViewClientProducts,
    products.StateProductUse,
    products.ListSegmentsToChoose,
    products.ViewMatrix,
)
POLLS: tuple[type, ...] = (
    polls.ViewPoll,
    polls.AnswerPoll,
    polls.NamePollQuestion,
    polls.AnswerPollInWords,
    poll_queries.ViewPollSummary,
    poll_queries.ListPollWords,
    poll_queries.ListPollAnswers,
)
OFFERS: tuple[type, ...] = (
    offer_sending.ProposeFollowUps,
    offer_sending.SendOffer,
    offer_answers.AcceptOffer,
    offer_answers.RefuseOffer,
    offer_answers.NoteThinking,
    offer_answers.AskAgainInWorkingDays,
    offer_answers.NoteNoAnswer,
    offer_answers.SnoozeOfferForAnHour,
    offer_answers.SnoozeOfferUntilDay,
    offer_watch.ListSilentOffers,
    offer_watch.ClimbDueOffers,
    offer_watch.ReportUnwatchedOffers,
)
